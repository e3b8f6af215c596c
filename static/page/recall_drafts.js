// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Task } from "./room.js" */

/**
 * What somebody had written when a tab was closed, or loaded again.
 *
 * @module
 */

import { keep, keysOf, recall } from "./shelf.js";
import { isTabOpen } from "./tab.js";

/** Nobody comes back to what was written so long ago. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** The newest that a tab has left that is gone. @param {string} key */
export function inherit(key) {
  const left = keysOf(`${key} `).filter((other) => !isTabOpen(other.slice(key.length + 1)))
    .map((other) => ({ other, ...readDraft(recall(other)) }))
    .sort((a, b) => b.at - a.at);
  for (const { other, at } of left) if (Date.now() - at > KEPT_MS) keep(other, undefined);
  const [newest] = left;
  if (newest === undefined) return undefined;
  keep(newest.other, undefined);
  return newest.text;
}

/** @param {unknown} kept */
function readDraft(kept) {
  const { text, at } = /** @type {Record<string, unknown>} */ (kept ?? {});
  return { text: typeof text === "string" ? text : "", at: typeof at === "number" ? at : 0 };
}

/**
 * What it is that somebody writes, if it is not a message of its own.
 *
 * @param {unknown} kept
 * @returns {Task | undefined}
 */
export function readTask(kept) {
  const { type, of } = /** @type {Record<string, unknown>} */ (kept ?? {});
  const said = readSaid(of);
  return said && (type === "edit" || type === "reply") ? { type, of: said } : undefined;
}

/**
 * @param {unknown} kept
 * @returns {Said | undefined}
 */
function readSaid(kept) {
  const { room, seq, id, from, at, text } = /** @type {Record<string, unknown>} */ (kept ?? {});
  if (typeof room !== "string" || typeof id !== "string" || typeof from !== "string") return;
  if (typeof seq !== "number" || typeof at !== "number" || typeof text !== "string") return;
  return { type: "said", room, seq, id, from, at, text };
}
