/**
 * Following a link with an invitation: to make an account, or into a room.
 *
 * @module
 */

import { Account } from "../connection/account.ts";
import { type InvitePreview, Invites } from "../connection/account/invites.ts";
import { Session, SignInError } from "../connection/endpoint.ts";
import { plainLine } from "../plain_text.ts";
import type { AskSecret, Who } from "../sign_in.ts";
import { newPassword } from "./reset_link.ts";
import { say } from "../program/languages.ts";

/** An invitation that somebody follows, and what it is for. */
export class Invitation {
  readonly #url: string;
  readonly #secret: string;
  readonly #preview: InvitePreview;

  private constructor(url: string, secret: string, preview: InvitePreview) {
    this.#url = url;
    this.#secret = secret;
    this.#preview = preview;
  }

  /**
   * Asks what an invitation is for. Nothing is used up.
   *
   * @throws {SignInError} If it is not good any more.
   */
  static async find(url: string, secret: string): Promise<Invitation> {
    return new Invitation(url, secret, await new Invites(new Session(url)).preview(secret));
  }

  /** The room that it leads into; none if it is for making an account. */
  get room(): string | undefined {
    return this.#preview.room;
  }

  /** A line that tells it. */
  get greeting(): string {
    const { by, room } = this.#preview;
    return plainLine(
      room === undefined
        ? say`${by} invites you to make an account`
        : say`${by} invites you to #${room}`,
    );
  }

  /**
   * Makes an account, and gives what to connect with.
   *
   * @throws {SignInError} If that is refused.
   */
  async signUp(
    { name, password, passphrase }: Who,
    askSecret: AskSecret,
  ): Promise<{ token: string }> {
    const wanted = password ?? newPassword(name, askSecret, say`Cannot make an account`);
    const account = new Account(new Session(this.#url));
    let secret = passphrase;
    while (true) {
      try {
        const credentials = { name, password: wanted, passphrase: secret, invite: this.#secret };
        return { token: (await account.claim(credentials)).token };
      } catch (error) {
        const isAsked = error instanceof SignInError && error.reason === "bad-passphrase";
        secret = isAsked ? askSecret(say`Passphrase of this server: `) : undefined;
        if (secret === undefined) throw error;
      }
    }
  }

  /**
   * Is let into the room.
   *
   * @throws {SignInError} If that is refused.
   */
  async use(token: string | undefined): Promise<void> {
    if (token === undefined) {
      throw new SignInError("unreachable", say`The server cannot be reached: open the link again`);
    }
    await new Invites(new Session(this.#url, { token })).use(this.#secret);
  }
}
