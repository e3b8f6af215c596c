/**
 * The library for bots and other programs, in Deno, browsers, Node and Bun. A chat survives its sockets:
 * what is said is there once, and what others say comes once and in order, across every cut.
 *
 * ```ts ignore
 * import { connect } from "./client.ts";
 *
 * await using chat = await connect("http://localhost:8000", { name: "echo" });
 * const lobby = await chat.join("lobby");
 * for await (const message of lobby.messages()) {
 *   if (message.text === "!ping") await message.reply("pong");
 * }
 * ```
 *
 * @module
 */

import type { Chat } from "./library/chat.ts";
import type { ConnectOptions } from "./library/open.ts";

export type { Chat, JoinOptions, Since } from "./library/chat.ts";
export type { MessageFile } from "./library/file.ts";
export type { FileOptions, Message, ReplyOptions, SayOptions } from "./library/message.ts";
export type { FileToSend } from "./library/file/source.ts";
export type { Progress } from "./library/file/upload.ts";
export type { CallOptions } from "./library/waiting.ts";
export type { ConnectOptions } from "./library/open.ts";
export type { HistoryOptions, Room } from "./library/room.ts";
export type { PersonProfile, Profile, Status } from "./library/open.ts";
export type { ConnectionEvent, State, StatusEvent } from "./connection.ts";
export { type Asked, CutError, RefusedError, SignInError } from "./library/errors.ts";

/**
 * Connects to a server, and comes back to it by itself until the chat is disposed of.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * // Any server of Hubbub will do; this one only says welcome.
 * await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
 *   const { socket, response } = Deno.upgradeWebSocket(request);
 *   socket.onopen = () => socket.send('{"type":"welcome","v":1,"you":"echo","rooms":[]}');
 *   return response;
 * });
 * await using chat = await connect(`http://127.0.0.1:${server.addr.port}`, { name: "echo" });
 * assertEquals(chat.you, "echo");
 * ```
 *
 * @param url the server's address, as browsers open it
 * @throws {SignInError} If the server does not let us in, or is not there while we are patient.
 * @throws {TypeError} If the url is none.
 */
export async function connect(url: string | URL, options: ConnectOptions): Promise<Chat> {
  // Only now: the same module is also run as the terminal client, which needs none of it.
  const { openChat } = await import("./library/open.ts");
  return await openChat(url, options);
}
