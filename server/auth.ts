/**
 * Authentication: who sends a request is decided here, for every route, and before an upgrade.
 *
 * @module
 */
import type { Person } from "../hub/people/member.ts";
import { asNamed } from "../hub/people/member/names.ts";
import { ProtocolError } from "../protocol.ts";
import { nameKey } from "../protocol/name.ts";
import { parseName } from "../protocol/name/parse_name.ts";
import { isReserved } from "../protocol/name/reserved.ts";
import { Bots } from "./auth/bots.ts";
import { AuthError } from "./auth/auth_error.ts";
import { cookiesOf, hasCookie, type SessionCookie } from "./auth/sessions/cookies.ts";
import { OPERATOR, OPERATOR_SESSION } from "./auth/service/operator.ts";
import type { Peer } from "./auth/origins.ts";
import type { AuthService } from "./auth/service.ts";
import type { NameReservation } from "./auth/name_reservations.ts";
import { KnownAccounts } from "./auth/service/known_accounts.ts";
import type { TokenOwner } from "./auth/service/token_cache.ts";
import type { Begun, Session } from "./auth/sessions.ts";
import { clientInfoOf } from "./auth/client_info.ts";

/** A browser can't set headers, so a token may stand beside the subprotocol that we speak. */
const BEARER_SUBPROTOCOL = "bearer.";

/** A request, and where it comes from. */
export interface Asking {
  readonly request: Request;
  readonly peer: Peer | undefined;
}

/** Somebody with a session. */
export interface Asker {
  readonly person: Person;
  readonly session: Session;
  /** The cookie of the session, unless the token was sent explicitly. */
  readonly cookie?: SessionCookie;
}

/** Somebody who was admitted. */
export interface Admitted {
  readonly reservation: NameReservation;
  /** The session of a new guest. It is not stored yet. */
  readonly begun?: Begun;
}

export class Authenticator {
  readonly #auth: AuthService;
  readonly #isBanned: (person: Person) => boolean;
  /** Requests that came with the operator's key. */
  readonly #ofOperator = new WeakSet<Request>();
  readonly #known = new KnownAccounts();

  /** @param isBanned whether somebody may not come in, from wherever */
  constructor(auth: AuthService, isBanned: (person: Person) => boolean = () => false) {
    this.#isBanned = isBanned;
    this.#auth = auth;
  }

  /**
   * The sender of a request, by its token; `undefined` if it carries none.
   *
   * @throws {AuthError} If its token is invalid.
   */
  async asker(asking: Asking): Promise<Asker | undefined> {
    const { request, peer } = asking;
    if (this.#ofOperator.has(request)) {
      return { person: OPERATOR, session: OPERATOR_SESSION };
    }
    // An explicit token is meant; a cookie is sent by the browser itself.
    const bearer = bearerOf(request);
    if (bearer !== undefined) {
      const found = await this.#find(bearer);
      if (!found) throw noSession();
      // A cookie is for no script to read.
      return { ...found, person: { ...found.person, token: bearer } };
    }
    for (const cookie of cookiesOf(request, this.#auth.edge.cookieNames(request, peer))) {
      const found = await this.#find(cookie.token);
      if (found) return { ...found, cookie };
    }
    if (this.carriesToken(asking)) throw noSession();
    return undefined;
  }

  /** Notes that whoever runs the server asks. Their key is checked where it is known. */
  trust(request: Request): void {
    this.#ofOperator.add(request);
  }

  /** Whether a request carries a token. */
  carriesToken({ request, peer }: Asking): boolean {
    return bearerOf(request) !== undefined ||
      hasCookie(request, this.#auth.edge.cookieNames(request, peer));
  }

  /** Notes that a token is an account's, which it was just given. */
  noteAccount(token: string, account: string): void {
    this.#known.note(token, account);
  }

  /** The id of the account whose token a request carries, if it was seen lately. Nothing is looked up. */
  accountOf({ request, peer }: Asking): string | undefined {
    const bearer = bearerOf(request);
    if (bearer !== undefined) return this.#known.find(bearer);
    const cookies = cookiesOf(request, this.#auth.edge.cookieNames(request, peer));
    return cookies.map(({ token }) => this.#known.find(token)).find((id) => id !== undefined);
  }

  /**
   * The sender of a request that needs a session.
   *
   * @throws {AuthError} If there is none.
   */
  async expect(asking: Asking): Promise<Asker> {
    const asker = await this.asker(asking);
    if (asker) return asker;
    throw AuthError.noSession("do this", "sign in first");
  }

  /**
   * The sender of a request, with their name reserved for as long as it takes.
   *
   * @throws {AuthError} If they have no session, or somebody else has their name now.
   */
  async reserve(asking: Asking): Promise<{ asker: Asker; reservation: NameReservation }> {
    const asker = await this.expect(asking);
    return { asker, reservation: this.#reserve(asker) };
  }

  /**
   * The sender of a request that only administrators may make.
   *
   * @throws {AuthError} If they are not one.
   */
  async expectAdmin(asking: Asking): Promise<Asker> {
    const asker = await this.expect(asking);
    if (asker.person.admin) return asker;
    throw AuthError.forbidden("do this", "only administrators may");
  }

  /**
   * The sender, if their session is valid: an old cookie must not keep anybody from signing in.
   *
   * @throws {AuthError} If an explicit token is invalid.
   */
  async recognize(asking: Asking): Promise<Asker | undefined> {
    try {
      return await this.asker(asking);
    } catch (error) {
      if (error instanceof AuthError && bearerOf(asking.request) === undefined) return undefined;
      throw error;
    }
  }

  /**
   * Reserves a name for a socket, or for a plain request that asks whether one would be admitted.
   *
   * @throws {AuthError} If they are not admitted.
   */
  async admit(asking: Asking): Promise<Admitted> {
    const asker = await this.asker(asking);
    const admitted = asker ? { reservation: this.#reserve(asker) } : await this.#admitGuest(asking);
    using reserving = new DisposableStack();
    const { person } = reserving.use(admitted.reservation);
    if (!await this.#auth.names.hold(admitted.reservation)) throw nameTaken(person.name);
    reserving.move();
    return admitted;
  }

  /**
   * Reads the name that a guest wants to have.
   *
   * @param id the id of the guest, if they have another name now
   * @throws {AuthError} If it is malformed, taken or reserved.
   */
  async freeName(asked: string, id?: string, action = "connect"): Promise<string> {
    const { names, accounts, guestNames } = this.#auth;
    const name = readName(asked);
    const key = nameKey(name);
    if (isReserved(name)) throw AuthError.nameReserved(action, name);
    if ((names.holder(key) ?? id) !== id) throw nameTaken(name, action);
    if (await accounts.find(name)) {
      throw AuthError.nameTaken(action, `somebody has claimed ${name}`);
    }
    if (await accounts.isShown(name)) throw AuthError.nameShown(action, name);
    // Whoever was renamed may have it again.
    if ((await guestNames.ownerOf(key) ?? id) !== id) throw nameTaken(name, action);
    return name;
  }

  async #admitGuest({ request, peer }: Asking): Promise<Admitted> {
    const asked = new URL(request.url).searchParams.get("name");
    if (!asked) throw AuthError.noSession("connect", "no token and no name");
    const { rules, sessions, edge } = this.#auth;
    const parsed = readName(asked);
    if (!rules.guests) throw AuthError.noSession("connect", "this server does not admit guests");
    this.#auth.refuseStranger(undefined, edge.addressOf(request, peer));
    const name = await this.freeName(parsed);
    const begun = sessions.beginGuest(name, clientInfoOf(request, edge, peer));
    const { session, token } = begun;
    const person = { id: session.person, name, key: nameKey(name), guest: true, token };
    return { reservation: this.#reserve({ person, session }), begun };
  }

  /** The owner of a token, if they may connect. */
  async #find(token: string): Promise<Asker | undefined> {
    const found = await this.#auth.tokens.find(token, this.#lookUp);
    const isAccount = found !== undefined && !found.person.guest && !found.person.bot;
    if (isAccount) this.#known.note(token, found.person.id);
    else this.#known.forget(token);
    return found?.person.bot ? this.#admittedBot(found) : found;
  }

  readonly #lookUp = async (token: string): Promise<TokenOwner | undefined> => {
    const { sessions, accounts, rules, bots } = this.#auth;
    if (Bots.isToken(token)) return await bots.find(token);
    const session = await sessions.find(token);
    const person = session && await accounts.personOf(session);
    return session && person && (!person.guest || rules.guests) ? { session, person } : undefined;
  };

  /** A bot's token outlasts the ban of its owner, unlike a session: so that is checked each time. */
  #admittedBot(found: TokenOwner): TokenOwner {
    if (!this.#isBanned(found.person)) return found;
    throw AuthError.forbidden("come in", "the bot or its owner is banned");
  }

  #reserve({ person, session }: Asker): NameReservation {
    // They may have been renamed since they were looked up.
    const now = asNamed(person, this.#auth.renamed);
    const reservation = this.#auth.names.take(now, session.id);
    if (reservation) return reservation;
    throw nameTaken(person.name);
  }
}

/**
 * Reads a person's name.
 *
 * @throws {AuthError} If it is malformed.
 */
export function readName(asked: string): string {
  try {
    return parseName(asked);
  } catch (error) {
    if (error instanceof ProtocolError) throw AuthError.malformedName(error);
    throw error;
  }
}

/** The token of the `Authorization` header; empty if it is malformed. */
export function bearerOf(request: Request): string | undefined {
  const header = request.headers.get("authorization");
  if (header !== null) return /^Bearer (\S+)$/i.exec(header)?.[1] ?? "";
  const offered = subprotocolsOf(request).find((name) => name.startsWith(BEARER_SUBPROTOCOL));
  return offered?.slice(BEARER_SUBPROTOCOL.length);
}

/** The subprotocols that a request offers. */
export function subprotocolsOf(request: Request): string[] {
  return (request.headers.get("sec-websocket-protocol") ?? "").split(",").map((name) =>
    name.trim()
  );
}

function noSession(): AuthError {
  return AuthError.noSession("connect", "the token is invalid or expired");
}

function nameTaken(name: string, action = "connect"): AuthError {
  return AuthError.nameTaken(action, `${name} is in use`);
}
