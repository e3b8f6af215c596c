/**
 * Guests in Deno KV.
 *
 * @module
 */
import { nameKey } from "../protocol/name.ts";
import type { Guest, GuestBook } from "./guests.ts";
import { keys, type Stored } from "./keys.ts";
import type { Store } from "./store.ts";

/** How long a guest is kept after they came, in milliseconds. */
export const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export class KvGuestBook implements GuestBook {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async write(tokenHash: string, guest: Guest): Promise<void> {
    const options = { expireIn: KEPT_MS };
    await this.#store.write((kv) =>
      kv.atomic()
        .set(keys.guest(tokenHash), guest, options)
        .set(keys.guestName(nameKey(guest.name)), guest.id, options)
        .commit()
    );
  }

  async byToken(tokenHash: string): Promise<Guest | undefined> {
    const { value } = await this.#store.use((kv) => kv.get<Stored["guest"]>(keys.guest(tokenHash)));
    return value ?? undefined;
  }

  async byName(key: string): Promise<string | undefined> {
    const { value } = await this.#store.use((kv) =>
      kv.get<Stored["guestName"]>(keys.guestName(key))
    );
    return value ?? undefined;
  }
}
