/**
 * What is new in the rooms that one does not look at.
 *
 * @module
 */

import type { RoomSummary, Said, SetBack } from "../../../protocol.ts";
import { isDirect, isSealed, roomKey } from "../../../protocol/name.ts";
import { isCalled } from "../../connection/log.ts";
import type { Labels } from "./labels.ts";
import { isSame } from "./render.ts";
import { wordsOf } from "./render/words.ts";
import { say } from "../../program/languages.ts";

/** Rooms that are counted. What is new in more is printed all the same, and not counted. */
const ROOMS_MAX = 200;
/** Rooms that have a key. */
const KEYS_MAX = 9;

interface News {
  room: string;
  unread: number;
  mentions: number;
  /** Whether it was set back what is read there: it counts wherever one looks. */
  isSetBack?: true;
}

/** Counts what came in other rooms since somebody looked there last. */
export class Others {
  readonly #news = new Map<string, News>();
  /** The numbers of messages that mentioned somebody while they were away, by the key of their room. */
  readonly #mentioned = new Map<string, readonly number[]>();

  /** Somebody is connected: what mentions them is theirs to look up, also when the room is read. */
  welcomed(rooms: readonly RoomSummary[]): void {
    for (const { room, mentioned } of rooms) {
      if (mentioned !== undefined) this.#mentioned.set(roomKey(room), mentioned);
    }
  }

  /** The messages of a room that mentioned somebody while they were away, the oldest first. */
  mentionedIn(room: string): readonly number[] {
    return this.#mentioned.get(roomKey(room)) ?? [];
  }

  /**
   * Somebody said something: counts it where one does not look, and returns its first line if it calls.
   *
   * @param room the one that one looks at
   */
  hear(said: Said, you: string | undefined, room: string | undefined): string | undefined {
    if (you === undefined || said.deleted || said.blocked) return undefined;
    if (isSame(said.from, you)) {
      // Whoever says something has read what was said before.
      if (this.isSetBack(said.room)) this.seen(said.room);
      return undefined;
    }
    if (!isSame(said.room, room) || this.isSetBack(said.room)) this.#heard(said, you);
    if (!isDirect(said.room) && !isCalled(said, you)) return undefined;
    // What calls may be on a locked screen, and kept by whatever shows it.
    return isSealed(said.room) ? say`you are mentioned` : wordsOf(said).split("\n", 1)[0];
  }

  #heard(said: Said, you: string): void {
    const key = roomKey(said.room);
    const news = this.#news.get(key) ?? { room: said.room, unread: 0, mentions: 0 };
    if (!this.#news.has(key) && this.#news.size >= ROOMS_MAX) return;
    news.unread++;
    if (isCalled(said, you)) news.mentions++;
    this.#news.set(key, news);
  }

  /** Somebody has set back what they have read there, so that this much is unread. */
  setBack({ room, unread = 0, mentions = 0 }: Partial<SetBack> & { room: string }): void {
    if (unread > 0) this.#news.set(roomKey(room), { room, unread, mentions, isSetBack: true });
    else this.seen(room);
  }

  /** Whether what is read there was set back, since somebody came to it last. */
  isSetBack(room: string): boolean {
    return this.#news.get(roomKey(room))?.isSetBack ?? false;
  }

  /** Somebody looks there, or is there no more. */
  seen(room: string): void {
    this.#news.delete(roomKey(room));
  }

  /** The room to look at next: where one is mentioned, or else where something is new. */
  next(): string | undefined {
    const news = [...this.#news.values()];
    return (news.find(({ mentions }) => mentions > 0) ?? news[0])?.room;
  }

  /** As `2 #games 3 (1 for you)`: the number is that of the key, for rooms that have one. */
  words(rooms: readonly string[], labels: Labels, you: string | undefined): string[] {
    return [...this.#news.values()].map(({ room, unread, mentions }) => {
      const number = rooms.findIndex((one) => roomKey(one) === roomKey(room)) + 1;
      const key = number > 0 && number <= KEYS_MAX ? `${number} ` : "";
      const forYou = mentions > 0 ? ` ${say`(${mentions} for you)`}` : "";
      return `${key}${labels.of(room, you)} ${unread}${forYou}`;
    });
  }
}
