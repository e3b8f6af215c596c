/**
 * Completes the paths of files.
 *
 * @module
 */

import { readPath } from "./arguments.ts";

/** Entries of a folder that are looked at: a key must not hang. */
const LOOKED_MAX = 5_000;
/** What a shell would take for something else. */
const SPECIAL = /[\s'"\\,]/g;
const isWindows = Deno.build.os === "windows";

/**
 * What could complete the path before the cursor, as `node:readline` wants it; `undefined` where no path
 * stands. Where we may not look, nothing could.
 */
export function completePath(line: string): [string[], string] | undefined {
  const [, before] = /^\/(?:(?:file|picture|data)\s|save\s+\d+\s)([^]*)$/.exec(line) ?? [];
  const word = before === undefined ? undefined : lastWord(before);
  if (word === undefined) return undefined;
  // An open quote would be closed by what completes it.
  const quote = /^["']/.exec(word)?.[0] ?? "";
  const { path } = readPath(quote ? `${word}${quote}` : word);
  const text = path?.text ?? "";
  const slash = Math.max(text.lastIndexOf("/"), isWindows ? text.lastIndexOf("\\") : -1) + 1;
  const [folder, start] = [text.slice(0, slash), text.slice(slash)];
  const home = path?.isHome ? homeFolder() : "";
  if (home === undefined) return [[], word];
  const typed = path?.isHome ? `~/${folder}` : folder;
  const looked = path?.isHome ? `${home}/${folder}` : relative(folder);
  const hits = entriesOf(looked || ".", start).map(({ name, isDirectory }) => {
    const full = typed + name + (isDirectory ? "/" : "");
    return quoted(full, quote) + (isDirectory ? "" : `${quote} `);
  });
  return [hits, word];
}

/** The path that is being typed at the end; `undefined` behind paths, where a text stands. */
function lastWord(text: string): string | undefined {
  let rest = text.trimStart();
  while (true) {
    if (hasOpenQuote(rest)) return rest;
    const { end, isFollowed } = readPath(rest);
    if (end >= rest.length) return rest;
    if (!isFollowed) return undefined;
    rest = rest.slice(end).trimStart();
  }
}

/** Whether a word begins with a quote that is not closed yet: then spaces belong to it. */
function hasOpenQuote(word: string): boolean {
  const quote = word.charAt(0);
  return (quote === '"' || quote === "'") && !word.slice(1).includes(quote);
}

function quoted(path: string, quote: string): string {
  if (quote !== "") return quote + path;
  // There a backslash divides folders, and stands for nothing else.
  if (isWindows) return /[\s',]/.test(path) ? `"${path}"` : path;
  return path.replace(SPECIAL, "\\$&");
}

function entriesOf(folder: string, start: string): { name: string; isDirectory: boolean }[] {
  if (Deno.permissions.querySync({ name: "read", path: folder }).state !== "granted") return [];
  const found = [];
  try {
    let looked = 0;
    for (const { name, isDirectory } of Deno.readDirSync(folder)) {
      if (++looked > LOOKED_MAX) break;
      const isHidden = name.startsWith(".") && !start.startsWith(".");
      // A terminal would obey what is in such a name.
      if (name.startsWith(start) && !isHidden && !/\p{C}/u.test(name)) {
        found.push({ name, isDirectory });
      }
    }
  } catch {
    // There is no such folder, so nothing in it.
    return [];
  }
  return found.sort((one, other) => one.name < other.name ? -1 : 1);
}

function homeFolder(): string | undefined {
  return variable("HOME") ?? variable("USERPROFILE");
}

function relative(folder: string): string {
  const runIn = variable("INIT_CWD");
  return /^([/\\]|[A-Za-z]:)/.test(folder) || runIn === undefined ? folder : `${runIn}/${folder}`;
}

function variable(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) || undefined : undefined;
}
