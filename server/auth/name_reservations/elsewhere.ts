/**
 * Names that are reserved on several servers, which share a store.
 *
 * @module
 */

/** Where the names of guests are held who are on any of several servers. */
export interface HeldNames {
  /** Takes a name, by its key; `false` if somebody else is under it on another server. */
  hold(name: string, person: string): Promise<boolean>;
  /** Gives up a name, unless its person is back by then. */
  release(name: string, person: string, isBack: () => boolean): Promise<void>;
  /** The id of the guest who has a name on another server, by its key. */
  holder(name: string): Promise<string | undefined>;
  /** Whether somebody else has a name on another server that an account of this name would claim. */
  isHeldAgainst(name: string, person: string | undefined): Promise<boolean>;
  /** Takes such names from everybody but a person on other servers, and gives their ids. */
  free(name: string, person: string): Promise<string[]>;
}

/** What reserves a name on other servers, too. */
export interface Elsewhere {
  readonly names: HeldNames | undefined;
  /** Owns a promise that nobody awaits. */
  readonly keep: (task: Promise<void>) => void;
}
