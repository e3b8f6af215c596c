/**
 * Who is asking: decided here, for every door, and before an upgrade.
 *
 * @module
 */
import type { Person } from "../hub/member.ts";
import { ProtocolError } from "../protocol.ts";
import { nameKey, parseName } from "../protocol/name.ts";
import { cookieOf } from "./door/cookie.ts";
import type { Peer } from "./door/edge.ts";
import type { House } from "./door/house.ts";
import type { Seat } from "./door/seats.ts";
import type { Session } from "./door/sessions.ts";
import { whenceOf } from "./door/whence.ts";
import { Refusal } from "./http/refusal.ts";

/** The subprotocol that we speak. A browser can't set headers, so a token may stand beside it. */
export const SUBPROTOCOL = "chat.v1";
const BEARER_SUBPROTOCOL = "bearer.";

/** Somebody with a session. */
export interface Asker {
  readonly person: Person;
  readonly session: Session;
}

/** Somebody who was let in. */
export interface Admitted {
  readonly seat: Seat;
  /** Whether they were never here before. */
  readonly isNew: boolean;
}

export class Door {
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
  }

  /**
   * Who asks: who has the token that a request carries. Nobody, if it carries none.
   *
   * @throws {Refusal} If its token brings nobody in.
   */
  async asker(request: Request): Promise<Asker | undefined> {
    // Who says it by hand means it; a browser sends the cookie by itself.
    const bearer = bearerOf(request);
    const token = bearer ?? cookieOf(request);
    if (token === undefined) return undefined;
    const { sessions, accounts, rules } = this.#house;
    const session = await sessions.find(token);
    const person = session && await accounts.personOf(session);
    if (!person || person.guest && !rules.guests) {
      throw new Refusal("no-session", "Cannot come in: no session has this token");
    }
    // A cookie is for no script to read.
    return { session, person: bearer === undefined ? person : { ...person, token } };
  }

  /**
   * Who asks, if a session is needed.
   *
   * @throws {Refusal} If there is none.
   */
  async expect(request: Request): Promise<Asker> {
    const asker = await this.asker(request);
    if (asker) return asker;
    throw new Refusal("no-session", "Cannot do this: sign in first");
  }

  /**
   * Who asks, if their session is good: who signs in need not be kept from it by an old cookie.
   *
   * @throws {Refusal} If they carry a token by hand that brings nobody in.
   */
  async recognize(request: Request): Promise<Asker | undefined> {
    try {
      return await this.asker(request);
    } catch (error) {
      if (error instanceof Refusal && bearerOf(request) === undefined) return undefined;
      throw error;
    }
  }

  /**
   * Seats who asks for a socket.
   *
   * @throws {Refusal} If the request may not be upgraded.
   */
  async admit(request: Request, peer: Peer | undefined): Promise<Admitted> {
    const upgrade = request.headers.get("upgrade")?.toLowerCase() === "websocket";
    const asker = await this.asker(request);
    const admitted = asker
      ? { seat: this.#seat(asker), isNew: false }
      : await this.#admitGuest(request, peer, upgrade);
    if (upgrade) return admitted;
    // A plain request is told what would refuse its upgrade, and if nothing would, this.
    admitted.seat[Symbol.dispose]();
    throw notAWebSocket();
  }

  /**
   * Reads the name that a guest wants to have.
   *
   * @throws {Refusal} If it is none, or somebody's.
   */
  async freeName(asked: string): Promise<string> {
    const name = readName(asked);
    if (this.#house.seats.holder(nameKey(name)) !== undefined) throw nameTaken(name);
    if (await this.#house.accounts.find(name)) {
      throw new Refusal("name-taken", `Cannot come in: somebody has claimed ${name}`);
    }
    return name;
  }

  async #admitGuest(
    request: Request,
    peer: Peer | undefined,
    upgrade: boolean,
  ): Promise<Admitted> {
    const asked = new URL(request.url).searchParams.get("name");
    if (asked === null && !upgrade) throw notAWebSocket();
    if (!asked) throw new Refusal("no-session", "Cannot come in: no token and no name");
    const { rules, sessions, edge } = this.#house;
    const parsed = readName(asked);
    if (!rules.guests) throw new Refusal("no-session", "Cannot come in: guests are not let in");
    this.#house.refuseStranger(undefined, edge.addressOf(request, peer));
    const name = await this.freeName(parsed);
    if (!upgrade) throw notAWebSocket();
    const begun = sessions.beginGuest(name, whenceOf(request, edge, peer));
    const { session, token } = begun;
    const person = { id: session.person, name, key: nameKey(name), guest: true, token };
    const seat = this.#seat({ person, session });
    sessions.keepGuest(begun);
    return { seat, isNew: true };
  }

  #seat({ person, session }: Asker): Seat {
    const seat = this.#house.seats.take(person, session.id);
    if (seat) return seat;
    throw nameTaken(person.name);
  }
}

/** Whether a client offers our subprotocol, and so must be answered with it. */
export function speaks(request: Request): boolean {
  return subprotocols(request).includes(SUBPROTOCOL);
}

/**
 * Reads a person's name.
 *
 * @throws {Refusal} If it is none.
 */
export function readName(asked: string): string {
  try {
    return parseName(asked);
  } catch (error) {
    if (error instanceof ProtocolError) throw new Refusal("bad-name", error.message);
    throw error;
  }
}

/** The refusal of a request that could come in, if it were an upgrade. */
export function notAWebSocket(): Refusal {
  return new Refusal("not-a-websocket", "Cannot upgrade: this is not a WebSocket request");
}

/** The token that somebody carries by hand; empty if it is none. */
export function bearerOf(request: Request): string | undefined {
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

function nameTaken(name: string): Refusal {
  return new Refusal("name-taken", `Cannot come in: ${name} is here already`);
}
