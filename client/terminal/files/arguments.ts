/**
 * What stands behind `/file` and `/save`.
 *
 * @module
 */

import { say, sentence, told } from "../../program/languages.ts";

/** What somebody wants with files. */
export type FileInput =
  /** Says files, with a text or without. */
  | { type: "file"; room: string; paths: readonly Path[]; text: string }
  /** Saves one of those that were shown, by its number; the newest one unless said. */
  | { type: "save"; number: number | undefined; path: Path | undefined }
  /** Saves what the server has of oneself. */
  | { type: "data"; path: Path | undefined };

/** A path as it was meant. `isHome` says whether it goes out from the home folder. */
export interface Path {
  readonly text: string;
  readonly isHome: boolean;
}

const SEND = sentence`Write /file PATH, or /file PATH TEXT; several as /file PATH, PATH TEXT`;
const SAVE = sentence`Write /save NUMBER, or /save NUMBER PATH`;
/** In a Windows path that is what divides folders. */
const isWindows = Deno.build.os === "windows";

/**
 * Reads a command about files; `undefined` when it is none, and a text when something is wrong.
 *
 * @param here the room in which one speaks
 */
export function readFileInput(
  command: string,
  text: string,
  here: string | undefined,
): FileInput | string | undefined {
  if (command === "/save") return readSave(text);
  if (command === "/data") {
    const { path, end } = readPath(text);
    if (text.slice(end).trim() !== "") {
      return say`Write /data, or /data PATH; with spaces in quotes`;
    }
    return { type: "data", path };
  }
  if (command !== "/file") return undefined;
  if (here === undefined) return say`You are in no room: /join ROOM`;
  const { paths, rest } = readPaths(text);
  return paths.length === 0 ? told(SEND) : { type: "file", room: here, paths, text: rest };
}

function readSave(text: string): FileInput | string {
  const [, digits = "", rest = ""] = /^\[?(\d{0,6})\]?(?:\s+|$)([^]*)$/.exec(text) ?? [];
  if (text !== "" && digits === "") return told(SAVE);
  const { path, end } = readPath(rest);
  if (rest.slice(end).trim() !== "") return say`${told(SAVE)}. A path with spaces stands in quotes`;
  return { type: "save", number: digits === "" ? undefined : Number(digits), path };
}

/** Paths with commas between them, and what stands behind the last one. */
export function readPaths(text: string): { paths: Path[]; rest: string } {
  const paths: Path[] = [];
  let rest = text.trimStart();
  while (rest !== "") {
    const { path, end, isFollowed } = readPath(rest);
    if (path !== undefined) paths.push(path);
    rest = rest.slice(end).trimStart();
    if (!isFollowed) break;
  }
  return { paths, rest };
}

/**
 * One path, as a shell would read it: in quotes, or with a backslash before each space, as terminals
 * write what is dropped on them. A quote that is never closed is a part of the name.
 */
export function readPath(
  text: string,
  windows = isWindows,
): { path: Path | undefined; end: number; isFollowed: boolean } {
  let path = "";
  let at = 0;
  let isFollowed = false;
  while (at < text.length && !/\s/.test(text.charAt(at))) {
    const letter = text.charAt(at);
    const closing = `'"`.includes(letter) ? text.indexOf(letter, at + 1) : -1;
    isFollowed = letter === ",";
    if (closing !== -1) {
      path += text.slice(at + 1, closing);
      at = closing + 1;
    } else if (letter === "\\" && !windows && at + 1 < text.length) {
      path += text.charAt(at + 1);
      at += 2;
    } else {
      path += letter;
      at++;
    }
  }
  if (isFollowed) path = path.slice(0, -1);
  const isHome = /^~(\/|\\|$|,$)/.test(text.slice(0, at));
  if (isHome) path = path.slice(1).replace(/^[/\\]/, "");
  if (path === "" && !isHome) return { path: undefined, end: at, isFollowed };
  return { path: { text: fromFileUrl(path), isHome }, end: at, isFollowed };
}

/** File managers give what is dragged as an address. */
function fromFileUrl(path: string): string {
  if (!/^file:\/\/\//i.test(path)) return path;
  try {
    return decodeURIComponent(new URL(path).pathname);
  } catch {
    // It only looked like one.
    return path;
  }
}
