/**
 * Who is asking: decided before the upgrade.
 *
 * @module
 */
import { ProtocolError } from "../protocol.ts";
import { parseName } from "../protocol/name.ts";
import type { Guests, Seat } from "./guests.ts";
import { Refusal } from "./refusal.ts";

/** The subprotocol that we speak. A browser can't set headers, so a token may stand beside it. */
export const SUBPROTOCOL = "chat.v1";
const BEARER_SUBPROTOCOL = "bearer.";

/**
 * Seats who asks for a socket.
 *
 * @throws {Refusal} If the request may not be upgraded.
 */
export async function admit(request: Request, guests: Guests): Promise<Seat> {
  const upgrade = request.headers.get("upgrade")?.toLowerCase() === "websocket";
  const token = bearerToken(request);
  const seat = token === undefined
    ? seatByName(request, guests, upgrade)
    : await seatByToken(token, guests);
  if (upgrade) return seat;
  // A plain request is told what would refuse its upgrade, and if nothing would, this.
  seat[Symbol.dispose]();
  throw notAWebSocket();
}

/** Whether a client offers our subprotocol, and so must be answered with it. */
export function speaks(request: Request): boolean {
  return subprotocols(request).includes(SUBPROTOCOL);
}

async function seatByToken(token: string, guests: Guests): Promise<Seat> {
  const person = await guests.byToken(token);
  if (!person) throw new Refusal("no-session", "Cannot come in: no session has this token");
  const seat = guests.seat(person, false);
  if (seat) return seat;
  throw nameTaken(person.name);
}

function seatByName(request: Request, guests: Guests, upgrade: boolean): Seat {
  const asked = new URL(request.url).searchParams.get("name");
  if (asked === null && !upgrade) throw notAWebSocket();
  if (!asked) throw new Refusal("no-session", "Cannot come in: no token and no name");
  const name = guestName(asked);
  if (guests.has(name)) throw nameTaken(name);
  if (!upgrade) throw notAWebSocket();
  const seat = guests.seat(guests.welcome(name), true);
  if (seat) return seat;
  throw nameTaken(name);
}

function bearerToken(request: Request): string | undefined {
  const header = request.headers.get("authorization");
  if (header !== null) return /^Bearer (\S+)$/i.exec(header)?.[1] ?? "";
  const offered = subprotocols(request).find((name) => name.startsWith(BEARER_SUBPROTOCOL));
  return offered?.slice(BEARER_SUBPROTOCOL.length);
}

function subprotocols(request: Request): string[] {
  return (request.headers.get("sec-websocket-protocol") ?? "").split(",").map((name) =>
    name.trim()
  );
}

function guestName(asked: string): string {
  try {
    return parseName(asked);
  } catch (error) {
    if (error instanceof ProtocolError) throw new Refusal("bad-name", error.message);
    throw error;
  }
}

function nameTaken(name: string): Refusal {
  return new Refusal("name-taken", `Cannot come in: ${name} is here already`);
}

/** The refusal of a request that could come in, if it were an upgrade. */
export function notAWebSocket(): Refusal {
  return new Refusal("not-a-websocket", "Cannot upgrade: this is not a WebSocket request");
}
