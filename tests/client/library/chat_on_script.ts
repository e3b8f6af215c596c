/**
 * A chat with a scripted server, as nobody but a test has it.
 *
 * @module
 */
import type { Chat } from "../../../client/library/chat.ts";
import { type ConnectOptions, openChat } from "../../../client/library/open.ts";
import { soon } from "../../support/arrivals.ts";
import type { ScriptedServer, Visit } from "../../client/connection/support/scripted_server.ts";

/** Comes in, and back at once after a cut. */
export async function chatOn(
  server: ScriptedServer,
  options: ConnectOptions = {},
): Promise<{ chat: Chat; visit: Visit }> {
  const opening = openChat(server.url, { name: "ada", ...options }, { backoffMs: [1] });
  const visit = await server.visit();
  visit.welcome();
  return { chat: await soon(opening, "a chat"), visit };
}
