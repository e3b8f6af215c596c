/**
 * One connection's life: what it starts, it ends.
 *
 * @module
 */
import type { Block } from "../hub/people/person_blocks.ts";
import type { ReadState } from "../hub/people/read_positions.ts";
import type { Member } from "../hub/people/member.ts";
import { Close, type CloseCode } from "../protocol.ts";
import { Inbox } from "./socket/inbox.ts";
import type { SocketMeters } from "./socket/meters.ts";
import { ReadPump, type ReadPumpOptions } from "./socket/read_pump.ts";
import type { TextFormat } from "./socket/text_format.ts";
import type { SocketSink, WritePump } from "./socket/write_pump.ts";

/** How long a client may read nothing before it is disconnected, in milliseconds. */
export const STALLED_MS = 30_000;
/** How long we wait for the answer to a close frame, in milliseconds. Some peers never answer. */
const FAREWELL_MS = 1000;
/** How long a socket may take to open that is being upgraded, which waits for nobody, in milliseconds. */
const OPENING_MS = 10_000;
/** The socket events that an inbox listens to. An error is always followed by `close`. */
const HEARD = ["message", "close"] as const;

/** What of a socket a session uses. */
export type SessionSocket =
  & Pick<WebSocket, "send" | "bufferedAmount" | "readyState" | "close">
  & Pick<EventTarget, "addEventListener" | "removeEventListener">;

export interface SessionOptions {
  /** How long a client may read nothing before it is disconnected, in milliseconds. */
  stalledMs?: number;
  /** The clock, in milliseconds since the epoch. */
  now?: () => number;
  /** Called with errors that must not happen. */
  onError?: (error: unknown) => void;
}

/** What all sessions of a server share. */
export interface Service extends ReadPumpOptions {
  readonly writePump: WritePump;
  readonly meters: SocketMeters;
  /** How long a client may read nothing before it is disconnected, in milliseconds. */
  readonly stalledMs: number;
  /** Called with who was disconnected for flooding, and when, in milliseconds since the epoch. */
  readonly onTooFast: (actor: Member, at: number) => void;
}

/** A person who connects, with their session. */
export interface Arrival {
  readonly member: Member;
  readonly positions?: readonly ReadState[] | undefined;
  readonly blocks?: readonly Block[] | undefined;
  /** What they are told about their account. */
  readonly told?: string | undefined;
  /** Called, before their reservation is released, when they did not close their socket themselves. */
  readonly onCut: () => void;
  /** What is released when they disconnect. */
  readonly place: Disposable;
  /** What they speak, unless that is the protocol itself. */
  readonly format?: TextFormat | undefined;
}

/** Serves one person for as long as both sides want to talk, and until the socket has closed. */
export async function serveSession(
  socket: SessionSocket,
  { member, positions = [], blocks = [], told, onCut, place, format }: Arrival,
  service: Service,
): Promise<void> {
  const { hub, writePump, stalledMs, onTooFast, meters, now, onError } = service;
  // At once: what comes along with the handshake is there as soon as the socket is open.
  const inbox = receiveFrames(socket, member);
  const readPump = new ReadPump(inbox, member, service, format);
  meters.begin();
  let sink: SocketSink | undefined;
  let code: CloseCode = Close.InternalError;
  try {
    if (await opened(socket)) {
      sink = writePump.connect(member, socket, stalledMs, format);
      const accepted = await hub.events.send({ type: "connected", member, positions, blocks });
      if (!accepted) member.drop(Close.GoingAway);
      const { person } = member;
      if (told) await hub.events.send({ type: "told", person, member, text: told });
      if (format) {
        await hub.events.send({ type: "commanded", member, command: format.join, at: now() });
      }
      readPump.start();
      code = await member.dropped;
    } else code = Close.GoingAway;
  } catch (error) {
    onError(error);
  } finally {
    meters.end(code);
    // The hub forgets them first: nothing of this waits for the socket, which may be stuck.
    await hub.events.send({ type: "disconnected", member, at: now() });
    inbox.end(code);
    member.close();
    forget(socket, inbox);
    if (socket.readyState !== WebSocket.CLOSED) socket.close(code);
    await Promise.allSettled([readPump.ended(), sink?.ended()]);
    if (code === Close.TooFast) onTooFast(member, now());
    if (code !== Close.Normal) onCut();
    place[Symbol.dispose]();
  }
  await farewell(socket);
}

/** The inbox of a socket: its callbacks end here. When it ends, its member is disconnected. */
function receiveFrames(socket: SessionSocket, member: Member): Inbox {
  const inbox = new Inbox((code) => member.drop(code));
  for (const type of HEARD) socket.addEventListener(type, inbox);
  return inbox;
}

/** Detaches a socket from everything of ours: the runtime may keep it for as long as its peer is stuck. */
function forget(socket: SessionSocket, inbox: Inbox): void {
  for (const type of HEARD) socket.removeEventListener(type, inbox);
}

/**
 * Resolves with whether a socket that is being upgraded can be used. The runtime tells nothing of one
 * whose client was gone before it was upgraded: its place must not be taken for ever.
 */
async function opened(socket: SessionSocket): Promise<boolean> {
  if (socket.readyState !== WebSocket.CONNECTING) return true;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const isOpen = () => resolve(true);
  for (const type of ["open", "close"]) socket.addEventListener(type, isOpen);
  const timer = setTimeout(() => resolve(false), OPENING_MS);
  const isUsable = await promise;
  clearTimeout(timer);
  for (const type of ["open", "close"]) socket.removeEventListener(type, isOpen);
  return isUsable;
}

/**
 * Resolves when a socket that is being closed has closed, or will not in time. Until then its
 * goodbye may not have left this process.
 */
async function farewell(socket: SessionSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, FAREWELL_MS);
  socket.addEventListener("close", () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}
