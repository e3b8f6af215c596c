/**
 * A member's way out, as the hub sees it.
 *
 * @module
 */

/** Where a member's frames go. */
export interface Outlet {
  /** Told that there is something to take for it, after there was nothing. */
  wake(): void;
  /** Sends a frame, unless what was sent before is not being read: then `false`. */
  trySend(frame: string): boolean;
}
