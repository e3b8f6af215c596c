/**
 * Reading what other programs send: any field may be missing, or be something else.
 *
 * @module
 */
import { LIMITS } from "../../../protocol.ts";
import { type Fields, isObject } from "../../../protocol/field.ts";

/** Items of one list that are looked at: what else there is, is counted. */
const ITEMS_MAX = 50;
/** Code units of text after which a message is full, whatever its code points. */
export const ENOUGH_LENGTH = 2 * LIMITS.text;
/** Code units of a name, a title or the like. */
const SHORT_MAX_LENGTH = 300;

/** What is under a path of names; `undefined` where there is nothing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (!isObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

/** What a table of ours says of a word of theirs; nothing of what each object has, as `constructor`. */
export function meaning(word: string, table: Readonly<Record<string, string>>): string | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** The text under a path, trimmed; empty where there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  if (typeof found === "number" || typeof found === "boolean") return String(found);
  return typeof found === "string" ? found.trim() : "";
}

/** The same on one line, and not long. */
export function lineAt(value: unknown, ...path: readonly string[]): string {
  return oneLine(textAt(value, ...path));
}

/** A text on one line, and not long. */
export function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= SHORT_MAX_LENGTH
    ? line
    : `${line.slice(0, SHORT_MAX_LENGTH).toWellFormed()}…`;
}

/** The objects of the list under a path, some of them. */
export function objectsAt(value: unknown, ...path: readonly string[]): Fields[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.slice(0, ITEMS_MAX).filter(isObject) : [];
}

/**
 * The objects of a list, each as it is told, and how many more there are: those behind the first so
 * many, or behind more text than a message can have.
 *
 * @param name what the list is called, and what is in it
 */
export function listText(
  value: unknown,
  name: string,
  tell: (item: Fields) => string,
  most = ITEMS_MAX,
): string {
  const told: string[] = [];
  let length = 0;
  for (const item of objectsAt(value, name).slice(0, most)) {
    if (length > ENOUGH_LENGTH) break;
    const text = tell(item);
    length += text.length;
    told.push(text);
  }
  return lines(...told, moreThan(told.length, at(value, name), name));
}

/** A line that tells how many of a list were not looked at; empty if all were. */
export function moreThan(shown: number, value: unknown, what: string): string {
  const left = (Array.isArray(value) ? value.length : 0) - shown;
  return left > 0 ? `… and ${left} more ${what}` : "";
}

/** Parts that are not empty, each on lines of its own. */
export function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== "").join("\n");
}

/** Something with its address behind it, if it has one of the web. */
export function linked(label: string, url: string): string {
  if (!isWebAddress(url) || label === url) return label;
  return label === "" ? url : `${label} (${url})`;
}

export function bold(text: string): string {
  return text === "" ? "" : `**${text.replaceAll("**", "")}**`;
}

/** Somebody's text, set off from what we say about it. */
export function quoted(text: string, linesMax = 8): string {
  const all = text.split("\n");
  const shown = all.slice(0, linesMax).map((line) => `> ${line}`);
  return [...shown, ...(all.length > linesMax ? ["> …"] : [])].join("\n");
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\/[^\s<>]+$/i.test(url);
}
