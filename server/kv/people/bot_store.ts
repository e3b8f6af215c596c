/**
 * Bots in Deno KV.
 *
 * @module
 */
import { type Bot, BOTS_MAX, type BotStore } from "../../auth/bots/bot.ts";
import { keys } from "../keys.ts";
import { KINDS, type Stored } from "../schema.ts";
import type { Store } from "../store.ts";

export class KvBotStore implements BotStore {
  readonly #store: Store;
  /** Up to where `changed` has told, as a versionstamp. */
  #told: string | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  async of(owner: string): Promise<Bot[]> {
    const options = { limit: BOTS_MAX, batchSize: BOTS_MAX };
    const found = await this.#store.list<Bot>({ prefix: keys.bots(owner) }, options);
    return found.map(({ value }) => value).sort((a, b) => a.made - b.made);
  }

  async find(tokenHash: string): Promise<Bot | undefined> {
    const key = keys.botToken(tokenHash);
    const { value } = await this.#store.use((kv) => kv.get<Stored["botToken"]>(key));
    if (!value) return undefined;
    const bot = await this.#get(value.owner, value.id);
    return bot.value?.token === tokenHash ? bot.value : undefined;
  }

  async add(claim: string, bot: Bot): Promise<boolean> {
    const { id, name, owner, made, token } = bot;
    const key = keys.account(claim);
    const { ok } = await this.#store.write((kv) =>
      this.#tell(kv.atomic())
        .check({ key, versionstamp: null })
        .set(key, { id, name, password: "", made, founder: false, program: "bot" })
        .set(keys.bot(owner, id), bot)
        .set(keys.botToken(token), { owner, id })
        .commit()
    );
    return ok;
  }

  async change(owner: string, id: string, change: (bot: Bot) => Bot): Promise<Bot | undefined> {
    while (true) {
      const known = await this.#get(owner, id);
      if (!known.value) return undefined;
      const changed = change(known.value);
      const { ok } = await this.#store.write((kv) =>
        this.#tell(kv.atomic()).check(known).set(known.key, changed).commit()
      );
      if (ok) return changed;
    }
  }

  async delete(claim: string, { owner, id, token }: Bot): Promise<void> {
    const account = await this.#store.use((kv) => kv.get<Stored["account"]>(keys.account(claim)));
    await this.#store.write((kv) => {
      const atomic = this.#tell(kv.atomic())
        .delete(keys.bot(owner, id))
        .delete(keys.botToken(token))
        .set(keys.ended(id), true, { expireIn: KINDS.ended.expireIn });
      // It can be nobody else's before this is deleted.
      if (account.value?.id === id) atomic.delete(account.key);
      return atomic.commit();
    });
  }

  async list(limit: number, after?: Pick<Bot, "owner" | "id">): Promise<Bot[]> {
    // Nothing can be between a key and this one.
    const start = after && [...keys.bot(after.owner, after.id), new Uint8Array()];
    const selector = { prefix: keys.allBots, ...(start && { start }) };
    const found = await this.#store.list<Bot>(selector, { limit, batchSize: limit });
    return found.map(({ value }) => value);
  }

  async endSockets(id: string): Promise<void> {
    await this.#store.write((kv) =>
      kv.set(keys.ended(id), true, { expireIn: KINDS.ended.expireIn })
    );
  }

  async *called(): AsyncIterable<Bot> {
    for await (const { value } of this.#store.scan<Bot>(keys.allBots)) {
      if (value.callback) yield value;
    }
  }

  async changed(): Promise<boolean> {
    if (!this.#store.shared) return false;
    const { versionstamp } = await this.#store.use((kv) => kv.get(keys.botsChanged));
    const isNew = versionstamp !== this.#told;
    this.#told = versionstamp;
    return isNew;
  }

  #tell(atomic: Deno.AtomicOperation): Deno.AtomicOperation {
    return this.#store.shared ? atomic.set(keys.botsChanged, true) : atomic;
  }

  #get(owner: string, id: string): Promise<Deno.KvEntryMaybe<Bot>> {
    return this.#store.use((kv) => kv.get<Bot>(keys.bot(owner, id)));
  }
}
