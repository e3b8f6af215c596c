/**
 * Where somebody who joins a room starts in its log.
 *
 * @module
 */
import type { Command } from "../protocol.ts";

/** Entries that come with a join that does not say where to start. */
const RECENT = 50;

/** Which log there is, and from where to where. */
interface Extent {
  readonly epoch: string;
  readonly first: number;
  readonly head: number;
}

/** The position that somebody starts from, and whether what they have of the room is of no use. */
export interface Start {
  readonly after: number;
  readonly reset: boolean;
}

/** Where a join starts: of a log that is new to the client, at the beginning. */
export function startOf(
  { after, epoch }: Pick<Extract<Command, { type: "join" }>, "after" | "epoch">,
  log: Extent,
): Start {
  const { first, head } = log;
  if (after === undefined) return { after: Math.max(first - 1, head - RECENT), reset: false };
  const isAnother = epoch !== undefined && epoch !== log.epoch;
  const reset = isAnother || after + 1 < first || after > head;
  return { after: reset ? first - 1 : after, reset };
}
