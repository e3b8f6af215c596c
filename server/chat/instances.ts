/**
 * Tells other servers that share the store who is here, and the hub who is there.
 *
 * @module
 */
import type { Hub } from "../../hub.ts";
import { unlessJournalFails } from "../../hub/log/journal.ts";
import type { Elsewhere, Heard, People } from "../../hub/people/online/elsewhere.ts";
import type { RelayedSignal } from "../../hub/people/online/relayed.ts";
import type { Service } from "../service.ts";
import { Repeating } from "../service.ts";
import type { HeldNames } from "../auth/name_reservations/elsewhere.ts";

/** How often it is told and heard what has changed, in milliseconds. */
const TELL_MS = 1_000;
/** How often a lease is renewed while nothing changes, in milliseconds. */
const RENEW_MS = 3_000;
/** How long after that a server counts as gone, in milliseconds. */
export const LEASE_MS = 10_000;

/** Where servers tell each other of themselves. */
export interface InstanceStore {
  readonly names: HeldNames;
  readonly isThere: boolean;
  tell(
    rooms?: readonly (readonly [room: string, people: People])[],
    signals?: readonly RelayedSignal[],
  ): Promise<boolean>;
  hear(): Promise<Heard[]>;
  end(): Promise<void>;
}

export interface InstancesOptions {
  /** Nothing where no other server shares the store. */
  readonly store: InstanceStore | undefined;
  readonly hub: Hub;
  readonly onError: (error: unknown) => void;
}

export class Instances implements Service {
  readonly #store: InstanceStore | undefined;
  readonly #hub: Hub;
  readonly #repeating: Repeating;
  #toldAt = -Infinity;
  /** What could not be told. */
  readonly #due = new Map<string, People>();

  constructor({ store, hub, onError }: InstancesOptions) {
    this.#store = store;
    this.#hub = hub;
    const act = () => unlessJournalFails(this.look());
    this.#repeating = new Repeating({ everyMs: TELL_MS, act, onError });
  }

  async run(): Promise<void> {
    if (!this.#store) return;
    // Who comes first is told who is there.
    await unlessJournalFails(this.look());
    await this.#repeating.run();
    await unlessJournalFails(this.#store.end());
  }

  stop(): void {
    this.#repeating.stop();
  }

  /** Tells what has changed here, and hears what has elsewhere. Until somebody came, there is nothing to tell. */
  async look(): Promise<void> {
    const { elsewhere, events } = this.#hub;
    const store = this.#store;
    if (!elsewhere || !store) return;
    for (const [room, people] of elsewhere.take()) this.#due.set(room, people);
    const isOld = store.isThere && performance.now() - this.#toldAt >= RENEW_MS;
    const signals = elsewhere.takeSignals();
    if (this.#due.size > 0 || signals.length > 0 || isOld) {
      await this.#tell(store, elsewhere, signals);
    }
    for (const heard of await store.hear()) await events.send({ type: "elsewhere", ...heard });
  }

  async #tell(
    store: InstanceStore,
    elsewhere: Elsewhere,
    signals: readonly RelayedSignal[],
  ): Promise<void> {
    this.#toldAt = performance.now();
    if (await store.tell([...this.#due], signals)) return this.#due.clear();
    // What was told before is gone, too.
    for (const [room, people] of elsewhere.all()) this.#due.set(room, people);
  }
}
