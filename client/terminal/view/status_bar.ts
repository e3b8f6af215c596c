/**
 * What stands right above what is being typed: messages on their way, and how things are.
 *
 * @module
 */

import type { StatusEvent } from "../../connection.ts";
import { isDirect, isolated } from "../../../protocol/name.ts";
import { plainLine } from "../../plain_text.ts";
import type { Here } from "../here.ts";
import { typistsInWords } from "./typists.ts";

/** How many of our messages that are on their way are shown. */
const PENDING_SHOWN_MAX = 3;

/** How things are. */
export interface Situation {
  /** The texts that are on their way, the oldest first. */
  pending: readonly string[];
  /** The room that one looks at, and how it is called. */
  room: string | undefined;
  label: string;
  /** Whether we were here before. */
  isReturn: boolean;
  status: StatusEvent;
  here: Here;
  now: number;
  /** What is new in other rooms. */
  others: readonly string[];
  columns: number;
}

/** The lines, each of which fits into a row. */
export function statusLines(situation: Situation): string[] {
  const { room, label, here, now, columns } = situation;
  const pending = situation.pending.map((text) => `… ${isolated(plainLine(text))}`);
  const hidden = pending.length - PENDING_SHOWN_MAX;
  if (hidden > 0) pending.splice(PENDING_SHOWN_MAX, hidden, `… and ${hidden} more`);
  const where = room === undefined ? "in no room" : isolated(plainLine(label.replace(/^#/, "")));
  const typists = typistsInWords(here.typing(room, now));
  const others = situation.others.map((words) => isolated(plainLine(words)));
  const status = `── ${
    [where, howItIs(situation), typists, ...others].filter(Boolean).join(" · ")
  }`;
  return [...pending, status].map((line) => fit(line, columns));
}

/** How the connection is, or, when it is well, how many people are here. */
export function howItIs({ room, isReturn, status, here }: Situation): string {
  const again = isReturn ? "Coming back" : "Trying again";
  switch (status.state) {
    case "open":
      return room === undefined || isDirect(room) ? "" : `${here.count(room)} here`;
    case "waiting":
      return `${again} in ${Math.ceil(status.retryMs / 1000)} s`;
    case "paused":
      return "Paused";
    case "connecting":
      return isReturn ? again : "Connecting";
    case "closed":
      return "Over";
    default:
      return status satisfies never;
  }
}

/** Cuts what would not fit into a row, as far as that is known without knowing how wide letters are. */
function fit(line: string, columns: number): string {
  const letters = [...line];
  const room = Math.max(columns - 1, 1);
  return letters.length <= room ? line : `${letters.slice(0, room - 1).join("")}…`;
}
