/**
 * Where everything is in the store. Nothing else makes keys.
 *
 * @module
 */
import type { Block } from "../../hub/people/person_blocks.ts";
import type { Position } from "../../hub/people/read_positions.ts";
import type { ErasureMode, Head, News } from "../../hub/log/journal.ts";
import type { Account, Invite } from "../auth/accounts.ts";
import type { AuditEntry } from "../auth/audit.ts";
import type { Session } from "../auth/sessions.ts";
import type { PageValue } from "./page_value.ts";

/** Where a message is in a row that it shares: its room, and its number there. */
export type Saying = readonly [id: string, from: string, room: string, seq: number];

/** What is under each kind of key. */
export interface Stored {
  /** A room's head. */
  room: Head;
  /** A page of a room's log, entries in order, under the number of the last. */
  log: PageValue;
  /** Where the message is that somebody said under an id. */
  said: { room: string; seq: number };
  /** Where messages are whose ids begin alike, under that beginning and the identity of the first. */
  moment: Saying[];
  /** How far a person has read in a room, and how many messages were said up to there. */
  read: { seq: number; nth: number };
  /** That a direct room is a person's; how far it had gone when they left it, if they did. */
  direct: true | { left: Position };
  /** The newest message of a room that names a person, and the id of who said it. */
  mention: { seq: number; by: string };
  /** Whom a person has blocked, under the key of the name. */
  block: Block;
  /** That a person's blocks have changed, for other servers. */
  blocksChanged: true;
  /** The highest number of a room of a name that was forgotten, with entries in it. */
  formerly: number;
  /** Which server wrote last. */
  grown: string;
  /** That there is news of a room, for other servers. */
  news: true;
  /** A piece of a room's policy: JSON, in UTF-8. */
  policy: Uint8Array;
  /** When a policy was last changed: only its versionstamp tells. */
  policiesChanged: true;
  /** What becomes of what a person said who is being anonymized. */
  erasing: ErasureMode;
  /** Whether somebody holds the store: who, only they know, by its versionstamp. */
  hold: boolean;
  /** That an import is under way, or was broken off: what is there is not whole. */
  importing: true;
  /** A session, under the hash of its token. */
  session: Session;
  /** That hash, under whose session it is and what it is called. */
  sessionOf: string;
  /** That a session has ended, for other servers. */
  ended: true;
  /** The id of the last person who began a session under a name. */
  lastNamed: string;
  /** The key of a guest's name, under when it is to be looked at whether they are gone. */
  guest: string;
  /** What could not be read, whatever it is. */
  unreadable: unknown;
  /** An account, under what is claimed with it. */
  account: Account;
  /** The id of the person who made the first account, in format 0. */
  founded: string;
  /** The id of an administrator, under the claim of their account. */
  administrator: string;
  /** The hash of the code that makes its bearer the administrator. */
  claimCode: string;
  /** In which format the store is, as `migrations.ts` counts them; 0 without. */
  format: number;
  /** An invitation, under its hash. */
  invite: Invite;
  /** What somebody did who may do much, or tried. */
  audit: AuditEntry;
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
  allMoments: ["moment"],
  /** Given a whole id: where those of later moments begin. */
  ofMoment: (moment: string) => ["moment", moment],
  moment: (moment: string, id: string, from: string) => ["moment", moment, id, from],
  allReads: ["read"],
  reads: (person: string) => ["read", person],
  read: (person: string, room: string) => ["read", person, room],
  allDirects: ["direct"],
  directs: (person: string) => ["direct", person],
  direct: (person: string, room: string) => ["direct", person, room],
  allMentions: ["mention"],
  mentions: (name: string) => ["mention", name],
  mention: (name: string, room: string) => ["mention", name, room],
  allBlocks: ["block"],
  blocks: (person: string) => ["block", person],
  block: (person: string, name: string) => ["block", person, name],
  allBlocksChanged: ["blocksChanged"],
  blocksChanged: (person: string) => ["blocksChanged", person],
  formerly: (name: string) => ["formerly", name],
  /** Where a server writes that it has written, for the others to watch. */
  grown: (place: number) => ["grown", place],
  allNews: ["news"],
  news: (news: News, room: string) => ["news", news, room],
  allPolicies: ["charter"],
  policy: (room: string) => ["charter", room],
  policyPiece: (room: string, piece: number) => ["charter", room, piece],
  policiesChanged: ["chartersChanged"],
  allErasing: ["disowning"],
  erasing: (person: string) => ["disowning", person],
  hold: ["hold"],
  importing: ["importing"],
  /** Written to see whether the store can be written to. */
  probe: ["probe"],
  sessions: ["session"],
  session: (tokenHash: string) => ["session", tokenHash],
  sessionsOf: (person: string) => ["sessionOf", person],
  sessionOf: (person: string, id: string) => ["sessionOf", person, id],
  allEnded: ["ended"],
  ended: (session: string) => ["ended", session],
  allLastNamed: ["lastNamed"],
  lastNamed: (name: string) => ["lastNamed", name],
  guests: ["guest"],
  guest: (at: number, person: string) => ["guest", at, person],
  /** What was under a key and could not be read, before it was made anew. */
  unreadable: (key: Deno.KvKey) => ["unreadable", ...key],
  accounts: ["account"],
  account: (claim: string) => ["account", claim],
  founded: ["founded"],
  administrators: ["administrator"],
  administrator: (claim: string) => ["administrator", claim],
  claimCode: ["claimCode"],
  format: ["format"],
  invites: ["invite"],
  invite: (hash: string) => ["invite", hash],
  allAudit: ["audit"],
  /** Ids grow with time. */
  audit: (id: string) => ["audit", id],
} as const satisfies Record<string, Deno.KvKey | ((...parts: never[]) => Deno.KvKey)>;
