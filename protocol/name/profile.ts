/**
 * The types of what people tell of themselves.
 *
 * @module
 */

/** What somebody has set for others to see: at least one of the first two. */
export interface Status {
  /** Away, or not to be disturbed. */
  state?: "away" | "dnd";
  /** A line in their own words. */
  text?: string;
  /** When it ends, in milliseconds since 1970; absent if it stays until they change it. */
  until?: number;
}

/** What a person tells everybody on the server. */
export interface Profile {
  /** The name that is shown. It looks like nobody else's. */
  display?: string;
  /** The path of their picture. Another picture has another one. */
  picture?: string;
  /** Their time zone, as IANA names it. */
  zone?: string;
  /** How they are now. */
  status?: Status;
}

/** Somebody, as they are told to others. */
export interface PersonProfile extends Profile {
  /** Their name. */
  name: string;
  /** Whether they have no account. */
  guest?: true;
  /** Whether it is a program. */
  bot?: true;
  /** Whether they are connected now: of others with an account, as guests are only told while they are. */
  here?: true;
  /** Whether whoever asks has blocked them: then their name is all there is. */
  blocked?: true;
  /** What they may do in the room that was asked about, if that is more than others may. */
  role?: "moderator" | "owner" | "administrator";
}
