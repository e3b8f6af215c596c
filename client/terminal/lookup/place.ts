/**
 * Where somebody wants to look: a message by its number, in this room or another.
 *
 * @module
 */

import { startOfDate } from "../../connection/rooms/from_date.ts";
import { addressOf, spotOf } from "../../../protocol/name.ts";
import { say } from "../../program/languages.ts";

export interface Place {
  /** As people call it. */
  room: string;
  seq: number;
}

/** A day in a room, by when it begins in milliseconds. */
export interface Day {
  /** As people call it. */
  room: string;
  /** As it was written. */
  date: string;
  at: number;
}

/** Reads `2026-11-30` and `ops 2026-11-30`; `undefined` when it is no date, a text when it is a wrong one. */
export function readDay(text: string, here: string | undefined): Day | string | undefined {
  const [, room, date] = /^(?:(\S+)\s+)?(\d{4}-\d\d-\d\d)$/.exec(text) ?? [];
  if (date === undefined) return undefined;
  const at = startOfDate(date);
  if (at === undefined) return say`There is no day ${date}: write it as 2026-11-30`;
  const place = room?.replace(/^#/, "") ?? here;
  return place === undefined
    ? say`You are in no room: /goto ROOM ${date}`
    : { room: place, date, at };
}

/** Reads `41`, `#41`, `ops 41` and a link of the page; a text says what is missing. */
export function readPlace(text: string, here: string | undefined): Place | string {
  const usage = say`Go where? /goto 41, /goto ROOM 41, /goto 2026-11-30, or /goto LINK`;
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) {
    const { room, seq } = spotOf(new URL(text).hash);
    return seq === undefined ? usage : { room, seq };
  }
  const [, room, number] = /^(?:(\S+)\s+)?#?([1-9]\d{0,14})$/.exec(text) ?? [];
  if (number === undefined) return usage;
  const place = room?.replace(/^#/, "") ?? here;
  return place === undefined
    ? say`You are in no room: /goto ROOM 41`
    : { room: place, seq: Number(number) };
}

/**
 * A link to a message, for the page.
 *
 * @param server as the client was given it
 */
export function linkTo(server: string | URL, { room, seq }: Place): URL {
  const url = new URL(server);
  url.protocol = url.protocol.replace(/^ws/, "http");
  url.username = url.password = url.search = "";
  url.pathname = url.pathname.replace(/(\/ws)?\/*$/, "/");
  url.hash = addressOf(room, seq);
  return url;
}
