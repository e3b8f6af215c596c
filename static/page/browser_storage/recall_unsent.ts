/**
 * What the browser has kept of what was not acknowledged.
 *
 * @module
 */

import type { PendingChange, Unsent } from "../chat/room.ts";
import { more } from "../../strings/more.ts";
import { keyOf, keysOf, recall } from "../browser_storage.ts";

/** How long the server remembers an id for certain. What is older might be stored twice. */
const SAFE_MS = 24 * 60 * 60 * 1000;

/**
 * What somebody has said in a room that may not be stored yet, oldest first. What is too old to be
 * said again without asking is refused.
 */
export function recallUnsent(room: string, you: string, now: number): Unsent[] {
  return keysOf(keyOf({ from: you, id: "" }))
    .map((key) => readUnsent(recall(key)))
    .filter((message) => message !== undefined)
    .filter((message) => message.room === room && message.from === you)
    .map(({ room: _, ...message }) => judge(message, now))
    .sort((one, other) => one.at - other.at);
}

/** What is too old to be said again without asking is refused. */
export function judge(message: Unsent, now: number): Unsent {
  const isOld = message.refused === undefined && now - message.at > SAFE_MS;
  return isOld ? { ...message, refused: more.tooOld } : message;
}

/** What was kept, in whatever room. */
export function readUnsent(kept: unknown): Unsent & { room: string } | undefined {
  const { room, id, from, at, text, reply, refused, change, isCommand, files } =
    (kept ?? {}) as Record<string, unknown>;
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
    ...(Array.isArray(files) && { files: files.flatMap(readFile) }),
    ...(typeof refused === "string" && { refused }),
  };
}

function readFile(kept: unknown): { key: string; name: string }[] {
  const { key, name } = (kept ?? {}) as Record<string, unknown>;
  return typeof key === "string" && typeof name === "string" ? [{ key, name }] : [];
}

function readChange(kept: unknown): PendingChange | undefined {
  const { type, of, emoji, on } = (kept ?? {}) as Record<string, unknown>;
  if (typeof of !== "number") return undefined;
  if (type === "edit") return { type, of };
  if (type === "delete") return { type, of };
  const isReaction = type === "react" && typeof emoji === "string" && typeof on === "boolean";
  return isReaction ? { type, of, emoji, on } : undefined;
}

/**
 * The id of what a tab has just stopped to keep, if it is somebody's.
 *
 * @param event @param {string} you
 */
export function droppedUnsent({ key, newValue }: StorageEvent, you: string): string | undefined {
  const start = keyOf({ from: you, id: "" });
  return newValue === null && key?.startsWith(start) ? key.slice(start.length) : undefined;
}
