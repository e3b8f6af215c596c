/**
 * Devices, keys and calls in Deno KV.
 *
 * @module
 */
import type { Call, Device, PushKeys, PushStore } from "../../service/push.ts";
import { keys } from "../keys.ts";
import type { Stored } from "../schema.ts";
import type { Store } from "../store.ts";
import { tellChange } from "./told.ts";

/** Devices of one person: they have no more sessions than this. */
const DEVICES_MAX = 200;
/** People whose changes are told at once; who is not among them is the next time. */
const CHANGED_MAX = 1_000;

export class KvPushStore implements PushStore {
  readonly #store: Store;
  /** Up to where `changed` has told, as a versionstamp. */
  #told = "";

  constructor(store: Store) {
    this.#store = store;
  }

  async keys(made: PushKeys): Promise<PushKeys> {
    while (true) {
      const known = await this.#store.use((kv) => kv.get<Stored["pushKeys"]>(keys.pushKeys));
      if (known.value) return known.value;
      const { ok } = await this.#store.write((kv) =>
        kv.atomic().check(known).set(keys.pushKeys, made).commit()
      );
      if (ok) return made;
    }
  }

  async *all(): AsyncIterable<Device> {
    for await (const { value } of this.#store.scan<Device>(keys.allDevices)) yield value;
  }

  async of(person: string): Promise<Device[]> {
    const selector = { prefix: keys.devices(person) };
    const found = await this.#store.list<Device>(selector, { limit: DEVICES_MAX });
    return found.map(({ value }) => value);
  }

  async keep(device: Device): Promise<void> {
    const { person, session } = device;
    await this.#store.write((kv) =>
      tellChange(this.#store, kv.atomic(), person)
        .set(keys.device(person, session), device).commit()
    );
  }

  async delete({ person, session }: Pick<Device, "person" | "session">): Promise<boolean> {
    const key = keys.device(person, session);
    const { value } = await this.#store.use((kv) => kv.get(key));
    if (value === null) return false;
    await this.#store.write((kv) =>
      tellChange(this.#store, kv.atomic(), person).delete(key).commit()
    );
    return true;
  }

  async noteFailure(device: Device, failure: Device["failure"]): Promise<void> {
    const key = keys.device(device.person, device.session);
    const known = await this.#store.use((kv) => kv.get<Device>(key));
    if (known.value?.endpoint !== device.endpoint) return;
    const { failure: _, ...rest } = known.value;
    const noted = failure ? { ...rest, failure } : rest;
    await this.#store.write((kv) => kv.atomic().check(known).set(key, noted).commit());
  }

  async changed(): Promise<string[]> {
    if (!this.#store.shared) return [];
    const selector = { prefix: keys.allPushChanged };
    const found = await this.#store.list<unknown>(selector, { limit: CHANGED_MAX });
    const fresh = found.filter(({ versionstamp }) => versionstamp > this.#told);
    for (const { versionstamp } of fresh) if (versionstamp > this.#told) this.#told = versionstamp;
    return fresh.map(({ key }) => String(key[1]));
  }

  async knowing(room: string, people: readonly string[]): Promise<string[]> {
    const reads = await this.#store.getMany(people.map((person) => keys.read(person, room)));
    return reads.filter(({ value }) => value !== null).map(({ key }) => String(key[1]));
  }

  async readTo(person: string, room: string): Promise<number> {
    const key = keys.read(person, room);
    const { value } = await this.#store.use((kv) => kv.get<Stored["read"]>(key));
    return value?.seq ?? 0;
  }

  async *calls(): AsyncIterable<Call> {
    for await (const { value } of this.#store.scan<Call>(keys.allCalls)) yield value;
  }

  async add(call: Call): Promise<boolean> {
    const key = keys.call(call.person, call.room);
    const { ok } = await this.#store.write((kv) =>
      kv.atomic().check({ key, versionstamp: null }).set(key, call).commit()
    );
    return ok;
  }

  async replace(call: Call, by: Call): Promise<boolean> {
    const key = keys.call(call.person, call.room);
    const known = await this.#store.use((kv) => kv.get<Call>(key));
    if (!known.value || !isSame(known.value, call)) return false;
    const { ok } = await this.#store.write((kv) => kv.atomic().check(known).set(key, by).commit());
    return ok;
  }

  async done(call: Call): Promise<void> {
    const key = keys.call(call.person, call.room);
    const known = await this.#store.use((kv) => kv.get<Call>(key));
    if (!known.value || !isSame(known.value, call)) return;
    await this.#store.write((kv) => kv.atomic().check(known).delete(key).commit());
  }
}

function isSame(one: Call, other: Call): boolean {
  return one.seq === other.seq && one.tries === other.tries && one.due === other.due;
}
