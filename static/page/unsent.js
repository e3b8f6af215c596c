// @ts-check
/** @import { Unsent } from "./room.js" */

/**
 * What was said and not acknowledged, kept by the browser: a page that is reloaded says it again,
 * under the same ids. Each message has a key of its own, so that tabs do not overwrite each other.
 *
 * @module
 */

import { strings } from "../strings.js";
import { keep, keysOf, recall } from "./shelf.js";

/** How long the server remembers an id for certain. What is older might be stored twice. */
const SAFE_MS = 24 * 60 * 60 * 1000;

/**
 * @param {string} room
 * @param {Unsent} message
 */
export function keepUnsent(room, message) {
  keep(keyOf(message), { ...message, room });
}

/** @param {Pick<Unsent, "from" | "id">} message */
export function forgetUnsent(message) {
  keep(keyOf(message), undefined);
}

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
        ? { ...message, refused: strings.tooOld }
        : message
    )
    .sort((one, other) => one.at - other.at);
}

/**
 * @param {unknown} kept
 * @returns {Unsent & { room: string } | undefined}
 */
function readUnsent(kept) {
  const { room, id, from, at, text, reply, refused } = /** @type {Record<string, unknown>} */ (
    kept ?? {}
  );
  if (typeof room !== "string" || typeof id !== "string" || typeof from !== "string") return;
  if (typeof at !== "number" || typeof text !== "string") return;
  return {
    ...{ room, id, from, at, text },
    ...(typeof reply === "number" && { reply }),
    ...(typeof refused === "string" && { refused }),
  };
}

/** @param {Pick<Unsent, "from" | "id">} message */
function keyOf({ from, id }) {
  return `unsent ${from} ${id}`;
}
