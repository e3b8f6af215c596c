/**
 * Sessions in Deno KV.
 *
 * @module
 */
import { nameKey } from "../../protocol/name.ts";
import type { Session, SessionBook } from "../door/sessions.ts";
import { GatheredWrites } from "./gathered.ts";
import { keys, type Stored } from "./keys.ts";
import type { Store } from "./store.ts";

/** How long a server may take to hear that a session has ended, in milliseconds. */
const ENDED_MS = 60_000;
/** Sessions that are looked at for one person, and ended ones that are read at once. */
const LOOKED_MAX = 1_000;

export class KvSessionBook implements SessionBook {
  readonly #store: Store;
  readonly #writes: GatheredWrites;

  constructor(store: Store) {
    this.#store = store;
    this.#writes = new GatheredWrites(store);
  }

  async write(tokenHash: string, session: Session): Promise<void> {
    const { id, person, name, made, expires } = session;
    const options = { expireIn: expires - made };
    await this.#writes.add((atomic) =>
      atomic
        .set(keys.session(tokenHash), session, options)
        .set(keys.sessionOf(person, id), tokenHash, options)
        .set(keys.lastNamed(nameKey(name)), person, options)
    );
  }

  async renew(session: Session): Promise<void> {
    const { id, person, name, seen, expires } = session;
    const options = { expireIn: expires - seen };
    const naming = keys.lastNamed(nameKey(name));
    const own = keys.sessionOf(person, id);
    const { value: hash } = await this.#store.use((kv) => kv.get<Stored["sessionOf"]>(own));
    if (hash === null) return;
    const [known, last] = await this.#store.use((kv) =>
      kv.getMany<[Session, Stored["lastNamed"]]>([keys.session(hash), naming])
    );
    if (!known.value) return;
    await this.#store.write((kv) => {
      const atomic = kv.atomic().check(known)
        .set(keys.session(hash), session, options)
        .set(own, hash, options);
      // Somebody else may have had the name since.
      if (last.value === person) atomic.check(last).set(naming, person, options);
      return atomic.commit();
    });
  }

  async find(tokenHash: string): Promise<Session | undefined> {
    const { value } = await this.#store.use((kv) => kv.get<Session>(keys.session(tokenHash)));
    return value ?? undefined;
  }

  async of(person: string): Promise<Session[]> {
    const hashes = await this.#store.list<Stored["sessionOf"]>(
      { prefix: keys.sessionsOf(person) },
      { limit: LOOKED_MAX },
    );
    const found = await this.#store.getMany<Session>(
      hashes.map(({ value }) => keys.session(value)),
    );
    return found.flatMap(({ value }) => value ?? []);
  }

  async end(person: string, id: string): Promise<boolean> {
    const key = keys.sessionOf(person, id);
    const { value: hash } = await this.#store.use((kv) => kv.get<Stored["sessionOf"]>(key));
    if (hash === null) return false;
    await this.#store.write((kv) =>
      kv.atomic()
        .delete(keys.session(hash))
        .delete(key)
        .set(keys.ended(id), true, { expireIn: ENDED_MS })
        .commit()
    );
    return true;
  }

  async ended(): Promise<string[]> {
    const ended = await Array.fromAsync(this.#store.scan(keys.allEnded, LOOKED_MAX));
    return ended.map(({ key }) => String(key[1]));
  }

  async lastNamed(key: string): Promise<string | undefined> {
    const { value } = await this.#store.use((kv) =>
      kv.get<Stored["lastNamed"]>(keys.lastNamed(key))
    );
    return value ?? undefined;
  }

  async unname(key: string, person: string): Promise<void> {
    const known = await this.#store.use((kv) => kv.get<Stored["lastNamed"]>(keys.lastNamed(key)));
    if (known.value !== person) return;
    await this.#store.write((kv) => kv.atomic().check(known).delete(known.key).commit());
  }

  onLost(listener: () => void): void {
    this.#store.onReopened(listener);
  }
}
