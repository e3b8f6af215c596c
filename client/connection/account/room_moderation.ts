/**
 * What moderators are told of the people, bans and reports of a room. All of it rejects with a
 * SignInError when it was not done.
 *
 * @module
 */

import type { RoomRole } from "../../../protocol.ts";
import type { Session } from "../endpoint.ts";

/** A mute or a ban. Times are in milliseconds since 1970. */
export type Sanction = {
  name: string;
  until?: number;
  address?: boolean;
  by?: string;
  reason?: string;
};

/** Somebody in a room, and what may be done about them. */
export type Person = {
  name: string;
  role?: RoomRole;
  muted?: Sanction;
  banned?: Sanction;
  invited?: boolean;
  may: ("mute" | "kick" | "ban" | "moderator")[];
};

export type Moderation = {
  owner?: string;
  moderators: string[];
  invited: string[];
  /** How many of those have no name that is known. */
  unnamed: number;
  mutes: Sanction[];
  bans: Sanction[];
  /** Who of all these has no account, by their names or, muted and banned, as these are told. */
  guests: string[];
  /** How many reports wait. */
  reports: number;
};

export type Report = {
  id: string;
  at: number;
  by: string;
  room: string;
  reason: string;
  message: { seq: number; at: number; from: string; text: string; files: string[] };
};

/** How a room is set; what is absent stays as it is. */
export type RoomChange = {
  name?: string;
  access?: string;
  slow?: number;
  announce?: boolean;
  archived?: boolean;
};

export class RoomModeration {
  #session;

  /** @param session of whoever asks */
  constructor(session: Session) {
    this.#session = session;
  }

  overview(room: string): Promise<Moderation> {
    return this.#session.ask("GET", `${pathOf(room)}/moderation`);
  }

  person(room: string, name: string): Promise<Person> {
    return this.#session.ask("GET", `${pathOf(room)}/people/${encodeURIComponent(name)}`);
  }

  async reports(room: string): Promise<Report[]> {
    return (await this.#session.ask<{ reports: Report[] }>("GET", `${pathOf(room)}/reports`))
      .reports;
  }

  async decide(room: string, id: string, outcome: "resolved" | "dismissed"): Promise<void> {
    await this.#session.ask("POST", `${pathOf(room)}/reports/${encodeURIComponent(id)}`, {
      outcome,
    });
  }

  async change(room: string, change: RoomChange): Promise<void> {
    await this.#session.ask("PATCH", pathOf(room), change);
  }
}

function pathOf(room: string): string {
  return `rooms/${encodeURIComponent(room)}`;
}
