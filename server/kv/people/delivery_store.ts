/**
 * Deliveries in Deno KV.
 *
 * @module
 */
import type { Delivery, DeliveryStore, ReplyAddress } from "../../auth/bots/delivery.ts";
import { keys } from "../keys.ts";
import { KINDS, type Stored } from "../schema.ts";
import type { Store } from "../store.ts";

export class KvDeliveryStore implements DeliveryStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async *all(): AsyncIterable<Delivery> {
    for await (const { value } of this.#store.scan<Delivery>(keys.deliveries)) yield value;
  }

  async add(delivery: Delivery): Promise<void> {
    await this.#store.write((kv) => kv.set(keys.delivery(delivery.id), delivery));
  }

  async replace(delivery: Delivery, by: Delivery): Promise<boolean> {
    const key = keys.delivery(delivery.id);
    const known = await this.#store.use((kv) => kv.get<Stored["delivery"]>(key));
    if (known.value?.tries !== delivery.tries || known.value.due !== delivery.due) return false;
    const { ok } = await this.#store.write((kv) => kv.atomic().check(known).set(key, by).commit());
    return ok;
  }

  async delete({ id }: Delivery): Promise<void> {
    await this.#store.write((kv) => kv.delete(keys.delivery(id)));
  }

  async addReply(hash: string, reply: ReplyAddress): Promise<void> {
    const { expireIn } = KINDS.reply;
    await this.#store.write((kv) => kv.set(keys.reply(hash), reply, { expireIn }));
  }

  async takeReply(hash: string): Promise<ReplyAddress | undefined> {
    const key = keys.reply(hash);
    const known = await this.#store.use((kv) => kv.get<Stored["reply"]>(key));
    if (!known.value) return undefined;
    const { ok } = await this.#store.write((kv) => kv.atomic().check(known).delete(key).commit());
    return ok ? known.value : undefined;
  }
}
