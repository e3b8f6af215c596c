/**
 * Reports: somebody shows a message to those who moderate its room.
 *
 * @module
 */
import type { Answer } from "../protocol.ts";
import type { Person } from "./people/member.ts";
import { openPolicy } from "./permissions/policy.ts";
import type { Policies } from "./permissions/policies.ts";
import { cannot } from "./refused_command.ts";
import type { CommandRequest, RoomCommand } from "./request.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";

/** A report, as it is made. */
export interface NewReport {
  readonly room: Pick<Room, "key" | "name">;
  /** The number of the message. */
  readonly of: number;
  readonly by: Person;
  readonly reason: string;
  readonly at: number;
}

/** Keeps reports, each with a copy of its message. */
export interface Reports {
  /**
   * Keeps a report; `false` if this person has reported the message before.
   *
   * @throws {ProtocolError} If there is no such message, or there are too many reports.
   */
  add(report: NewReport): Promise<boolean>;
}

export interface ReportingOptions {
  readonly reports: Reports | undefined;
  readonly policies: Policies;
  readonly rooms: Rooms;
}

export class Reporting {
  readonly #options: ReportingOptions;

  constructor(options: ReportingOptions) {
    this.#options = options;
  }

  /**
   * Reports a message. Those who moderate its room are told, on whatever server; of one in a direct
   * room, administrators alone can read.
   *
   * @throws {ProtocolError} If that is not possible.
   */
  async report(
    room: Room,
    { member, command, at }: CommandRequest<Extract<RoomCommand, { type: "report" }>>,
  ): Promise<Answer> {
    const { reports, policies, rooms } = this.#options;
    const { ref, of, reason } = command;
    if (!reports) throw cannot("report", "unavailable", "this server takes no reports");
    const isNew = await reports.add({ room, of, by: member.person, reason, at });
    if (isNew && room.people.length === 0) {
      const policy = await policies.change(
        room.key,
        (known = openPolicy()) => ({ ...known, reported: at }),
      );
      rooms.govern(room.key, policy);
    }
    return { type: "done", ref, room: room.name };
  }
}
