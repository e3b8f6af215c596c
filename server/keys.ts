/**
 * Where everything is in the store. Nothing else makes keys.
 *
 * @module
 */
import type { Fate, Head } from "../hub/journal.ts";
import type { Kept } from "../hub/revise.ts";

/** What is under each kind of key. */
export interface Stored {
  /** A room's head. */
  room: Head;
  /** A page of a room's log, entries in order, under the number of the last. */
  log: Kept[];
  /** Where the message is that somebody said under an id. */
  said: { room: string; seq: number };
  /** How far a person has read in a room, and how many messages were said up to there. */
  read: { seq: number; nth: number };
  /** That a direct room is a person's. */
  direct: true;
  /** That a message names a person. */
  mention: true;
  /** A guest, under the hash of their token. */
  guest: { id: string; name: string };
  /** The id of the last guest who had a name. */
  guestName: string;
  /** Which server wrote last. */
  grown: string;
  /** What becomes of what a person said who is being disowned. */
  disowning: Fate;
  /** That somebody holds the store: who, only they know, by its versionstamp. */
  hold: true;
  /** That an import is under way, or was broken off: what is there is not whole. */
  importing: true;
}

export const keys = {
  rooms: ["room"],
  room: (room: string) => ["room", room],
  log: (room: string) => ["log", room],
  page: (room: string, last: number) => ["log", room, last],
  allSaid: ["said"],
  /** The id comes first: ids grow with time, so what is written together is kept together. */
  said: (id: string, from: string) => ["said", id, from],
  /** Where ids begin that are not less. */
  saidFrom: (id: string) => ["said", id],
  allReads: ["read"],
  reads: (person: string) => ["read", person],
  read: (person: string, room: string) => ["read", person, room],
  directs: (person: string) => ["direct", person],
  direct: (person: string, room: string) => ["direct", person, room],
  allMentions: ["mention"],
  mentions: (name: string) => ["mention", name],
  mention: (name: string, room: string, seq: number) => ["mention", name, room, seq],
  guests: ["guest"],
  guest: (tokenHash: string) => ["guest", tokenHash],
  guestNames: ["guestName"],
  guestName: (name: string) => ["guestName", name],
  /** Where a server writes that it has written, for the others to watch. */
  grown: (place: number) => ["grown", place],
  allDisowning: ["disowning"],
  disowning: (person: string) => ["disowning", person],
  hold: ["hold"],
  importing: ["importing"],
  /** Written to see whether the store can be written to. */
  probe: ["probe"],
} as const satisfies Record<string, Deno.KvKey | ((...parts: never[]) => Deno.KvKey)>;
