/**
 * Sessions in Deno KV.
 *
 * @module
 */
import { nameKey } from "../../../protocol/name.ts";
import type { DueGuest, Session, SessionStore } from "../../auth/session_store.ts";
import { WriteBatches } from "../store/write_batch.ts";
import { keys } from "../keys.ts";
import { KINDS, type Stored } from "../schema.ts";
import type { Store } from "../store.ts";

/** Sessions that are looked at for one person, and ended ones that are read at once. */
const LOOKED_MAX = 1_000;
/** Guests that are looked at at once, when their time may be up. */
const DUE_MAX = 100;
/** Sessions in one commit: each is two of the 100 checks that it may have. */
const RENEWED_AT_ONCE = 50;
/** Keys that a commit checks for each. */
const RENEWED_CHECKS = 2;

/** What a session becomes; `undefined` to leave it as it is. */
type Change = (kept: Session) => Session | undefined;

/** A session as it was read, and what it becomes. */
interface Due {
  readonly known: Deno.KvEntry<Session>;
  readonly session: Session;
}

export class KvSessionStore implements SessionStore {
  readonly #store: Store;
  readonly #writes: WriteBatches;

  constructor(store: Store) {
    this.#store = store;
    this.#writes = new WriteBatches(store);
  }

  async write(tokenHash: string, session: Session): Promise<void> {
    const { id, person, name, guest, made, expires } = session;
    const options = { expireIn: expires - made };
    await this.#writes.add((atomic) => {
      atomic
        .set(keys.session(tokenHash), session, options)
        .set(keys.sessionOf(person, id), tokenHash, options)
        .set(keys.lastNamed(nameKey(name)), person, options);
      return guest ? atomic.set(keys.guest(expires, person), nameKey(name)) : atomic;
    });
  }

  async renew(people: readonly string[], change: Change): Promise<void> {
    const due: Due[] = [];
    for (const person of people) {
      const hashes = await this.#hashesOf(person);
      const kept = await this.#store.getMany<Session>(hashes.map(keys.session));
      due.push(...kept.flatMap((known) => dueOf(known, change) ?? []));
    }
    const atOnce = Math.min(RENEWED_AT_ONCE, Math.floor(this.#store.checksMax / RENEWED_CHECKS));
    for (let i = 0; i < due.length; i += atOnce) {
      const some = due.slice(i, i + atOnce);
      if (some.length > 1 && await this.#write(some)) continue;
      // One that has ended, or was changed meanwhile, keeps no other from being renewed.
      for (const one of some) await this.#renew(one, change);
    }
  }

  /** Renews a session, which is read again for as long as others change it. */
  async #renew(due: Due, change: Change): Promise<void> {
    for (let one: Due | undefined = due; one && !await this.#write([one]);) {
      const { key } = one.known;
      one = dueOf(await this.#store.use((kv) => kv.get<Session>(key)), change);
    }
  }

  async find(tokenHash: string): Promise<Session | undefined> {
    const { value } = await this.#store.use((kv) => kv.get<Session>(keys.session(tokenHash)));
    return value ?? undefined;
  }

  async of(person: string): Promise<Session[]> {
    const hashes = await this.#hashesOf(person);
    const found = await this.#store.getMany<Session>(hashes.map(keys.session));
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
        .delete(keys.device(person, id))
        .set(keys.ended(id), true, { expireIn: KINDS.ended.expireIn })
        .commit()
    );
    return true;
  }

  /** Writes sessions that are as they were read; `false` when one of them is not. */
  async #write(renewed: readonly Due[]): Promise<boolean> {
    const names = await this.#store.getMany<Stored["lastNamed"]>(
      renewed.map(({ session }) => keys.lastNamed(nameKey(session.name))),
    );
    const { ok } = await this.#store.write((kv) => {
      const atomic = kv.atomic();
      for (const [i, { known, session }] of renewed.entries()) {
        const { id, person, seen, expires } = session;
        const options = { expireIn: expires - seen };
        const name = names[i]!;
        atomic.check(known)
          .set(known.key, session, options)
          .set(keys.sessionOf(person, id), String(known.key[1]), options);
        // Somebody else may have had the name since.
        if (name.value === person) atomic.check(name).set(name.key, person, options);
      }
      return atomic.commit();
    });
    return ok;
  }

  async #hashesOf(person: string): Promise<string[]> {
    const found = await this.#store.list<Stored["sessionOf"]>(
      { prefix: keys.sessionsOf(person) },
      { limit: LOOKED_MAX },
    );
    return found.map(({ value }) => value);
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

  async forgetName(key: string, person: string): Promise<void> {
    const known = await this.#store.use((kv) => kv.get<Stored["lastNamed"]>(keys.lastNamed(key)));
    if (known.value !== person) return;
    await this.#store.write((kv) => kv.atomic().check(known).delete(known.key).commit());
  }

  async guestsDue(at: number): Promise<DueGuest[]> {
    const selector = { prefix: keys.guests, end: keys.guest(at + 1, "") };
    const options = { limit: DUE_MAX, batchSize: DUE_MAX };
    const found = await this.#store.list<Stored["guest"]>(selector, options);
    return found.map(({ key: [, at, person], value: key }) => {
      return { at: Number(at), person: String(person), key };
    });
  }

  async postpone(guest: DueGuest, until: number): Promise<void> {
    const { at, person, key } = guest;
    await this.#writes.add((atomic) =>
      atomic.delete(keys.guest(at, person)).set(keys.guest(until, person), key)
    );
  }

  async forgetGuest(guest: DueGuest): Promise<void> {
    const selector = { prefix: keys.sessionsOf(guest.person) };
    const hashes = await this.#store.list<Stored["sessionOf"]>(selector, { limit: LOOKED_MAX });
    for (const { key, value: hash } of hashes) {
      await this.#writes.add((atomic) => atomic.delete(keys.session(hash)).delete(key));
    }
    await this.forgetName(guest.key, guest.person);
    await this.cancelCheck(guest);
  }

  async cancelCheck({ at, person }: DueGuest): Promise<void> {
    await this.#writes.add((atomic) => atomic.delete(keys.guest(at, person)));
  }

  onLost(listener: () => void): void {
    this.#store.onReopened(listener);
  }
}

function dueOf(known: Deno.KvEntryMaybe<Session>, change: Change): Due | undefined {
  if (!known.value) return undefined;
  const session = change(known.value);
  return session && { known, session };
}
