/**
 * What somebody at a terminal looks up of a room: who was muted and banned, what was reported, and
 * which files were shared there.
 *
 * @module
 */

import type { FileInfo } from "../../../protocol.ts";
import {
  type Report,
  RoomModeration,
  type Sanction,
} from "../../connection/account/room_moderation.ts";
import type { Session } from "../../connection/endpoint.ts";
import { plainLine } from "../../plain_text.ts";
import { dayFormat, timeFormat } from "../view/dates.ts";
import { quoted } from "../view/quoted.ts";
import { say } from "../../program/languages.ts";

/** What they want. */
export type ModerationInput =
  | { type: "moderation" | "reports"; room: string }
  /** Settles a report, by its number in the list. */
  | { type: "resolve"; room: string; number: number; outcome: "resolved" | "dismissed" }
  /** The newest files; with words, those that have them in their names. */
  | { type: "files"; room: string; q: string };

/** Files that are listed. */
const FILES_SHOWN = 20;

const NUMBERED = /^[1-9]\d{0,3}$/;

/** Reads a command about a room; `undefined` when it is none, and a text when something is missing. */
export function readModerationInput(
  command: string,
  text: string,
  here: string | undefined,
): ModerationInput | string | undefined {
  const isOurs = ["/moderation", "/reports", "/resolve", "/dismiss", "/files"].includes(command);
  if (!isOurs) return undefined;
  if (here === undefined) return say`You are in no room: /join ROOM`;
  switch (command) {
    case "/files":
      return { type: "files", room: here, q: text.trim() };
    case "/moderation":
    case "/reports":
      if (text !== "") return say`Write ${command} alone: it is about this room`;
      return { type: command === "/reports" ? "reports" : "moderation", room: here };
    default: {
      if (!NUMBERED.test(text)) return say`Which report? ${command} 2: /reports lists them`;
      const outcome = command === "/resolve" ? "resolved" : "dismissed";
      return { type: "resolve", room: here, number: Number(text), outcome };
    }
  }
}

/** Remembers which reports were listed. */
export class ModerationCommands {
  #listed: readonly Report[] = [];
  readonly #cardOf: (file: FileInfo) => string;

  /** @param cardOf a file as a line, with the number by which it is saved */
  constructor(cardOf: (file: FileInfo) => string) {
    this.#cardOf = cardOf;
  }

  /** Does what somebody wants, and gives the lines that tell it. */
  async do(input: ModerationInput, session: Session): Promise<string[]> {
    const { room } = input;
    switch (input.type) {
      case "moderation":
        return await overview(room, new RoomModeration(session));
      case "reports": {
        this.#listed = await new RoomModeration(session).reports(room);
        if (this.#listed.length === 0) return [say`No reports wait here`];
        return this.#listed.flatMap(reportLines);
      }
      case "resolve": {
        const report = this.#listed[input.number - 1];
        if (report === undefined) {
          return [say`There is no report ${input.number}: /reports lists them`];
        }
        await new RoomModeration(session).decide(report.room, report.id, input.outcome);
        return [
          input.outcome === "resolved"
            ? say`Report ${input.number} is resolved`
            : say`Report ${input.number} is dismissed`,
        ];
      }
      case "files":
        return await this.#files(room, input.q, session);
      default:
        return input satisfies never;
    }
  }

  async #files(room: string, q: string, session: Session): Promise<string[]> {
    const query = new URLSearchParams({ limit: `${FILES_SHOWN}`, ...(q !== "" && { q }) });
    const path = `rooms/${encodeURIComponent(room)}/files?${query}`;
    type Shared = FileInfo & { seq: number; from: string; at: number };
    const { files } = await session.ask<{ files: Shared[] }>("GET", path);
    if (files.length === 0) {
      return [q === "" ? say`No files were shared here` : say`Nothing was found`];
    }
    // The newest stands right above what is typed.
    return files.toReversed().map((file) =>
      `#${file.seq} ${dayFormat().format(file.at)} ${plainLine(file.from)}  ${this.#cardOf(file)}`
    );
  }
}

async function overview(room: string, moderation: RoomModeration): Promise<string[]> {
  const { owner, moderators, invited, unnamed, mutes, bans, reports } = await moderation.overview(
    room,
  );
  const others = unnamed > 0 ? [say`${unnamed} without a name that is known`] : [];
  const lists: [string, string[]][] = [
    [say`Owner`, owner === undefined ? [] : [owner]],
    [say`Moderators`, moderators],
    [say`Invited`, [...invited, ...others]],
    [say`Muted`, mutes.map(sanctionText)],
    [say`Banned`, bans.map(sanctionText)],
  ];
  const lines = lists.filter(([_, names]) => names.length > 0)
    .map(([what, names]) => `${what}: ${names.map(plainLine).join(", ")}`);
  if (reports > 0) lines.push(say`Reports that wait: ${reports}. /reports lists them`);
  return lines.length > 0 ? lines : [say`Nobody moderates here, and nobody is muted or banned`];
}

function sanctionText({ name, until, address, by, reason }: Sanction): string {
  const facts = [
    ...(address ? [say`with the address`] : []),
    ...(until === undefined ? [] : [say`until ${timeText(until)}`]),
    ...(by === undefined ? [] : [say`by ${by}`]),
    ...(reason ? [reason] : []),
  ];
  return facts.length > 0 ? `${name} (${facts.join(", ")})` : name;
}

function reportLines({ at, by, reason, message }: Report, index: number): string[] {
  const { seq, from, text, files } = message;
  const words = quoted(plainLine(text || files.join(", ")));
  const why = reason === "" ? "" : `: ${plainLine(reason)}`;
  return [
    `${index + 1}  #${seq} ${plainLine(from)}: ${words}`,
    `   ${say`reported by ${plainLine(by)}, ${timeText(at)}`}${why}`,
  ];
}

function timeText(at: number): string {
  return `${dayFormat().format(at)} ${timeFormat().format(at)}`;
}
