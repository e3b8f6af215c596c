/**
 * What the browser keeps between visits: who somebody was, what they chose, what they wrote, and what
 * of it was not sent.
 *
 * @module
 */
import type { Task, Unsent } from "./chat/unsent.ts";
import type { Seal } from "./chat/seal.ts";
import type { Face } from "./browser_storage/face.ts";
import type { Said } from "../../protocol.ts";
import { addressOf, isDirect, isName, isSealed, nameKey } from "../../protocol/name.ts";
import { LOBBY, type Spot, spotOf } from "../../protocol/name.ts";

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

export type Visit = { name: string; rooms: string[]; guest?: boolean };

const VISIT = "visit";
const LAST_NAME = "name";
const LAST_ROOM = "last room";

export function recallVisit(): Visit | undefined {
  const known = (recall(VISIT, "tab") ?? recall(VISIT) ?? {}) as Record<string, unknown>;
  const { name, rooms, guest } = known;
  if (typeof name !== "string" || !Array.isArray(rooms)) return undefined;
  return { name, rooms: rooms.filter((room) => typeof room === "string"), guest: guest === true };
}

/**
 * What the address of the page names. Where that is no room, as from a bookmark of the server, it is
 * the one that they looked at last, or the lobby, and the address says so: they may come back to it.
 */
export function spotOfPage(): Spot {
  const last = recall(LAST_ROOM);
  const isTheirs = typeof last === "string" &&
    (isDirect(last) || recallVisit()?.rooms.includes(last));
  if (location.hash === "") history.replaceState(null, "", addressOf(isTheirs ? last : LOBBY));
  const spot = spotOf(location.hash);
  keep(LAST_ROOM, spot.room);
  return spot;
}

export function rememberVisit(visit: Visit): void {
  keep(VISIT, visit, "tab");
  keep(VISIT, visit);
  keep(LAST_NAME, visit.name);
}

export function forgetVisit(): Visit | undefined {
  const visit = recallVisit();
  keep(VISIT, undefined, "tab");
  keep(VISIT, undefined);
  keep(LAST_ROOM, undefined);
  keep(FACES, undefined);
  faces.clear();
  return visit;
}

/** The name that was used in this browser last. */
export function lastName(): string {
  const name = recall(LAST_NAME);
  return typeof name === "string" ? name : "";
}

/** Under which key is how people were shown. */
export const FACES = "faces";
/** By the keys of names, as many as `screen/people.ts` keeps: as it was, until they are asked for. */
export const faces: Map<string, Face> = new Map(recallFaces());
/** Who was shown of whom nothing is known yet: it asks. Those above the limit are asked for when drawn again. */
export const strangers: Set<string> = new Set();
const STRANGERS_MAX = 500;

/** How somebody is shown, as far as it is known. */
export function faceOf(name: string): Face {
  const face = faces.get(nameKey(name));
  if (face === undefined && isName(name) && strangers.size < STRANGERS_MAX) strangers.add(name);
  return face ?? {};
}

function* recallFaces(): Generator<[string, Face]> {
  const kept = recall(FACES);
  for (const [name, face] of Array.isArray(kept) ? kept : []) {
    const { display, picture, status, guest } = Object(face);
    const isFace = [name, display ?? "", picture ?? ""].every((text) => typeof text === "string");
    if (isFace) yield [name, { display, picture, status: Object(status), guest: guest === true }];
  }
}

/** The name that somebody is shown by. */
export function shownName(name: string): string {
  return faceOf(name).display ?? name;
}

/** Whether this browser has keys to rooms that the server cannot read, is under this key. */
export const SEALED = "sealed";

/** By the names of the rooms, once what opens them is loaded: as many as somebody has entered here. */
export const seals: Map<string, Seal> = new Map();

/** How the keys of all of it begin. */
export const UNSENT = "unsent ";

/** The key of what is done of the list for whoever has set up the server. */
export const FIRST_STEPS = "first steps";

/** The key of invitations that are not answered. */
export const INVITATIONS = "invitations";

/** How the key begins that says whose files `sending.ts` keeps. */
export const FILES = "files ";

export function keepUnsent(room: string, message: Unsent): void {
  if (isSealed(room)) return seals.get(room)?.keepUnsent(keyOf(message), message);
  keep(keyOf(message), { ...message, room });
}

export function forgetUnsent(message: Pick<Unsent, "from" | "id">): void {
  keep(keyOf(message), undefined);
}

export function keyOf({ from, id }: Pick<Unsent, "from" | "id">): string {
  return `${UNSENT}${from} ${id}`;
}

const SETTINGS = "settings";

/**
 * What each setting may be; the first is what it is until someone says otherwise. A language may be any
 * that there is.
 */
export const CHOICES = {
  colors: ["system", "light", "dark"],
  language: ["system"],
  enter: ["usual", "send", "line"],
  sound: ["mentions", "off", "all"],
  notices: ["off", "on"],
} as const;

export type Choices =
  & { [Name in Exclude<keyof typeof CHOICES, "language">]: typeof CHOICES[Name][number] }
  & { language: string };

/**
 * Whether Enter makes a line where one writes, instead of sending: as was chosen, in whatever tab; else
 * where one writes with a finger on the screen, as what makes a line elsewhere is hard to find there.
 */
export function enterMakesLine(): boolean {
  const { enter } = Object(recall(SETTINGS));
  if (enter === "send" || enter === "line") return enter === "line";
  return matchMedia("(pointer: coarse)").matches && !matchMedia("(any-pointer: fine)").matches;
}

/** What was chosen, and the rooms that are muted. */
export class Settings {
  #choices: Choices;
  #muted: Set<string>;

  constructor() {
    const kept = (recall(SETTINGS) ?? {}) as Record<string, unknown>;
    this.#choices = {
      colors: oneOf(CHOICES.colors, kept.colors),
      language: typeof kept.language === "string" ? kept.language : CHOICES.language[0],
      enter: oneOf(CHOICES.enter, kept.enter),
      sound: oneOf(CHOICES.sound, kept.sound),
      notices: oneOf(CHOICES.notices, kept.notices),
    };
    const muted = Array.isArray(kept.muted) ? kept.muted : [];
    this.#muted = new Set(muted.filter((room) => typeof room === "string"));
  }

  get choices(): Choices {
    return this.#choices;
  }

  choose(choices: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...choices };
    this.#keep();
  }

  /** @param room its key */
  hasMuted(room: string): boolean {
    return this.#muted.has(room);
  }

  /**
   * Mutes a room, or ends that.
   *
   * @param room its key
   */
  toggleMute(room: string): void {
    if (!this.#muted.delete(room)) this.#muted.add(room);
    this.#keep();
  }

  #keep() {
    keep(SETTINGS, { ...this.#choices, muted: [...this.#muted] });
  }
}

function oneOf<T extends string>(choices: readonly [T, ...T[]], kept: unknown): T {
  return choices.find((choice) => choice === kept) ?? choices[0];
}

/**
 * Drafts: for each room, and for each message that is edited. Each tab has its own, so that none
 * overwrites another's; the drafts of a closed tab are restored in the next one.
 *
 * Here for a browser that keeps nothing. As many as one writes.
 */
const written: Map<string, string> = new Map();

/** @param place a room's key, or `placeOf` a message */
export function recallDraft(you: string, place: string): string | undefined {
  const key = draftKey(you, place);
  const own = written.get(key) ?? recall(key, "tab");
  return typeof own === "string" ? own : undefined;
}

/** Whether there may be more of it: what a tab has left that is gone, or what this one was about. */
export function mayRecallMore(you: string, place: string): boolean {
  return recallTask(you, place) !== undefined || keysOf(`${draftKey(you, place)} `).length > 0;
}

/** What this tab was about before it was loaded again, as it was kept. */
export function recallTask(you: string, place: string): unknown {
  return recall(taskKey(you, place), "tab");
}

export function keepDraft(you: string, place: string, text: string): void {
  const key = draftKey(you, place);
  written.set(key, text);
  const [room = ""] = place.split("#");
  if (isSealed(room)) return seals.get(room)?.keepDraft(key, text);
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
  if (!isSealed(room)) keep(taskKey(you, room), task, "tab");
}

export function draftKey(you: string, place: string): string {
  return `draft ${you} ${place}`;
}

const taskKey = (you: string, room: string) => `task ${you} ${room}`;
