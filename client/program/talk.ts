/**
 * Talking, once one is signed in.
 *
 * @module
 */

import { Connection } from "../connection.ts";

/** What to connect with. */
export type Ticket = { name?: string | undefined; token?: string };

/** How: on a terminal, or line by line. */
type Way = { pictures: boolean; plain: boolean } | "lines";

/** Talks until one side has enough. Resolves with whether all was said. */
export async function talk(
  { url, room, session, way }: { url: string; room: string; session: Ticket; way: Way },
): Promise<boolean> {
  if (way === "lines") {
    const { Pipe } = await import("../pipe.ts");
    const [input, complain] = [Deno.stdin.readable, console.error];
    return await new Pipe(new Connection(url, session), room, { input, complain }).run();
  }
  const { Terminal } = await import("../terminal.ts");
  return await new Terminal(new Connection(url, session), { url, room, ...way }).run();
}
