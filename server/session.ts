/**
 * One connection's life: what it starts, it ends.
 *
 * @module
 */
import type { Hub } from "../hub.ts";
import type { Mark } from "../hub/marks.ts";
import type { Member } from "../hub/member.ts";
import { Close, type CloseCode } from "../protocol.ts";
import { receiveFrames } from "./inbox.ts";
import { AT_ONCE } from "./limits/pace.ts";
import { type Judge, readPump } from "./read_pump.ts";

/** Bytes that may wait in the runtime for the network before we send no more. */
const BUFFERED_MAX_BYTES = 64 * 1024;
/** How long a client may read nothing before it is let go, in milliseconds. */
export const STALLED_MS = 30_000;
/** How often we look whether a slow socket has drained, in milliseconds: first, and at most. */
const DRAIN_LOOK_MS = { first: 1, most: 250 } as const;

export interface SessionOptions {
  /** How long a client may read nothing before it is let go, in milliseconds. */
  stalledMs?: number;
  /** The clock, in milliseconds since the epoch. */
  now?: () => number;
  /** Told of what must not happen. */
  onError?: (error: unknown) => void;
  /** Judges what this client does. Unless given, nothing is too much. */
  judge?: Judge;
}

/** Serves one person for as long as both sides want to talk. */
export async function serveSession(
  socket: WebSocket,
  member: Member,
  marks: readonly Mark[],
  hub: Hub,
  options: SessionOptions = {},
): Promise<void> {
  const { stalledMs = STALLED_MS, now = Date.now, onError = console.error } = options;
  const { judge = () => AT_ONCE } = options;
  const inbox = receiveFrames(socket);
  const pumps: Promise<CloseCode>[] = [];
  let code: CloseCode = Close.InternalError;
  try {
    await opened(socket);
    const accepted = await hub.events.send({ type: "connected", member, marks });
    if (!accepted) member.drop(Close.GoingAway);
    pumps.push(
      readPump({ inbox, member, hub, judge, now }),
      writePump(member.frames(), socket, stalledMs),
    );
    code = await Promise.race([...pumps, inbox.ended, member.dropped]);
  } catch (error) {
    onError(error);
  } finally {
    // The hub forgets them first: nothing of this waits for the socket, which may be stuck.
    await hub.events.send({ type: "disconnected", member, at: now() });
    inbox.end(code);
    member.close();
    if (socket.readyState !== WebSocket.CLOSED) socket.close(code);
    await Promise.allSettled(pumps);
  }
}

/** Sends frames as fast as they are read. The only place that sends. */
async function writePump(
  frames: AsyncIterable<string>,
  socket: WebSocket,
  stalledMs: number,
): Promise<CloseCode> {
  for await (const frame of frames) {
    socket.send(frame);
    if (socket.bufferedAmount <= BUFFERED_MAX_BYTES) continue;
    if (!await drained(socket, stalledMs)) return Close.TooSlow;
  }
  return Close.Normal;
}

/** Waits until a socket has room again; `false` when nothing moved for too long. */
async function drained(socket: WebSocket, stalledMs: number): Promise<boolean> {
  let least = socket.bufferedAmount;
  let stillMs = 0;
  let lookMs: number = DRAIN_LOOK_MS.first;
  // There is no event for it, so we look. Without this, a peer that stops reading makes `send`
  // buffer without bound.
  while (socket.bufferedAmount > BUFFERED_MAX_BYTES && socket.readyState === WebSocket.OPEN) {
    await new Promise((resolve) => setTimeout(resolve, lookMs));
    stillMs = socket.bufferedAmount < least ? 0 : stillMs + lookMs;
    least = Math.min(least, socket.bufferedAmount);
    if (stillMs >= stalledMs) return false;
    lookMs = Math.min(lookMs * 2, DRAIN_LOOK_MS.most);
  }
  return true;
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
