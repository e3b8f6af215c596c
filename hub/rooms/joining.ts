/**
 * The answer to a join: where it starts in the room's log, and the room's state.
 *
 * @module
 */
import type { Answer, Command } from "../../protocol.ts";
import type { Topic } from "../log/journal.ts";
import type { ToldSettings } from "../permissions/policy/settings.ts";

export type { ToldSettings };

/** Entries that come with a join that does not say where to start. */
const RECENT = 50;

/** What the answer to a join tells of a room. */
export interface JoinedRoom {
  readonly name: string;
  readonly epoch: string;
  /** The number of the newest entry, and of the oldest one that the log still has. */
  readonly head: number;
  readonly first: number;
  readonly topic: string;
  readonly sealedTopic: Topic["sealedTopic"];
  readonly presence: { readonly count: number; readonly names: string[] };
}

/** The position that somebody starts from, and whether what they have of the room is of no use. */
export interface Start {
  readonly after: number;
  readonly reset: boolean;
}

/** Where a join starts: of a log that is new to the client, at the beginning; after `Infinity`, now. */
export function startOf(
  { after, epoch }: Pick<Extract<Command, { type: "join" }>, "after" | "epoch">,
  log: Pick<JoinedRoom, "epoch" | "first" | "head">,
): Start {
  const { first, head } = log;
  if (after === Infinity) return { after: head, reset: false };
  if (after === undefined) return { after: Math.max(first - 1, head - RECENT), reset: false };
  const isAnother = epoch !== undefined && epoch !== log.epoch;
  const reset = isAnother || after + 1 < first || after > head;
  return { after: reset ? first - 1 : after, reset };
}

/** The `joined` answer, also for a member whose room has another log now. */
export function joinedAnswer(
  room: JoinedRoom,
  { ref, reset, settings = {} }: {
    ref?: number | undefined;
    reset: boolean;
    settings?: ToldSettings;
  },
): Answer {
  const { name, epoch, head, first, topic, presence: { count, names: members } } = room;
  const { from = "", sealed } = room.sealedTopic ?? {};
  const sealedTopic = sealed === undefined ? {} : { sealedTopic: { from, sealed } };
  const rest = { ...sealedTopic, ...settings, ...(reset && { reset } as const) };
  return { type: "joined", ref, room: name, epoch, head, first, count, members, topic, ...rest };
}
