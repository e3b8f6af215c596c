/**
 * The names of guests on servers that share a store: each is one person's, on whichever of them they are.
 *
 * Beside the row of a name stand those by which it is found for who wants a name that looks like it.
 *
 * @module
 */
import { nameSkeletons } from "../../../protocol/name/lookalike.ts";
import type { HeldNames } from "../../auth/name_reservations/elsewhere.ts";
import { keys } from "../keys.ts";
import { KINDS, type Stored } from "../schema.ts";
import type { Store } from "../store.ts";
import type { HeldName } from "./instance_kinds.ts";

/** Guests that are looked at who have names that look alike. */
const ALIKE_MAX = 100;

export interface KvHeldNamesOptions {
  /** The id of this server. */
  readonly server: string;
  /** Has others know that this server runs, if they don't yet. */
  readonly begin: () => Promise<void>;
}

export class KvHeldNames implements HeldNames {
  readonly #store: Store;
  readonly #options: KvHeldNamesOptions;

  constructor(store: Store, options: KvHeldNamesOptions) {
    this.#store = store;
    this.#options = options;
  }

  async hold(name: string, person: string): Promise<boolean> {
    await this.#options.begin();
    while (true) {
      const known = await this.#find(name);
      const on = await this.#others(known.value);
      const isTheirs = known.value?.person === person;
      if (!isTheirs && on.length > 0) return false;
      const held: HeldName = { person, on: [...on, this.#options.server] };
      const { ok } = await this.#store.write((kv) => put(kv.atomic().check(known), name, held));
      if (ok) return true;
    }
  }

  async release(name: string, person: string, isBack: () => boolean): Promise<void> {
    while (!isBack()) {
      const known = await this.#find(name);
      if (known.value?.person !== person) return;
      const on = known.value.on.filter((server) => server !== this.#options.server);
      const { ok } = await this.#store.write((kv) => {
        const atomic = kv.atomic().check(known);
        return on.length > 0 ? put(atomic, name, { person, on }) : remove(atomic, name);
      });
      if (ok) return;
    }
  }

  async holder(name: string): Promise<string | undefined> {
    const { value } = await this.#find(name);
    return (await this.#others(value)).length > 0 ? value?.person : undefined;
  }

  async isHeldAgainst(name: string, person: string | undefined): Promise<boolean> {
    return (await this.#against(name, person)).length > 0;
  }

  async free(name: string, person: string): Promise<string[]> {
    const freed = await this.#against(name, person);
    for (const known of freed) {
      // If it has changed meanwhile, whoever asks whether it is held finds that.
      await this.#store.write((kv) => remove(kv.atomic().check(known), String(known.key[1])));
    }
    return freed.map(({ value }) => value.person);
  }

  /** The rows of names that look like one, which others than a person have on other servers. */
  async #against(name: string, person: string | undefined): Promise<Deno.KvEntry<HeldName>[]> {
    const names = new Set<string>();
    for (const claim of nameSkeletons(name)) {
      const rows = await this.#store.list({ prefix: keys.heldLikes(claim) }, { limit: ALIKE_MAX });
      for (const { key } of rows) names.add(String(key[2]));
    }
    const known = await this.#store.getMany<HeldName>([...names].map(keys.held));
    const found: Deno.KvEntry<HeldName>[] = [];
    for (const row of known) {
      if (row.value === null || row.value.person === person) continue;
      if ((await this.#others(row.value)).length > 0) found.push(row);
    }
    return found;
  }

  #find(name: string): Promise<Deno.KvEntryMaybe<Stored["held"]>> {
    return this.#store.use((kv) => kv.get<Stored["held"]>(keys.held(name)));
  }

  /** The other servers that run on which somebody has a name. */
  async #others(held: HeldName | null): Promise<string[]> {
    const others = (held?.on ?? []).filter((server) => server !== this.#options.server);
    const running = await this.#store.getMany(others.map(keys.instance));
    return others.filter((_, i) => running[i]!.versionstamp !== null);
  }
}

function put(atomic: Deno.AtomicOperation, name: string, held: HeldName) {
  const { expireIn } = KINDS.held;
  for (const claim of nameSkeletons(name)) {
    atomic.set(keys.heldLike(claim, name), true, { expireIn });
  }
  return atomic.set(keys.held(name), held, { expireIn }).commit();
}

function remove(atomic: Deno.AtomicOperation, name: string) {
  for (const claim of nameSkeletons(name)) atomic.delete(keys.heldLike(claim, name));
  return atomic.delete(keys.held(name)).commit();
}
