/**
 * Somebody who asks over HTTP, for as long as their request takes.
 *
 * @module
 */
import type { Outcome } from "../../../hub/people/member/caller.ts";
import type { Person } from "../../../hub/people/member.ts";
import type { Fields } from "../../../protocol/field.ts";
import type { Api } from "../context.ts";
import { AuthError } from "../../auth/auth_error.ts";
import type { Asker } from "../../auth.ts";
import type { NameReservation } from "../../auth/name_reservations.ts";
import type { Commands, Requester } from "../../commands.ts";
import type { Call } from "../../http/routes.ts";

/**
 * Who they are, and that they may be here, is decided as for a socket: a guest's name is theirs for as
 * long as the request takes, and a moment longer.
 */
export class Visit implements Requester, Disposable {
  readonly person: Person;
  readonly address: string;
  /** The id of their session. */
  readonly session: string;
  /** Whether a cookie told who they are, which a browser sends by itself. */
  readonly isByCookie: boolean;
  readonly #reservation: NameReservation;
  readonly #commands: Commands;

  private constructor(
    { asker, reservation }: { asker: Asker; reservation: NameReservation },
    address: string,
    commands: Commands,
  ) {
    this.person = reservation.person;
    this.address = address;
    this.session = asker.session.id;
    this.isByCookie = asker.cookie !== undefined;
    this.#reservation = reservation;
    this.#commands = commands;
  }

  /**
   * @throws {AuthError} If nobody is signed in, somebody else has their name now, or they are banned.
   */
  static async begin(call: Call, api: Api): Promise<Visit> {
    const { auth, authenticator, hub, commands, now } = api;
    const reserved = await authenticator.reserve(call);
    const address = auth.edge.addressOf(call.request, call.peer);
    const visit = new Visit(reserved, address, commands);
    if (hub.permissions.mayConnect(visit, now())) return visit;
    visit[Symbol.dispose]();
    throw AuthError.forbidden("connect", "you are banned");
  }

  /** Calls a listener when their session ends. */
  onEnd(listener: () => void): void {
    this.#reservation.onEnd(listener);
  }

  /** Executes a command, as `Commands.execute` does. */
  execute(fields: Fields): Promise<Outcome> {
    return this.#commands.execute(this, fields);
  }

  [Symbol.dispose](): void {
    // They did not say that they leave.
    this.#reservation.cut();
    this.#reservation[Symbol.dispose]();
  }
}
