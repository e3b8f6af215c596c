/**
 * Links into a room that somebody at a terminal makes.
 *
 * @module
 */

import type { Invites } from "../../connection/account/invites.ts";
import { plainLine } from "../../plain_text.ts";

/** What they want: a link for so many people and days. */
export type InviteInput = { type: "invite-link"; room: string; uses: number; days: number };

/** Of a link, unless they say. */
const USUAL = { uses: 10, days: 7 } as const;
const COMMAND = "/invite-link";

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
  if (command !== COMMAND) return undefined;
  let [room, uses, days]: [string | undefined, number, number] = [here, USUAL.uses, USUAL.days];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const [, amount, isDays] = /^([1-9]\d{0,4})(d?)$/.exec(word) ?? [];
    if (amount === undefined && room !== here) return `Write ${COMMAND} ROOM 30 14d`;
    if (amount === undefined) room = word.replace(/^#/, "");
    else if (isDays) days = Number(amount);
    else uses = Number(amount);
  }
  if (room === undefined) return "You are in no room: /join ROOM";
  return { type: "invite-link", room, uses, days };
}

/** Makes a link, and gives the lines that tell it. */
export async function makeInviteLink(
  { room, uses, days }: InviteInput,
  invites: Invites,
): Promise<string[]> {
  const { url, network, expires, left } = await invites.make({ room, uses, days });
  const people = left === 1 ? "1 person" : `${left} people`;
  const day = new Date(expires).toLocaleDateString();
  return [
    `A link into ${plainLine(room)} for ${people}, until ${day}, shown this once:`,
    // A name that only this machine has leads nobody here.
    plainLine(network ?? url),
  ];
}
