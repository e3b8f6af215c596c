/**
 * Private rooms, which are joined by a link.
 *
 * @module
 */
import { parseLink, SealedRoom } from "../../sealed.ts";
import type { SealedConnection } from "../../sealed/connection.ts";

export { isLink } from "../../sealed.ts";

/**
 * The name of the room that a link leads to, which the connection knows from then on.
 *
 * @throws {TypeError} If it is no such link, or leads to another server.
 */
export async function nameIn(
  link: string,
  { connection, host }: { readonly connection: SealedConnection; readonly host: string },
): Promise<string> {
  const { secret, server } = parseLink(link) ?? {};
  // It is not repeated: whoever has it reads what is said there.
  if (secret === undefined) {
    throw new TypeError("Cannot join: must be the link of a private room, https://HOST/#!SECRET");
  }
  if (server !== undefined && new URL(server).host !== host) {
    throw new TypeError(`Cannot join: the link leads to ${server}, and this is ${host}`);
  }
  const room = await SealedRoom.of(secret);
  connection.know(room);
  return room.name;
}
