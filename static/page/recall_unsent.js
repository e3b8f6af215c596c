// @ts-check
/** @import { Unsent } from "./room.js" */
/** @import { PendingChange } from "./shelf.js" */

/**
 * What the browser has kept of what was not acknowledged.
 *
 * @module
 */

import { more } from "../strings/more.js";
import { keyOf, keysOf, recall } from "./shelf.js";

/** How long the server remembers an id for certain. What is older might be stored twice. */
const SAFE_MS = 24 * 60 * 60 * 1000;

/**
 * What somebody has said in a room that may not be stored yet, oldest first. What is too old to be
 * said again without asking is refused.
 *
 * @param {string} room
 * @param {string} you
 * @param {number} now
 * @returns {Unsent[]}
 */
export function recallUnsent(room, you, now) {
  return keysOf(keyOf({ from: you, id: "" }))
    .map((key) => readUnsent(recall(key)))
    .filter((message) => message !== undefined)
    .filter((message) => message.room === room && message.from === you)
    .map(({ room: _, ...message }) =>
      message.refused === undefined && now - message.at > SAFE_MS
        ? { ...message, refused: more.tooOld }
        : message
    )
    .sort((one, other) => one.at - other.at);
}

/**
 * @param {unknown} kept
 * @returns {Unsent & { room: string } | undefined}
 */
function readUnsent(kept) {
  const { room, id, from, at, text, reply, refused, change, isCommand } =
    /** @type {Record<string, unknown>} */ (kept ?? {});
  if (typeof room !== "string" || typeof id !== "string" || typeof from !== "string") return;
  if (typeof at !== "number" || typeof text !== "string") return;
  const pending = change === undefined ? undefined : readChange(change);
  // Else it would be said.
  if (change !== undefined && pending === undefined) return;
  return {
    ...{ room, id, from, at, text },
    ...(typeof reply === "number" && { reply }),
    ...(pending && { change: pending }),
    ...(isCommand === true && { isCommand }),
    ...(typeof refused === "string" && { refused }),
  };
}

/**
 * @param {unknown} kept
 * @returns {PendingChange | undefined}
 */
function readChange(kept) {
  const { type, of, emoji, on } = /** @type {Record<string, unknown>} */ (kept ?? {});
  if (typeof of !== "number") return undefined;
  if (type === "edit") return { type, of };
  if (type === "delete") return { type, of };
  const isReaction = type === "react" && typeof emoji === "string" && typeof on === "boolean";
  return isReaction ? { type, of, emoji, on } : undefined;
}

/** The id of what a tab has just stopped to keep, if it is somebody's. @param {StorageEvent} event @param {string} you */
export function droppedUnsent({ key, newValue }, you) {
  const start = keyOf({ from: you, id: "" });
  return newValue === null && key?.startsWith(start) ? key.slice(start.length) : undefined;
}
