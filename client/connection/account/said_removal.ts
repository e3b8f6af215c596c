/**
 * Deletes what somebody said in a room, as its moderators may, and waits until that is done.
 *
 * @module
 */

import { type Session, SignInError } from "../endpoint.ts";

/** How long to wait until it is looked how far it is, in milliseconds: at first, and at most. */
const LOOK_MS = { first: 200, most: 3_000 } as const;
/** How often in a row that may fail, as when the connection is cut. */
const FAILURES_MAX = 5;

/** Refusals that pass by themselves: it is looked again. */
const PASSING: ReadonlySet<string> = new Set(["unreachable", "too-many", "unavailable"]);

/** What is to be deleted: of the last hours, or all. */
export interface SaidRemoval {
  readonly room: string;
  readonly name: string;
  readonly hours?: number;
}

/** What the server tells of it. */
interface Progress {
  readonly id: string;
  readonly deleted: number;
  readonly done: boolean;
}

/**
 * Resolves with how many messages were deleted. The server goes on with it though nobody waits.
 *
 * @param onProgress called with how many were deleted so far
 * @throws {SignInError} If it was not begun, or what becomes of it can't be known.
 */
export async function removeSaid(
  session: Session,
  { room, name, hours }: SaidRemoval,
  onProgress: (deleted: number) => void = () => {},
): Promise<number> {
  const [where, whom] = [room, name].map(encodeURIComponent);
  const asked = hours === undefined ? {} : { hours };
  const path = `rooms/${where}/people/${whom}/messages`;
  const { id } = await session.ask<{ id: string }>("DELETE", path, asked);
  return await whenRemoved(session, room, id, onProgress);
}

/** Waits until what was begun in a room is done. Resolves with how many messages were deleted. */
export async function whenRemoved(
  session: Session,
  room: string,
  id: string,
  onProgress: (deleted: number) => void = () => {},
): Promise<number> {
  const where = encodeURIComponent(room);
  let failures = 0;
  let deleted = 0;
  for (let ms: number = LOOK_MS.first;; ms = Math.min(ms * 1.5, LOOK_MS.most)) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    try {
      const all = await session.ask<{ removals: Progress[] }>("GET", `rooms/${where}/removals`);
      failures = 0;
      const ours = all.removals.find((removal) => removal.id === id);
      deleted = ours?.deleted ?? deleted;
      // One that is told of no more was done long ago.
      if (ours?.done ?? true) return deleted;
      onProgress(deleted);
    } catch (error) {
      const passes = error instanceof SignInError && PASSING.has(error.reason);
      if (!passes || ++failures === FAILURES_MAX) throw error;
    }
  }
}
