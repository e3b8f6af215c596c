/**
 * A member's way out, as the hub sees it.
 *
 * @module
 */

/** Where a member's frames go. */
export interface Sink {
  /** Told that its member has something to take after they had nothing. */
  wake(): void;
  /** Sends a frame, unless what was sent before is not being read: then `false`. */
  trySend(frame: string): boolean;
}
