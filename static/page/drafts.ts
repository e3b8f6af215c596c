/**
 * What somebody has written and not said: for each room, and for each message that they change. Each
 * tab has its own, so that none takes away another's; what a tab left that is gone is the next one's.
 *
 * @module
 */

import type { Said } from "../../protocol.ts";
import type { Task } from "./room.ts";
import { keep, keysOf, recall, tabId } from "./shelf.ts";

/** For a browser that keeps nothing. As many as one writes. */
const written: Map<string, string> = new Map();

/** @param place a room's key, or `placeOf` a message */
export function recallDraft(you: string, place: string): string | undefined {
  const key = keyOf(you, place);
  const own = written.get(key) ?? recall(key, "tab");
  return typeof own === "string" ? own : undefined;
}

/**
 * What a tab has left that is gone, or what this one was about before it was loaded again; if there
 * is anything that may be that.
 */
export async function recallMore(
  you: string,
  place: string,
): Promise<{ text: string | undefined; task: Task | undefined } | undefined> {
  const key = keyOf(you, place);
  if (recall(taskKey(you, place), "tab") === undefined && keysOf(`${key} `).length === 0) return;
  const { inherit, readTask } = await import("./recall_drafts.ts");
  const left = recallDraft(you, place) === undefined ? inherit(key) : undefined;
  if (left !== undefined) keepDraft(you, place, left);
  return { text: left, task: readTask(recall(taskKey(you, place), "tab")) };
}

export function keepDraft(you: string, place: string, text: string): void {
  const key = keyOf(you, place);
  written.set(key, text);
  keep(key, text, "tab");
  keep(`${key} ${tabId}`, text === "" ? undefined : { text, at: Date.now() });
}

/**
 * Where a change of a message is written.
 *
 * @param room its key
 */
export function placeOf(room: string, { seq }: Said): string {
  return `${room}#${seq}`;
}

/** @param room its key */
export function keepTask(you: string, room: string, task: Task | undefined): void {
  keep(taskKey(you, room), task, "tab");
}

function keyOf(you: string, place: string) {
  return `draft ${you} ${place}`;
}

function taskKey(you: string, room: string) {
  return `task ${you} ${room}`;
}
