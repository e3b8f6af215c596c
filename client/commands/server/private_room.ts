/**
 * Private rooms of commands: they are named by their links, and sealed and opened here.
 *
 * @module
 */
import type { Entry, Said } from "../../../protocol.ts";
import { isLink, parseLink, SealedRoom } from "../../sealed.ts";
import { OpenedLog } from "../../sealed/opened_log.ts";
import type { Page, Server } from "../server.ts";
import { UsageError } from "../spec/call.ts";
import type { Gap } from "./log.ts";

/** A room, as the server calls it; with what seals and opens, where it is a private one. */
export interface Place {
  readonly room: string;
  readonly sealed?: SealedRoom | undefined;
}

/** A room whose link is known. */
export type SealedPlace = Place & { readonly sealed: SealedRoom };

/**
 * The room that somebody means: its name, or the link of a private one.
 *
 * @throws {UsageError} If it is no such link, or leads to another server.
 */
export async function placeOf(server: Server, written: string): Promise<Place> {
  if (!isLink(written)) return { room: server.room(written) };
  const { secret, server: address } = parseLink(written) ?? {};
  if (secret === undefined) {
    throw new UsageError("This is no link of a private room: they are like https://HOST/#!SECRET");
  }
  const { host } = new URL(server.url);
  if (address !== undefined && new URL(address).host !== host) {
    throw new UsageError(`The link leads to ${new URL(address).host}, and the server is ${host}`);
  }
  const sealed = await SealedRoom.of(secret);
  return { room: sealed.name, sealed };
}

/** Whether the room is a private one whose link is known. */
export function isSealedPlace(place: Place): place is SealedPlace {
  return place.sealed !== undefined;
}

/** Entries as they are read: those of a private room are opened. What does not open stays `sealed`. */
export async function* opened(
  entries: AsyncIterable<Entry | Gap>,
  server: Server,
  { room, sealed }: Place,
): AsyncGenerator<Entry | Gap, void, void> {
  const log = sealed && new OpenedLog(sealed);
  for await (const entry of entries) {
    yield log && entry.type !== "gap" ? await log.open(entry, messageOf) : entry;
  }

  async function messageOf(seq: number) {
    const { entries: [found] } = await server.page(room, { before: seq + 1, limit: 1 });
    return found?.type === "said" && found.seq === seq ? found : undefined;
  }
}

/** What was said in a private room and opens, the newest first: the server can look for nothing in it. */
export async function* newestFirst(
  server: Server,
  { room, sealed }: SealedPlace,
): AsyncGenerator<Said, void, void> {
  const log = new OpenedLog(sealed);
  let before: number | undefined;
  for (let page: Page = { entries: [], more: true }; page.more;) {
    page = await server.page(room, before === undefined ? {} : { before });
    for (const entry of page.entries.toReversed()) {
      if (entry.type !== "said") continue;
      const said = await log.open(entry, () => Promise.resolve(undefined));
      if (said.type === "said" && !isHidden(said) && said.sealed === undefined) yield said;
    }
    const first = page.entries[0]?.seq;
    // A server that tells the same again and again would be asked for ever.
    if (first === undefined || first >= (before ?? Infinity)) return;
    before = first;
  }
}

/** The message of a number as it is now, opened where it was sealed; `undefined` if there is none. */
export async function messageAt(
  server: Server,
  { room, sealed }: Place,
  seq: number,
): Promise<Said | undefined> {
  const { entries: [entry] } = await server.page(room, { after: seq - 1, limit: 1 });
  if (entry?.seq !== seq || entry.type !== "said" || isHidden(entry)) return undefined;
  if (!sealed) return entry;
  const said = await new OpenedLog(sealed).open(entry, () => Promise.resolve(undefined));
  return said.type === "said" ? said : undefined;
}

function isHidden({ deleted, blocked }: Said): boolean {
  return deleted === true || blocked === true;
}
