/**
 * What somebody had written when a tab was closed, or loaded again.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import type { Task } from "../chat/room.ts";
import {
  draftKey,
  keep,
  keepDraft,
  keysOf,
  recall,
  recallDraft,
  recallTask,
} from "../browser_storage.ts";
import { isTabOpen } from "../call/tab.ts";

/** Nobody comes back to what was written so long ago. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** What a tab has left that is gone, and what this one was about before it was loaded again. */
export function recallMore(
  you: string,
  place: string,
): { text: string | undefined; task: Task | undefined } {
  const isAnew = recallDraft(you, place) === undefined;
  const left = isAnew ? inherit(draftKey(you, place)) : undefined;
  if (left !== undefined) keepDraft(you, place, left);
  return { text: left, task: readTask(recallTask(you, place)) };
}

/** The newest that a tab has left that is gone. */
function inherit(key: string): string | undefined {
  const left = keysOf(`${key} `).filter((other) => !isTabOpen(other.slice(key.length + 1)))
    .map((other) => ({ other, ...readDraft(recall(other)) }))
    .sort((a, b) => b.at - a.at);
  for (const { other, at } of left) if (Date.now() - at > KEPT_MS) keep(other, undefined);
  const [newest] = left;
  if (newest === undefined) return undefined;
  keep(newest.other, undefined);
  return newest.text;
}

function readDraft(kept: unknown) {
  const { text, at } = (kept ?? {}) as Record<string, unknown>;
  return { text: typeof text === "string" ? text : "", at: typeof at === "number" ? at : 0 };
}

/** What it is that somebody writes, if it is not a message of its own. */
function readTask(kept: unknown): Task | undefined {
  const { type, of } = (kept ?? {}) as Record<string, unknown>;
  const said = readSaid(of);
  return said && (type === "edit" || type === "reply") ? { type, of: said } : undefined;
}

function readSaid(kept: unknown): Said | undefined {
  const { room, seq, id, from, at, text } = (kept ?? {}) as Record<string, unknown>;
  if (typeof room !== "string" || typeof id !== "string" || typeof from !== "string") return;
  if (typeof seq !== "number" || typeof at !== "number" || typeof text !== "string") return;
  return { type: "said", room, seq, id, from, at, text };
}
