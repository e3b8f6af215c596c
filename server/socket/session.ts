/**
 * One connection's life: what it starts, it ends.
 *
 * @module
 */
import type { Hub } from "../../hub.ts";
import type { Mark } from "../../hub/marks.ts";
import type { Member } from "../../hub/member.ts";
import { Close, type CloseCode } from "../../protocol.ts";
import { Inbox } from "./inbox.ts";
import { AT_ONCE } from "../limits/pace.ts";
import { type Judge, ReadPump } from "./read_pump.ts";
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

/** What all sessions of a server share. */
export interface Service extends SessionOptions {
  readonly hub: Hub;
  readonly writePump: WritePump;
}

/** Who comes with a session. */
export interface Arrival {
  readonly member: Member;
  readonly marks: readonly Mark[];
  /** Judges what this client does. Unless given, nothing is too much. */
  readonly judge?: Judge;
}

/** Serves one person for as long as both sides want to talk. */
export async function serveSession(
  socket: WebSocket,
  { member, marks, judge = () => AT_ONCE }: Arrival,
  service: Service,
): Promise<void> {
  const { hub, writePump, stalledMs = STALLED_MS } = service;
  const { now = Date.now, onError = console.error } = service;
  // At once: what comes along with the handshake is there as soon as the socket is open.
  const inbox = receiveFrames(socket, member);
  const readPump = new ReadPump({ inbox, member, hub, judge, now, onError });
  let outlet: Outlet | undefined;
  let code: CloseCode = Close.InternalError;
  try {
    await opened(socket);
    const accepted = await hub.events.send({ type: "connected", member, marks });
    if (!accepted) member.drop(Close.GoingAway);
    outlet = writePump.connect(member, socket, stalledMs);
    readPump.start();
    code = await member.dropped;
  } catch (error) {
    onError(error);
  } finally {
    // The hub forgets them first: nothing of this waits for the socket, which may be stuck.
    await hub.events.send({ type: "disconnected", member, at: now() });
    inbox.end(code);
    member.close();
    forget(socket);
    if (socket.readyState !== WebSocket.CLOSED) socket.close(code);
    await Promise.allSettled([readPump.ended(), outlet?.ended()]);
  }
}

/** The inbox of a socket: its callbacks end here. When it ends, its member is let go. */
function receiveFrames(socket: WebSocket, member: Member): Inbox {
  const inbox = new Inbox((code) => member.drop(code));
  socket.onmessage = ({ data }) => inbox.receive(data);
  socket.onclose = () => inbox.end(Close.Normal);
  ignoreErrors(socket);
  return inbox;
}

/** Lets a socket hold nothing of ours: the runtime may keep it for as long as its peer is stuck. */
function forget(socket: WebSocket): void {
  socket.onmessage = socket.onclose = null;
  ignoreErrors(socket);
}

/** An error is always followed by `close`; without a handler the runtime would end the process. */
function ignoreErrors(socket: WebSocket): void {
  socket.onerror = () => {};
}

/** Resolves when a socket that is being upgraded can be used, or never will be. */
async function opened(socket: WebSocket): Promise<void> {
  if (socket.readyState !== WebSocket.CONNECTING) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const isOver = () => resolve();
  for (const type of ["open", "close"]) socket.addEventListener(type, isOver);
  await promise;
  for (const type of ["open", "close"]) socket.removeEventListener(type, isOver);
}
