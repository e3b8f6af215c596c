/**
 * Where somebody wants to look: a message by its number, in this room or another.
 *
 * @module
 */

import { addressOf, spotOf } from "../../../protocol/name.ts";

export interface Place {
  /** As people call it. */
  room: string;
  seq: number;
}

/** Reads `41`, `#41`, `ops 41` and a link of the page; a text says what is missing. */
export function readPlace(text: string, here: string | undefined): Place | string {
  const usage = "Go where? /goto 41, /goto ROOM 41, or /goto LINK";
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) {
    const { room, seq } = spotOf(new URL(text).hash);
    return seq === undefined ? usage : { room, seq };
  }
  const [, room, number] = /^(?:(\S+)\s+)?#?([1-9]\d{0,14})$/.exec(text) ?? [];
  if (number === undefined) return usage;
  const place = room?.replace(/^#/, "") ?? here;
  return place === undefined
    ? "You are in no room: /goto ROOM 41"
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
