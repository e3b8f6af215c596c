/**
 * How much of a room somebody has not read, by its log: what is theirs, deleted, or of somebody whom
 * they have blocked does not count, and mentions are those of each message as it is now.
 *
 * @module
 */
import type { BlockList } from "./block_list.ts";
import type { Head } from "../log/journal.ts";
import { firstKeyOf, keysOf } from "./member/names.ts";
import type { Position, Reader, ReadState, ReadTo } from "./read_positions.ts";
import { mentionsIn, roomCallOf } from "../../protocol/markup.ts";
import type { NotifyLevel } from "../../protocol.ts";
import type { Kept } from "../log/kept_entry.ts";

/** Entries of one room that are looked at, the newest. */
export const LOOKED_IN_ROOM_MAX = 500;
/** Entries that are looked at for one person, in the rooms that something happened in last. */
export const LOOKED_MAX = 2_000;
/** Rooms that are told to one person. */
export const MARKED_MAX = 500;
/** Direct rooms that somebody never read in which count with one other person. */
export const UNREAD_DIRECT_MAX = 20;
/** Rooms that somebody never was in which count with one person who mentions them there. */
export const CALLS_MAX = 10;

/** Whose id begins so came by a name alone, at first at least. */
const GUEST = "guest:";

/** Whether somebody came by a name alone, at first at least, by their id. */
export function isGuest(id: string): boolean {
  return id.startsWith(GUEST);
}

/** A room that somebody may have something to read in. */
export interface KnownRoom {
  readonly key: string;
  readonly head: Head;
  readonly read: ReadTo | undefined;
  /** How far it had gone when they left it, if it is a direct room. */
  readonly left?: Position | undefined;
  /** The newest message that mentioned them, as far as it was noted. */
  readonly called: number;
  /** What they chose to be called by there. */
  readonly notify?: NotifyLevel | undefined;
}

/** What is found in a piece of a log. */
interface Count {
  /** The newest entry that is read: their own last message, if it is later than what they read. */
  readonly read: number;
  readonly unread: number;
  /** The numbers of those that mention them, the oldest first. */
  readonly mentioned: number[];
  readonly hasSpoken: boolean;
}

/** Reads the newest entries of a log after a position, oldest first. */
export type ReadKept = (room: string, after: number, limit: number) => Promise<readonly Kept[]>;

/**
 * The positions of rooms, which come in the order in which they are to be told. As long as `LOOKED_MAX` is
 * not used up they are exact; then `unread` is how many messages were said at all.
 */
export async function positionsOf(
  rooms: readonly KnownRoom[],
  reader: Reader,
  blocks: BlockList | undefined,
  readKept: ReadKept,
): Promise<ReadState[]> {
  const positions: ReadState[] = [];
  let left = LOOKED_MAX;
  for (const room of rooms) {
    const { key, head, read = { seq: 0, nth: 0 } } = room;
    const limit = Math.min(head.seq - read.seq, LOOKED_IN_ROOM_MAX, left);
    left -= Math.max(0, limit);
    const kept = limit > 0 ? await readKept(key, read.seq, limit) : [];
    const state = positionOf(room, read, kept, { reader, blocks });
    if (state) positions.push(state);
  }
  return positions;
}

/** How far what somebody says to who never read in those rooms may go, by who they are. */
export class Shares {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a share of each of some people; `false` when one of them has had enough. */
  take(people: readonly string[]): boolean {
    if (people.some((id) => (this.#taken.get(id) ?? 0) >= this.#most)) return false;
    for (const id of people) this.#taken.set(id, (this.#taken.get(id) ?? 0) + 1);
    return true;
  }
}

/** The ids of the people of a direct room but one, from its key. */
export function othersIn(room: string, person: string): string[] {
  return room.split(" ").slice(1).filter((id) => id !== person);
}

/** A room as it is told; `undefined` if it is none of their business. */
function positionOf(
  { key, head, read: known, left, called, notify }: KnownRoom,
  read: ReadTo,
  kept: readonly Kept[],
  { reader, blocks }: { reader: Reader; blocks: BlockList | undefined },
): ReadState | undefined {
  const count = countIn(kept, read, reader, blocks);
  const oldest = kept[0];
  const isWhole = count.hasSpoken || oldest?.entry.seq === read.seq + 1;
  // What was not looked at, or is not kept any more.
  const before = isWhole ? 0 : (oldest ? nthBefore(oldest) : head.said) - read.nth;
  const isCalledBefore = !isWhole && called > read.seq && called < (oldest?.entry.seq ?? Infinity);
  const mentioned = [...(isCalledBefore ? [called] : []), ...count.mentioned];
  const state: ReadState = {
    key,
    room: head.name,
    topic: head.topic,
    head: head.seq,
    read: count.read,
    unread: Math.max(0, before) + count.unread,
    mentions: mentioned.length,
    ...(mentioned.length > 0 && { mentioned }),
    ...(known && !head.people && count.read === 0 && { joined: true }),
    ...(notify && { notify }),
    ...(read.back !== undefined && count.read < read.back && { back: read.back }),
  };
  if (!head.people) return known || notify || state.mentions > 0 ? state : undefined;
  const isHeard = count.unread > 0 || count.hasSpoken;
  const isTouched = blocks !== undefined && blocks.touches(head.name);
  if (blocks?.hides(head.name, firstKeyOf(reader))) return undefined;
  if (left && (head.said <= left.nth || isTouched && !isHeard)) return { ...state, left: true };
  return isTouched && !known && !isHeard ? undefined : state;
}

function countIn(
  kept: readonly Kept[],
  { seq: after, back = 0 }: ReadTo,
  reader: Reader,
  blocks: BlockList | undefined,
): Count {
  let [read, unread, hasSpoken] = [after, 0, false];
  let mentioned: number[] = [];
  for (const { entry, by } of kept) {
    if (entry.type !== "said" || entry.seq <= after) continue;
    if (by === reader.id) {
      // Who says something has read what was said before, unless they have set that back since.
      if (entry.seq <= back) continue;
      [read, unread, hasSpoken] = [entry.seq, 0, true];
      mentioned = [];
    } else if (!entry.deleted && !blocks?.has(entry.from)) {
      const called = mentionsIn(entry.text);
      const isCall = keysOf(reader).some((key) => called.includes(key)) ||
        roomCallOf(entry) === "room";
      unread++;
      if (isCall) mentioned.push(entry.seq);
    }
  }
  return { read, unread, mentioned, hasSpoken };
}

/** How many messages were said before an entry. */
function nthBefore({ entry, nth }: Kept): number {
  return entry.type === "said" ? nth - 1 : nth;
}
