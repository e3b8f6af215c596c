/**
 * Talking, once one is signed in.
 *
 * @module
 */

import { parseLink, SealedRoom } from "../sealed.ts";
import { SealedConnection } from "../sealed/connection.ts";
import { RoomKeys } from "../sign_in/room_keys.ts";
import { say } from "./languages.ts";
import { variable } from "./variable.ts";

/** What to connect with. */
export type Ticket = { name?: string | undefined; token?: string };

/** How: on a terminal, or line by line. */
type Way = { pictures: boolean; plain: boolean } | "lines";

/** Where: in a room, or in the private one of a link. */
type Where = { url: string; room: string; link: string | undefined };

/** Talks until one side has enough. Resolves with whether all was said. */
export async function talk(
  { url, room, link, session, way }: Where & { session: Ticket; way: Way },
): Promise<boolean> {
  const { secret, server } = link === undefined ? {} : parseLink(link) ?? {};
  if (link !== undefined && secret === undefined) {
    console.error(say`This is no link of a private room: they are like https://HOST/#!SECRET`);
    return false;
  }
  const { host } = new URL(url);
  if (server !== undefined && new URL(server).host !== host) {
    console.error(say`This link leads to ${new URL(server).host}, and you are on ${host}`);
    return false;
  }
  const sealed = secret === undefined ? undefined : await SealedRoom.of(secret);
  const where = sealed?.name ?? room;
  const connection = new SealedConnection(url, session);
  if (sealed) connection.know(sealed);
  if (way === "lines") {
    const { Pipe } = await import("../pipe.ts");
    const [input, complain] = [Deno.stdin.readable, console.error];
    return await new Pipe(connection, where, { input, complain }).run();
  }
  const keys = await RoomKeys.of(url, variable);
  if (secret !== undefined) await keys.add(secret);
  for (const kept of keys.secrets) connection.know(await SealedRoom.of(kept));
  const { Terminal } = await import("../terminal.ts");
  return await new Terminal(connection, { url, room: where, keys, ...way }).run();
}
