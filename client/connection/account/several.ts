/**
 * Several people of a room at once, as its moderators see them and end a raid of theirs. All of it rejects
 * with a SignInError when it was not done.
 *
 * @module
 */

import { type Session, SignInError } from "../endpoint.ts";
import { whenRemoved } from "./said_removal.ts";

/** People whom the server takes at once. */
const NAMES_MAX = 100;
/** How often, and how far apart in milliseconds, it is tried to begin what waits for another deletion. */
const TRIES = { most: 40, ms: 1_500 } as const;

/** Refusals that pass by themselves. */
const PASSING: ReadonlySet<string> = new Set(["too-many", "unavailable"]);

/** Somebody who may be acted on. Times are in milliseconds since 1970. */
export type Candidate = {
  name: string;
  guest: boolean;
  /** When they came to the server first; absent while that is not stored yet. */
  came?: number;
  here: boolean;
  /** How many messages of theirs there are in the time that was asked for. */
  said: number;
};

/** The newcomers first; `more` where not all was looked at, so that there may be more of everything. */
export type Candidates = { people: Candidate[]; more: boolean };

/** What is done about them, and how far back what they said is deleted: in hours, or all of it. */
export type SeveralAction = {
  action: "ban" | "unban" | "kick" | "delete";
  names: readonly string[];
  ms?: number;
  address?: boolean;
  reason?: string;
  delete?: number | "all";
};

/** To whom it was done, and to whom not. */
export type SeveralOutcome = { done: string[]; refused: { name: string; message: string }[] };

type Answered = SeveralOutcome & { removal?: string; notDeleted?: string };

export class Several {
  readonly #session: Session;
  readonly #room: string;

  /** @param session of whoever moderates the room */
  constructor(session: Session, room: string) {
    this.#session = session;
    this.#room = room;
  }

  /** Who is there, or said something in the last hours; without a number, ever. */
  list(hours?: number): Promise<Candidates> {
    return this.#session.ask(
      "GET",
      hours === undefined ? this.#path : `${this.#path}?hours=${hours}`,
    );
  }

  /**
   * Does it, to as many as there are. `deleted` resolves with how many messages were deleted; to
   * `undefined`, if nothing was to be.
   *
   * @param onProgress called with how many were deleted so far
   */
  async act(
    action: SeveralAction,
    onProgress: (deleted: number) => void = () => {},
  ): Promise<SeveralOutcome & { deleted: Promise<number | undefined> }> {
    const { names } = action;
    const [done, refused]: [string[], SeveralOutcome["refused"]] = [[], []];
    let deleted = Promise.resolve<number | undefined>(undefined);
    for (let i = 0; i === 0 || i < names.length; i += NAMES_MAX) {
      const some = { ...action, names: names.slice(i, i + NAMES_MAX) };
      // Of the deletions of one moderator one goes on at a time. Whether it failed is told at the end.
      if (action.action === "delete") await deleted.catch(() => {});
      try {
        const answered = i === 0 ? await this.#ask(some) : await this.#insist(some);
        done.push(...answered.done);
        refused.push(...answered.refused);
        deleted = this.#deletedAfter(deleted, some, answered, onProgress);
        // It is awaited when all is asked for.
        deleted.catch(() => {});
      } catch (error) {
        if (i === 0 || !(error instanceof SignInError)) throw error;
        // What was done is told, and can be undone.
        const { message } = error;
        refused.push(...names.slice(i).map((name) => ({ name, message })));
        break;
      }
    }
    return { done, refused, deleted };
  }

  /** How many messages are deleted with those of before. */
  async #deletedAfter(
    before: Promise<number | undefined>,
    action: SeveralAction,
    { done, ...rest }: Answered,
    onProgress: (deleted: number) => void,
  ): Promise<number | undefined> {
    const count = await before;
    const onMore = (more: number) => onProgress((count ?? 0) + more);
    const more = await this.#deleted(action, done, rest, onMore);
    return count === undefined ? more : count + (more ?? 0);
  }

  async #deleted(
    action: SeveralAction,
    names: readonly string[],
    { removal, notDeleted }: Pick<Answered, "removal" | "notDeleted">,
    onProgress?: (deleted: number) => void,
  ): Promise<number | undefined> {
    const back = action.delete;
    if (back === undefined || names.length === 0) return undefined;
    const isLate = removal === undefined && notDeleted !== undefined;
    const id = isLate ? await this.#begin({ action: "delete", names, delete: back }) : removal;
    return id === undefined ? 0 : await whenRemoved(this.#session, this.#room, id, onProgress);
  }

  /** Deletes as soon as what was to be deleted before is gone. */
  async #begin(action: SeveralAction): Promise<string | undefined> {
    await new Promise((resolve) => setTimeout(resolve, TRIES.ms));
    return (await this.#insist(action)).removal;
  }

  /** Asks again where that was too much at once. */
  async #insist(action: SeveralAction): Promise<Answered> {
    for (let tries = 1;; tries++) {
      try {
        return await this.#ask(action);
      } catch (error) {
        const passes = error instanceof SignInError && PASSING.has(error.reason);
        if (!passes || tries === TRIES.most) throw error;
        await new Promise((resolve) => setTimeout(resolve, TRIES.ms));
      }
    }
  }

  #ask(action: SeveralAction): Promise<Answered> {
    return this.#session.ask("POST", this.#path, action);
  }

  get #path(): string {
    return `rooms/${encodeURIComponent(this.#room)}/people`;
  }
}
