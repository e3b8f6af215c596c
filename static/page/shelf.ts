/**
 * What the browser keeps for us from one visit to the next: who you are and where, each tab for itself
 * and a new tab as the last one did, and what was said and not acknowledged, under a key for each message,
 * so that tabs do not overwrite each other and a page that is reloaded says it again under the same ids.
 *
 * Someone may have forbidden it, or it is full: then nothing is kept, and they can talk all the same. All
 * pages of a host share it, so a server that is not at its root has keys of its own.
 *
 * @module
 */

import type { Unsent } from "./room.ts";

/** @returns `undefined` when there is nothing */
export function recall(key: string, where: "browser" | "tab" = "browser"): unknown {
  try {
    const text = storageOf(where).getItem(fullKey(key));
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param value `undefined` to keep it no longer */
export function keep(key: string, value: unknown, where: "browser" | "tab" = "browser"): void {
  try {
    if (value === undefined) storageOf(where).removeItem(fullKey(key));
    else storageOf(where).setItem(fullKey(key), JSON.stringify(value));
  } catch {
    // It is forbidden, or full.
  }
}

/** The keys that begin so, of what the browser keeps. */
export function keysOf(start: string): string[] {
  try {
    const before = fullKey("").length;
    return Object.keys(localStorage).filter((key) => key.startsWith(fullKey(start)))
      .map((key) => key.slice(before));
  } catch {
    return [];
  }
}

function fullKey(key: string) {
  const { pathname } = new URL(".", document.baseURI);
  return pathname === "/" ? key : `${pathname} ${key}`;
}

function storageOf(where: "browser" | "tab") {
  return where === "tab" ? sessionStorage : localStorage;
}

const kept = recall("tab", "tab");

export const tabId = typeof kept === "string" ? kept : Math.random().toString(36).slice(2);

keep("tab", tabId, "tab");

export type Visit = { name: string; rooms: string[] };

const VISIT = "visit";
const LAST_NAME = "name";

export function recallVisit(): Visit | undefined {
  const { name, rooms } = (recall(VISIT, "tab") ?? recall(VISIT) ?? {}) as Record<string, unknown>;
  if (typeof name !== "string" || !Array.isArray(rooms)) return undefined;
  return { name, rooms: rooms.filter((room) => typeof room === "string") };
}

export function rememberVisit(visit: Visit): void {
  keep(VISIT, visit, "tab");
  keep(VISIT, visit);
  keep(LAST_NAME, visit.name);
}

export function forgetVisit(): void {
  keep(VISIT, undefined, "tab");
  keep(VISIT, undefined);
}

/** The name that was used in this browser last. */
export function lastName(): string {
  const name = recall(LAST_NAME);
  return typeof name === "string" ? name : "";
}

/** How the keys of all of it begin. */
export const UNSENT = "unsent ";

/** What is to become of a message. */
export type PendingChange = { type: "edit"; of: number } | { type: "delete"; of: number } | {
  type: "react";
  of: number;
  emoji: string;
  on: boolean;
};

export function keepUnsent(room: string, message: Unsent): void {
  keep(keyOf(message), { ...message, room });
}

export function forgetUnsent(message: Pick<Unsent, "from" | "id">): void {
  keep(keyOf(message), undefined);
}

export function keyOf({ from, id }: Pick<Unsent, "from" | "id">): string {
  return `${UNSENT}${from} ${id}`;
}
