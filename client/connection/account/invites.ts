/**
 * Invitations by a link: to make an account, or into a room. All of it rejects with a SignInError when
 * it was not done.
 *
 * @module
 */

import type { Session } from "../endpoint.ts";

/** An invitation, as those who may revoke it are shown it. Times are in milliseconds since the epoch. */
export type InviteSummary = {
  id: string;
  expires: number;
  /** How many may still use it. */
  left: number;
  /** Who made it. */
  by?: string;
  /** The room that it leads into; none if it is for making an account. */
  room?: string;
};

/** An invitation that was made, and its link, which is told this once. */
export type MadeInvite = InviteSummary & {
  /** The secret alone. */
  invite: string;
  url: string;
  /** The link as others in the network find it, where the other is good on this machine alone. */
  network?: string;
};

/** What an invitation is for, as who has its secret is told. */
export type InvitePreview = { by: string; expires: number; room?: string };

/** Makes, lists, revokes and uses invitations. */
export class Invites {
  #session;

  /** @param session of whoever asks */
  constructor(session: Session) {
    this.#session = session;
  }

  /** Makes a link into a room, for its moderators; or one to make an account, for administrators. */
  make(wanted: { uses?: number; days?: number; room?: string } = {}): Promise<MadeInvite> {
    return this.#session.ask("POST", "invites", wanted);
  }

  /** Those into a room, for its moderators; without one, one's own, or an administrator's of all. */
  async list(room?: string): Promise<InviteSummary[]> {
    const query = room === undefined ? "" : `?room=${encodeURIComponent(room)}`;
    const { invites } = await this.#session.ask<{ invites: InviteSummary[] }>(
      "GET",
      `invites${query}`,
    );
    return invites;
  }

  /** Revokes an invitation: its link leads nowhere then. */
  async revoke(id: string): Promise<void> {
    await this.#session.ask("DELETE", `invites/${encodeURIComponent(id)}`);
  }

  /** What an invitation is for. Nothing is used up. */
  preview(secret: string): Promise<InvitePreview> {
    return this.#session.ask("POST", "invites/preview", { invite: secret });
  }

  /** Is let into the room of an invitation. */
  async use(secret: string): Promise<void> {
    await this.#session.ask("POST", "invites/use", { invite: secret });
  }
}
