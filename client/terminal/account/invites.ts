/**
 * Links into a room that somebody at a terminal makes, lists and revokes.
 *
 * @module
 */

import type { Invites, InviteSummary } from "../../connection/account/invites.ts";
import { plainLine } from "../../plain_text.ts";
import { dayFormat } from "../view/dates.ts";
import { say } from "../../program/languages.ts";

/** What they want. */
export type InviteInput =
  /** A link for so many people and days. */
  | { type: "invite-link"; room: string; uses: number; days: number }
  /** The links into a room; without one, one's own, or an administrator's of all. */
  | { type: "invites"; room?: string }
  /** Revokes one, by its number in the list. */
  | { type: "revoke-invite"; number: number };

/** Of a link, unless they say. */
const USUAL = { uses: 10, days: 7 } as const;
const COMMAND = "/invite-link";
const REVOKE = /^revoke(?:\s+([^]*))?$/;

/**
 * Reads a command about links; `undefined` when it is none, and a text when it can't be read.
 *
 * @param here the room in which one speaks
 */
export function readInviteInput(
  command: string,
  text: string,
  here: string | undefined,
): InviteInput | string | undefined {
  if (command === "/invites") return readList(text, here);
  if (command !== COMMAND) return undefined;
  const revoked = REVOKE.exec(text);
  if (revoked) return readRevoke(revoked[1] ?? "");
  let [room, uses, days]: [string | undefined, number, number] = [here, USUAL.uses, USUAL.days];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const [, amount, isDays] = /^([1-9]\d{0,4})(d?)$/.exec(word) ?? [];
    if (amount === undefined && room !== here) return say`Write ${COMMAND} ROOM 30 14d`;
    if (amount === undefined) room = word.replace(/^#/, "");
    else if (isDays) days = Number(amount);
    else uses = Number(amount);
  }
  if (room === undefined) return say`You are in no room: /join ROOM`;
  return { type: "invite-link", room, uses, days };
}

function readList(text: string, here: string | undefined): InviteInput | string {
  if (/\s/.test(text)) return say`Write /invites, /invites ROOM or /invites all`;
  const room = text.replace(/^#/, "") || here;
  if (text === "all") return { type: "invites" };
  return room === undefined ? say`You are in no room: /invites all` : { type: "invites", room };
}

function readRevoke(word: string): InviteInput | string {
  const number = /^[1-9]\d{0,3}$/.test(word) ? Number(word) : undefined;
  if (number === undefined) return say`Revoke which link? ${COMMAND} revoke 2: /invites lists them`;
  return { type: "revoke-invite", number };
}

/** Makes, lists and revokes links, and remembers which were listed. */
export class InviteCommands {
  #listed: InviteSummary[] = [];

  /** Does what somebody wants, and gives the lines that tell it. */
  async do(input: InviteInput, invites: Invites): Promise<string[]> {
    switch (input.type) {
      case "invite-link":
        return await makeInviteLink(input, invites);
      case "invites":
        return await this.#list(input.room, invites);
      case "revoke-invite":
        return await this.#revoke(input.number, invites);
      default:
        return input satisfies never;
    }
  }

  async #list(room: string | undefined, invites: Invites): Promise<string[]> {
    this.#listed = await invites.list(room);
    if (this.#listed.length === 0) {
      return [
        room === undefined
          ? say`There are no links: ${COMMAND} makes one`
          : say`There are no links into #${room}: ${COMMAND} makes one`,
      ];
    }
    return this.#listed.map((invite, at) => {
      const { left, expires, by } = invite;
      const what = invite.room === undefined
        ? say`for an account`
        : say`into #${plainLine(invite.room)}`;
      const from = by === undefined ? "" : say`, made by ${plainLine(by)}`;
      const until = say`${what}, for ${peopleText(left)}, until ${dayText(expires)}`;
      return `${at + 1}  ${until}${from}`;
    });
  }

  async #revoke(number: number, invites: Invites): Promise<string[]> {
    const invite = this.#listed[number - 1];
    if (invite === undefined) return [say`There is no link ${number}: /invites lists them`];
    await invites.revoke(invite.id);
    return [say`Link ${number} was revoked: it leads nowhere now`];
  }
}

function peopleText(left: number): string {
  return left === 1 ? say`1 person` : say`${left} people`;
}

function dayText(at: number): string {
  return dayFormat().format(at);
}

/** Makes a link, and gives the lines that tell it. */
async function makeInviteLink(
  { room, uses, days }: InviteInput & { type: "invite-link" },
  invites: Invites,
): Promise<string[]> {
  const { url, network, expires, left } = await invites.make({ room, uses, days });
  return [
    say`A link into ${plainLine(room)} for ${peopleText(left)}, until ${
      dayText(expires)
    }, shown this once:`,
    // A name that only this machine has leads nobody here.
    plainLine(network ?? url),
  ];
}
