/**
 * One connection's life: what it starts, it ends.
 *
 * @module
 */
import type { Hub } from "../hub.ts";
import type { Mark } from "../hub/marks.ts";
import type { Member } from "../hub/member.ts";
import { Close, type CloseCode, ProtocolError } from "../protocol.ts";
import { parseCommand } from "../protocol/command.ts";
import { type Inbox, receiveFrames } from "./inbox.ts";
import type { Outlet, WritePump } from "./write_pump.ts";

/** How long a client may read nothing before it is let go, in milliseconds. */
export const STALLED_MS = 30_000;

export interface SessionOptions {
  /** How long a client may read nothing before it is let go, in milliseconds. */
  stalledMs?: number;
  /** The clock, in milliseconds since the epoch. */
  now?: () => number;
  /** Told of what must not happen. */
  onError?: (error: unknown) => void;
}

/** Serves one person for as long as both sides want to talk. */
export async function serveSession(
  socket: WebSocket,
  member: Member,
  marks: readonly Mark[],
  hub: Hub,
  writePump: WritePump,
  { stalledMs = STALLED_MS, now = Date.now, onError = console.error }: SessionOptions = {},
): Promise<void> {
  const inbox = receiveFrames(socket);
  let reading: Promise<CloseCode> | undefined;
  let outlet: Outlet | undefined;
  let code: CloseCode = Close.InternalError;
  try {
    await opened(socket);
    const accepted = await hub.events.send({ type: "connected", member, marks });
    if (!accepted) member.drop(Close.GoingAway);
    outlet = writePump.connect(member, socket, stalledMs);
    reading = readPump(inbox, member, hub, now);
    code = await Promise.race([reading, inbox.ended, member.dropped]);
  } catch (error) {
    onError(error);
  } finally {
    // The hub forgets them first: nothing of this waits for the socket, which may be stuck.
    await hub.events.send({ type: "disconnected", member, at: now() });
    inbox.end(code);
    member.close();
    if (socket.readyState !== WebSocket.CLOSED) socket.close(code);
    await Promise.allSettled([reading, outlet?.ended()]);
  }
}

/** Hands a client's commands to the hub until the client is gone, or must go. */
async function readPump(
  inbox: Inbox,
  member: Member,
  hub: Hub,
  now: () => number,
): Promise<CloseCode> {
  for await (const frame of inbox) {
    for (const line of frame.split("\n")) {
      if (line.trim() === "") continue;
      if (!await member.ready()) return inbox.ended;
      try {
        const command = parseCommand(line);
        const at = now();
        // Answered here, so that it is at once, whatever the hub is doing.
        if (command.type === "ping") member.answer({ type: "pong", ref: command.ref, at });
        else await hub.events.send({ type: "commanded", member, command, at });
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        member.refuse(error);
      }
    }
  }
  return inbox.ended;
}

/** Resolves when a socket that is being upgraded can be used, or never will be. */
function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== WebSocket.CONNECTING) return resolve();
    socket.addEventListener("open", () => resolve(), { once: true });
    socket.addEventListener("close", () => resolve(), { once: true });
    socket.addEventListener("error", () => resolve(), { once: true });
  });
}
