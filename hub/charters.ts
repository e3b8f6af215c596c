/**
 * The seam between rooms' charters and storage.
 *
 * @module
 */
import type { Charter } from "./charter.ts";

/** Under this, which is no room's key, is the charter of the server: its bans. */
export const SERVER = "";

/** Keeps charters, by room key. Any method may reject when the storage fails. */
export interface Charters {
  /** A room's charter; `undefined` when it never had one. */
  of(room: string): Promise<Charter | undefined>;
  /**
   * Changes a charter: what `decide` makes of it as it is now. It may be called several times.
   * Rejects, and changes nothing, with what `decide` throws.
   */
  change(room: string, decide: (charter: Charter | undefined) => Charter): Promise<Charter>;
  /** Forgets the charter of a room that is gone. */
  forget(room: string): Promise<void>;
  /** The charters that were changed, here or elsewhere, since this was last asked; all at first. */
  changes(): AsyncIterable<[room: string, charter: Charter]>;
}
