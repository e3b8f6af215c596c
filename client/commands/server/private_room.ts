/**
 * Private rooms of commands: they are named by their links, and sealed and opened here.
 *
 * @module
 */
import type { Entry } from "../../../protocol.ts";
import { isLink, parseLink, SealedRoom } from "../../sealed.ts";
import { OpenedLog } from "../../sealed/opened_log.ts";
import type { Server } from "../server.ts";
import { UsageError } from "../spec/call.ts";
import type { Gap } from "./log.ts";

/** A room, as the server calls it; with what seals and opens, where it is a private one. */
export interface Place {
  readonly room: string;
  readonly sealed?: SealedRoom;
}

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
