/**
 * Names of guests who were renamed, in Deno KV.
 *
 * @module
 */
import { claimKeys } from "../../../auth/accounts.ts";
import type { GuestNameStore, StoredNames } from "../../../auth/sessions/guest_names.ts";
import { nameKey } from "../../../../protocol/name.ts";
import { keys } from "../../keys.ts";
import type { Stored } from "../../schema.ts";
import type { Store } from "../../store.ts";
import { NAME_KINDS } from "./name_kinds.ts";

/** Rows that are read at once. */
const ROWS_AT_ONCE = 500;
/** People whose names changed that are told at once; who is not among them is the next time. */
const CHANGED_MAX = 1_000;

export class KvGuestNameStore implements GuestNameStore {
  readonly #store: Store;
  /** Up to where `changed` has told, as a versionstamp. */
  #told = "";

  constructor(store: Store) {
    this.#store = store;
  }

  async *all(): AsyncGenerator<readonly [string, StoredNames]> {
    const found = this.#store.scan<Stored["guestNames"]>(keys.allGuestNames, ROWS_AT_ONCE);
    for await (const { key, value } of found) yield [String(key[1]), value];
  }

  async of(person: string): Promise<StoredNames | undefined> {
    return (await this.#get(person)).value ?? undefined;
  }

  async ownerOf(key: string): Promise<string | undefined> {
    const { value } = await this.#store.use((kv) => kv.get<Stored["keptName"]>(keys.keptName(key)));
    return value ?? undefined;
  }

  async change(
    person: string,
    change: (known: StoredNames | undefined) => StoredNames,
    checkAt: number,
  ): Promise<StoredNames | "taken"> {
    while (true) {
      const known = await this.#get(person);
      const names = change(known.value ?? undefined);
      const wanted = nameKey(names.name);
      const kept = await this.#store.getMany<Stored["keptName"]>(names.keys.map(keys.keptName));
      const last = await this.#store.getMany<Stored["lastNamed"]>([keys.lastNamed(wanted)]);
      const accounts = await this.#store.getMany<Stored["account"]>(
        claimKeys(names.name).map(keys.account),
      );
      const isTaken = [...kept, ...last].some(({ value }) => value !== null && value !== person) ||
        accounts.some(({ value }) => value !== null);
      if (isTaken) return "taken";
      const { ok } = await this.#store.write((kv) => {
        // Of a name that is like many others the last of them may be claimed in the very moment between.
        const others = [...kept, ...last, ...accounts].slice(0, this.#store.checksMax - 1);
        const atomic = kv.atomic().check(known, ...others);
        for (const { key } of kept) atomic.set(key, person);
        // Even if their session is not stored: nothing of them stays for good.
        atomic.set(known.key, names).set(keys.guest(checkAt, person), names.keys[0]);
        return this.#tell(atomic, person).commit();
      });
      if (ok) return names;
    }
  }

  async forget(person: string): Promise<void> {
    while (true) {
      const known = await this.#get(person);
      if (!known.value) return;
      const kept = await this.#store.getMany<Stored["keptName"]>(
        known.value.keys.map(keys.keptName),
      );
      const { ok } = await this.#store.write((kv) => {
        const atomic = kv.atomic().check(known, ...kept).delete(known.key);
        for (const { key, value } of kept) if (value === person) atomic.delete(key);
        return this.#tell(atomic, person).commit();
      });
      if (ok) return;
    }
  }

  async changed(): Promise<string[]> {
    if (!this.#store.shared) return [];
    const selector = { prefix: keys.allNamesChanged };
    const found = await this.#store.list<unknown>(selector, { limit: CHANGED_MAX });
    const fresh = found.filter(({ versionstamp }) => versionstamp > this.#told);
    for (const { versionstamp } of fresh) if (versionstamp > this.#told) this.#told = versionstamp;
    return fresh.map(({ key }) => String(key[1]));
  }

  #get(person: string): Promise<Deno.KvEntryMaybe<Stored["guestNames"]>> {
    return this.#store.use((kv) => kv.get<Stored["guestNames"]>(keys.guestNames(person)));
  }

  #tell(atomic: Deno.AtomicOperation, person: string): Deno.AtomicOperation {
    if (!this.#store.shared) return atomic;
    const { expireIn } = NAME_KINDS.namesChanged;
    return atomic.set(keys.namesChanged(person), true, { expireIn });
  }
}
