/**
 * The exit codes of the chat. Commands have more.
 *
 * @module
 */

/** All went well, something was not said, the caller asked for what there is not, or has no session. */
export const EXIT = { well: 0, failed: 1, usage: 2, notSignedIn: 4 } as const;
