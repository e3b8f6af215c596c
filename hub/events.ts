/**
 * What the hub is told by the server around it.
 *
 * @module
 */
import type { Head } from "./log/journal.ts";
import type { Block } from "./people/person_blocks.ts";
import type { Member, Person } from "./people/member.ts";
import type { Heard } from "./people/online/elsewhere.ts";
import type { ReadState } from "./people/read_positions.ts";
import type { CommandRequest } from "./request.ts";

/** How many events may wait for the hub. When the queue is full, sessions stop reading. */
export const EVENTS_MAX = 1024;

/**
 * Something that happened to a member, a log or the clock. `at` is in milliseconds since 1970.
 *
 * @internal
 */
export type HubEvent =
  /** Somebody connected; with what is stored about them. */
  | {
    type: "connected";
    member: Member;
    positions: readonly ReadState[];
    blocks?: readonly Block[];
  }
  | { type: "commanded" } & CommandRequest
  | { type: "disconnected"; member: Member; at: number }
  /** The oldest entries of a room's log were trimmed. */
  | { type: "trimmed"; room: string; head: Head }
  /** Entries of a room's log were rewritten: members who are behind read them from the journal. */
  | { type: "revised"; room: string }
  /** A person is told something about their account, on one of their sockets or on all. */
  | { type: "told"; person: Pick<Person, "id" | "key">; member?: Member; text: string }
  /** People came and went on another server that shares the journal. */
  | { type: "elsewhere" } & Heard
  /** Time passed: deferred work may be due. */
  | { type: "ticked"; at: number };
