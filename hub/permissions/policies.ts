/**
 * The seam between rooms' policies and storage.
 *
 * @module
 */
import type { Policy } from "./policy.ts";

/** Under this, which is no room's key, is the policy of the server: its bans, and what is set by no flag. */
export const SERVER = "";

/** Stores policies, by room key. Every method may reject when the storage fails. */
export interface Policies {
  /** A room's policy; `undefined` when it never had one. */
  of(room: string): Promise<Policy | undefined>;
  /**
   * Changes a policy: what `decide` makes of it as it is now. It may be called several times.
   * Rejects, and changes nothing, with what `decide` throws.
   */
  change(room: string, decide: (policy: Policy | undefined) => Policy): Promise<Policy>;
  /** Deletes the policy of a room. */
  forget(room: string): Promise<void>;
  /** The policies that were changed, here or elsewhere, since this was last asked; all at first. */
  changes(): AsyncIterable<[room: string, policy: Policy]>;
}
