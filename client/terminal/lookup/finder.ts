/**
 * Finds messages by their words, and leads to where one was said.
 *
 * @module
 */

import { type Connection, CutError } from "../../connection.ts";
import { firstSaidFrom } from "../../connection/rooms/from_date.ts";
import { isRevision, type Line } from "../../connection/log.ts";
import { speech } from "../../connection/link.ts";
import { ProtocolError } from "../../../protocol.ts";
import { plainLine } from "../../plain_text.ts";
import type { Input } from "../commands.ts";
import type { View } from "../view.ts";
import { roomsIn } from "../../../protocol/text/query.ts";
import { isSame, type Renderer } from "../view/render.ts";
import { find } from "./find.ts";
import type { Day, Place } from "./place.ts";
import { say, told } from "../../program/languages.ts";

/** How many messages before and behind one are shown with it. */
const NEIGHBOURS = 5;
/** Messages that mention somebody which are listed: each is asked for. */
const MENTIONS_SHOWN = 20;
/** Entries that are asked for on either side: some of them are edits and reactions. */
const ASKED = 40;

/** What somebody wants to find. */
export type Finding = Extract<Input, { type: "search" | "pins" | "mentions" | "goto" }>;

export class Finder {
  readonly #connection: Connection;
  readonly #renderer: Renderer;
  readonly #view: View;

  constructor(connection: Connection, renderer: Renderer, view: View) {
    this.#connection = connection;
    this.#renderer = renderer;
    this.#view = view;
  }

  /** Finds what somebody has asked for. */
  async find(input: Finding): Promise<void> {
    switch (input.type) {
      case "search":
        return await this.search(input);
      case "pins":
        return await this.pins(input.room);
      case "mentions":
        return await this.mentions(input.room);
      case "goto":
        return await this.goTo(input);
      default:
        input satisfies never;
    }
  }

  /** Lists the newest messages that are what is looked for, in a room or in all. */
  async search({ room, q: asked }: { room: string; q: string }): Promise<void> {
    await this.#answer(async () => {
      const { q, isAll } = readScope(asked);
      if (q === "") return this.#view.wrong(say`Search for what? /search --all WORDS`);
      const found = await find(this.#connection, roomsIn(q, this.#searched(room, isAll)), q);
      if (found.length === 0) return this.#view.quiet(say`Nothing was found`);
      for (const [one, said] of Map.groupBy(found, (said) => said.room)) {
        this.#view.past.showApart(one, said);
      }
      const { you } = this.#connection;
      this.#view.print(...found.flatMap((said) => this.#renderer.found(said, q, you)));
      const last = found.at(-1);
      const place = isSame(last?.room ?? room, room)
        ? `${last?.seq}`
        : `${last?.room} ${last?.seq}`;
      this.#view.quiet(say`/goto ${place} shows what was said around the last of them`);
    });
  }

  #searched(room: string, isAll: boolean): readonly string[] {
    return isAll ? this.#view.here.rooms : [room];
  }

  /** Lists what is pinned in a room, the last one last. */
  async pins(room: string): Promise<void> {
    await this.#answer(async () => {
      const { entries } = await this.#connection.ask({ type: "pins", room });
      if (entries.length === 0) return this.#view.quiet(say`Nothing is pinned here: /pin #41`);
      const pinned = entries.toReversed();
      this.#view.past.showApart(room, pinned);
      this.#view.list(pinned);
    });
  }

  /** Lists what mentioned somebody in a room while they were away: of many, the newest. */
  async mentions(room: string): Promise<void> {
    await this.#answer(async () => {
      const found: Line[] = [];
      for (const seq of this.#view.others.mentionedIn(room).slice(-MENTIONS_SHOWN)) {
        const asked = { type: "history", room, before: seq + 1, limit: 1 } as const;
        const [entry] = (await this.#connection.ask(asked)).entries;
        if (entry?.type === "said" && entry.seq === seq && !entry.deleted) found.push(entry);
      }
      const last = found.at(-1);
      if (last === undefined) {
        return this.#view.quiet(say`Nothing mentioned you here while you were away`);
      }
      this.#view.past.showApart(room, found);
      this.#view.list(found);
      const place = isSame(room, this.#view.room) ? `${last.seq}` : `${room} ${last.seq}`;
      this.#view.quiet(say`/goto ${place} shows what was said around the last of them`);
    });
  }

  /** Shows a message among its neighbours, or the first from a day on. */
  async goTo(place: Place | Day): Promise<void> {
    if ("seq" in place) return await this.#goToMessage(place);
    await this.#answer(async () => {
      const { room, at, date } = place;
      const said = await firstSaidFrom(room, at, (question) => this.#connection.ask(question));
      if (said === undefined) {
        return this.#view.quiet(say`Nothing was said here on ${date} or later`);
      }
      await this.#goToMessage(said);
    });
  }

  async #goToMessage({ room, seq }: Place): Promise<void> {
    await this.#answer(async () => {
      const ask = async (range: { before: number } | { after: number }): Promise<Line[]> => {
        const question = { type: "history", room, limit: ASKED, ...range } as const;
        const { entries } = await this.#connection.ask(question);
        return entries.filter((entry) => !isRevision(entry));
      };
      const before = await ask({ before: seq + 1 });
      if (before.at(-1)?.seq !== seq) {
        const label = this.#renderer.labels.of(room, this.#connection.you);
        return this.#view.wrong(
          say`There is no message #${seq} in ${
            plainLine(label)
          }: /history and /search list numbers`,
        );
      }
      const after = await ask({ after: seq });
      const lines = [...before.slice(-NEIGHBOURS - 1), ...after.slice(0, NEIGHBOURS)];
      this.#view.past.showApart(room, lines);
      this.#view.list(lines, seq);
    });
  }

  /** A refusal is an event, too, and is on the screen. */
  async #answer(look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      if (error instanceof CutError) this.#view.wrong(told(error.message));
      // What is looked for here, no server refuses.
      if (error instanceof ProtocolError) this.#view.wrong(speech.say(error));
    }
  }
}

/** What is looked for, and whether in all rooms: `--all` before the words, or `in:*` among them. */
export function readScope(asked: string): { q: string; isAll: boolean } {
  const isAll = /^--all(\s|$)|(^|\s)in:\*(?=\s|$)/.test(asked);
  return { q: asked.replace(/^--all(\s+|$)/, "").replace(/(^|\s)in:\*(?=\s|$)/, "").trim(), isAll };
}
