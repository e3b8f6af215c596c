/**
 * Incoming hooks: addresses by which tools say something in one room.
 *
 * @module
 */

/** Hooks that one room may have. */
export const HOOKS_MAX = 50;

/** A hook as a store keeps it. */
export interface Hook {
  readonly id: string;
  /** What it is called, which is who its messages are from. */
  readonly name: string;
  /** The id of whoever that name is: hooks of one name are one. */
  readonly person: string;
  /** The key of its room. */
  readonly room: string;
  /** The name of whoever made it. */
  readonly by: string;
  /** When it was made, in milliseconds since the epoch. */
  readonly made: number;
  /** The hash of the secret in its address. */
  readonly secret: string;
  /** Whether names in what it says mention people. */
  readonly calls: boolean;
}

/** Keeps hooks. Any method may reject when the storage fails. */
export interface HookStore {
  /** The hooks of a room, the oldest first. */
  of(room: string): Promise<Hook[]>;
  /** The hook of a secret, by its hash. */
  find(secretHash: string): Promise<Hook | undefined>;
  /**
   * Adds a hook, and its name under a claim, as `person` unless hooks have this very name already.
   * `undefined` if it is somebody's.
   */
  add(claim: string, hook: Hook): Promise<Hook | undefined>;
  /** Deletes a hook: its address leads nowhere, and its name is free if no other hook has it. */
  delete(claim: string, hook: Hook): Promise<void>;
}
