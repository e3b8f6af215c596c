/**
 * Policies in plain maps.
 *
 * @module
 */
import type { Policy } from "../../../hub/permissions/policy.ts";
import type { Policies } from "../../../hub/permissions/policies.ts";

/** Keeps policies in this process until it ends. */
export class MemoryPolicies implements Policies {
  readonly #policies = new Map<string, Policy>();
  readonly #changed = new Set<string>();

  of(room: string): Promise<Policy | undefined> {
    return Promise.resolve(this.#policies.get(room));
  }

  async change(
    room: string,
    decide: (policy: Policy | undefined) => Policy,
  ): Promise<Policy> {
    const policy = decide(this.#policies.get(room));
    this.#policies.set(room, policy);
    this.#changed.add(room);
    return await Promise.resolve(policy);
  }

  forget(room: string): Promise<void> {
    this.#policies.delete(room);
    this.#changed.delete(room);
    return Promise.resolve();
  }

  async *changes(): AsyncIterable<[string, Policy]> {
    for (const room of this.#changed) {
      this.#changed.delete(room);
      yield [room, this.#policies.get(room)!];
    }
  }
}
