/**
 * The exit codes of commands.
 *
 * @module
 */

/** How a command ended. */
export const EXIT = {
  done: 0,
  refused: 1,
  usage: 2,
  unreachable: 3,
  notSignedIn: 4,
  someNotStored: 5,
  /** As whoever is ended by SIGPIPE. */
  outputClosed: 128 + 13,
} as const;
