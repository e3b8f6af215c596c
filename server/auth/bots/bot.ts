/**
 * Bots: programs that an account has made, which come in with a token of their own.
 *
 * @module
 */

/** Bots that one account may have. */
export const BOTS_MAX = 20;

/** Why something could not be delivered to a bot, and when, in milliseconds since the epoch. */
export interface Failure {
  readonly at: number;
  readonly why: string;
}

/** Where a bot is told what it is asked. */
export interface Callback {
  readonly url: string;
  /** Signs what is sent there. It has to be kept as it is. */
  readonly secret: string;
  /** Where we are, for whoever made it: a bot answers to an address below that. */
  readonly base: string;
}

/** A bot as a store keeps it. */
export interface Bot {
  /** The id of the person that it is. */
  readonly id: string;
  readonly name: string;
  /** The id and the name of the account whose it is. */
  readonly owner: string;
  readonly ownerName: string;
  /** When it was made, in milliseconds since the epoch. */
  readonly made: number;
  /** The hash of its token. */
  readonly token: string;
  readonly callback?: Callback;
  /** Why the newest message that could not be delivered was not. */
  readonly failure?: Failure;
}

/** Keeps bots. Any method may reject when the storage fails. */
export interface BotStore {
  /** The bots of an account, the oldest first. */
  of(owner: string): Promise<Bot[]>;
  /** The bot that a token belongs to, by its hash. */
  find(tokenHash: string): Promise<Bot | undefined>;
  /** Adds a bot, and its name under a claim; `false` if that is somebody's. */
  add(claim: string, bot: Bot): Promise<boolean>;
  /** Changes a bot as it is then; `undefined` if there is none. */
  change(owner: string, id: string, change: (bot: Bot) => Bot): Promise<Bot | undefined>;
  /** Deletes a bot: its token is good for nothing, and its name free. */
  delete(claim: string, bot: Bot): Promise<void>;
  /** All, after one or from the first. */
  list(limit: number, after?: Pick<Bot, "owner" | "id">): Promise<Bot[]>;
  /** Notes for all servers that the sockets of a bot end. */
  endSockets(id: string): Promise<void>;
  /** All that have a callback. */
  called(): AsyncIterable<Bot>;
  /** Whether any may have changed since this was last asked, on another server that shares the store. */
  changed(): Promise<boolean>;
}
