/**
 * One moderation action about several people: decided and stored at once, so that a raid is ended by one
 * commit and one notice.
 *
 * @module
 */
import { ProtocolError } from "../../../protocol.ts";
import { noticePost } from "../../log/posts.ts";
import type { Member } from "../../people/member.ts";
import type { RoomAction } from "../../request.ts";
import type { Room } from "../../room.ts";
import type { Rooms } from "../../rooms.ts";
import { applied, type Subject } from "../actions.ts";
import type { Moderated } from "./moderated.ts";
import { bulkNotice, noticeOf } from "../notices.ts";
import { authorizeBy } from "../permissions.ts";
import type { Policies } from "../policies.ts";
import { openPolicy } from "../policy.ts";

/** People of one request: a raid comes with some tens. */
export const BULK_MAX = 100;

/** An action that is done to several people at once. */
export type BulkAction = RoomAction & { type: "ban" | "kick"; name: string };

export interface BulkRequest {
  readonly member: Member;
  /** The same for each, but for the name. At least one, and `BULK_MAX` at most. */
  readonly actions: readonly [BulkAction, ...BulkAction[]];
  readonly at: number;
}

/** What became of it for each. */
export interface BulkOutcome {
  readonly done: readonly string[];
  readonly refused: readonly { readonly name: string; readonly error: ProtocolError }[];
}

export interface BulkOptions {
  readonly policies: Policies;
  readonly rooms: Rooms;
  readonly onModerated: ((applied: Moderated) => void) | undefined;
  readonly subjectOf: (name: string) => Promise<Subject>;
}

/**
 * Executes an action about several people. Who may not be acted on is left out, and told of.
 *
 * @throws {ProtocolError} If whoever asks may do it to nobody.
 */
export async function ruleBulk(
  room: Room,
  { member, actions, at }: BulkRequest,
  { policies, rooms, onModerated, subjectOf }: BulkOptions,
): Promise<BulkOutcome> {
  const [first] = actions;
  const subjects = await Promise.all(actions.map(({ name }) => subjectOf(name)));
  const { name: by } = member.person;
  let done: { action: BulkAction; subject: Subject }[] = [];
  let refused: BulkOutcome["refused"] = [];
  const policy = await policies.change(room.key, (known = openPolicy()) => {
    [done, refused] = [[], []];
    const role = authorizeBy(known, first, member, at);
    let next = known;
    const seen = new Set<string>();
    for (const [i, action] of actions.entries()) {
      const subject = subjects[i]!;
      // Whoever was renamed may be asked for by several of their names.
      if (seen.has(subject.key)) continue;
      seen.add(subject.key);
      try {
        const decision = { action: possible(action, subject), role, subject, present: [], at, by };
        next = applied(next, decision);
        done.push({ action: { ...action, name: subject.name }, subject });
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        refused = [...refused, { name: action.name, error }];
      }
    }
    return next;
  });
  rooms.govern(room.key, policy);
  const names = done.map(({ subject }) => subject.name);
  if (names.length > 0) {
    const notice = names.length === 1
      ? noticeOf(first, names[0]!, by)
      : bulkNotice(first, names, by);
    rooms.get(room.key)?.post(noticePost(member, first, notice, room.name, at));
  }
  for (const { action, subject } of done) {
    onModerated?.({ at, by: member.person, action, about: subject.id });
  }
  return { done: names, refused };
}

/** Of who is not there no address is known: they are banned by their name alone. */
function possible(action: BulkAction, { addresses }: Subject): BulkAction {
  if (action.type !== "ban" || !action.address || addresses.length > 0) return action;
  const { address: _, ...rest } = action;
  return rest;
}
