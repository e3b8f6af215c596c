/**
 * The place in the address bar: a room, `/#lobby`, or a message in it, `/#lobby/123`.
 *
 * @module
 */
import { LOBBY } from "../../protocol.ts";

export type Spot = { room: string; seq?: number };

/** Where the server is, as the page was found: a path may stand before all of ours. */
export function baseUrl(): URL {
  return new URL(".", document.baseURI);
}

/** @param seq the number of a message there */
export function addressOf(room: string, seq?: number): string {
  return `#${encodeURIComponent(room)}${seq === undefined ? "" : `/${seq}`}`;
}

/** What an address names: the lobby, when it names no room. */
export function spotOf(hash: string): Spot {
  const [, name = "", seq] = /^#?([^]*?)(?:\/([1-9]\d{0,14}))?$/.exec(hash) ?? [];
  return { room: decode(name) || LOBBY, ...(seq !== undefined && { seq: Number(seq) }) };
}

/** The code in the link that the server printed, `/#claim=CODE`, if the address is that one. */
export function claimCodeOf(hash: string): string | undefined {
  const [, code] = /^#claim=([^/]+)$/.exec(hash) ?? [];
  return code === undefined ? undefined : decode(code);
}

function decode(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // Someone wrote a stray "%".
  }
}
