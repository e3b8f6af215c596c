/**
 * A member's sink, as the hub sees it.
 *
 * @module
 */

/** Where a member's frames go. */
export interface Sink {
  /** Called when there is something to send to its member after there was nothing. */
  wake(): void;
  /** Sends a frame, unless what was sent before is not being read: then `false`. */
  trySend(frame: string): boolean;
}
