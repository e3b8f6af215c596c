/**
 * Invitations that are not answered yet, as the browser keeps them.
 *
 * @module
 */

import { nameKey, roomKey } from "../../../../protocol/name.ts";
import { INVITATIONS, keep, recall } from "../../browser_storage.ts";

/** An invitation into a room. */
export interface Invitation {
  readonly room: string;
  /** Who invites. */
  readonly from: string;
  /** The secret of a link; none where the room is theirs to join already. */
  readonly invite?: string;
  /** Who is invited: whoever signs in next, where that is not known. */
  readonly you?: string;
}

/** As many as are shown at once: of more, the oldest are dropped. */
const INVITATIONS_MAX = 10;

/** Those for somebody, the newest last. */
export function invitationsFor(you: string): Invitation[] {
  return all().filter((one) => one.you === undefined || nameKey(one.you) === nameKey(you));
}

/** Keeps one more; one into the same room takes its place. */
export function keepInvitation(invitation: Invitation): void {
  const others = all().filter((one) => !isSame(one, invitation));
  store([...others, invitation].slice(-INVITATIONS_MAX));
}

/** It was answered. */
export function forgetInvitation(invitation: Invitation): void {
  store(all().filter((one) => !isSame(one, invitation)));
}

/** From now on those are this person's of which nobody knew whose they are. */
export function adoptInvitations(you: string): void {
  store(all().map((one) => ({ ...one, you: one.you ?? you })));
}

/** From now on those of somebody are somebody's of another name. */
export function moveInvitations(from: string, to: string): void {
  store(all().map((one) => ({ ...one, ...(one.you === from && { you: to }) })));
}

function all(): Invitation[] {
  const kept = recall(INVITATIONS);
  return Array.isArray(kept) ? kept.flatMap((one) => read(one) ?? []) : [];
}

function store(invitations: Invitation[]) {
  keep(INVITATIONS, invitations.length > 0 ? invitations : undefined);
}

function read(kept: unknown): Invitation | undefined {
  if (typeof kept !== "object" || kept === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(kept));
  const text = (name: string) => {
    const value = fields.get(name);
    return typeof value === "string" ? value : undefined;
  };
  const [room, from, invite, you] = [text("room"), text("from"), text("invite"), text("you")];
  if (room === undefined || from === undefined) return undefined;
  return { room, from, ...(invite !== undefined && { invite }), ...(you !== undefined && { you }) };
}

function isSame(one: Invitation, other: Invitation) {
  const isTheirs = one.you === undefined || other.you === undefined ||
    nameKey(one.you) === nameKey(other.you);
  return isTheirs && roomKey(one.room) === roomKey(other.room);
}
