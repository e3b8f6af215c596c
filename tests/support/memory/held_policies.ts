/**
 * Policies in the hands of a test.
 *
 * @module
 */
import type { Policy } from "../../../hub/permissions/policy.ts";
import { JournalError } from "../../../hub/log/journal.ts";
import { MemoryPolicies } from "./memory_policies.ts";

/** Policies in memory that cannot be changed while the test says so. */
export class HeldPolicies extends MemoryPolicies {
  failing = false;
  #reading = Promise.resolve();
  #changing = Promise.resolve();

  /** Lets changes wait, before they are made, until the end of a scope. */
  holdChanges(): Disposable {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#changing = promise;
    return { [Symbol.dispose]: resolve };
  }

  /** Lets who reads a policy wait for it, as it was when they asked, until the end of a scope. */
  holdReads(): Disposable {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#reading = promise;
    return { [Symbol.dispose]: resolve };
  }

  override async of(room: string): Promise<Policy | undefined> {
    const policy = await super.of(room);
    await this.#reading;
    return policy;
  }

  override async change(
    room: string,
    decide: (policy: Policy | undefined) => Policy,
  ): Promise<Policy> {
    if (this.failing) {
      throw new JournalError("Cannot reach the store: the test says so");
    }
    await this.#changing;
    return await super.change(room, decide);
  }
}
