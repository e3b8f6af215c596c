/**
 * Sends files from the command line, and ends when they are stored.
 *
 * @module
 */

import { isDirect, peopleOf } from "../protocol/name.ts";
import type { ConnectOptions } from "./library/open.ts";
import { openChat } from "./library/open.ts";
import { plainLine } from "./plain_text.ts";
import { ProgressBar } from "./progress_bar.ts";
import { located } from "./terminal/files/places.ts";

/** What is said, and where. */
export interface OneShot {
  url: string;
  room: string;
  paths: readonly string[];
  text: string;
}

/** Sends files as one message. Resolves with whether it is stored; why not is told. */
export async function sendOnce(
  { url, room, paths, text }: OneShot,
  who: ConnectOptions,
  complain: (message: string) => void,
): Promise<boolean> {
  const bar = new ProgressBar();
  try {
    const files = paths.map(placeOf);
    await using chat = await openChat(url, who);
    const place = isDirect(room) ? chat.to(...peopleOf(room)) : await chat.join(room);
    const onProgress = bar.show.bind(bar);
    const message = await place.say(text, { files, onProgress });
    bar.clear();
    for (const { name } of message.files.filter(({ keeps }) => keeps === "location")) {
      complain(plainLine(`${name} tells where it was made: that cannot be removed from it`));
    }
    return true;
  } catch (error) {
    bar.clear();
    complain(plainLine(`Not sent, ${reasonOf(error)}: ${paths.join(", ")}`));
    return false;
  }
}

/** Shells expand `~` themselves, but for `--file=~/cat.png`. */
function placeOf(path: string): string {
  const isHome = /^~([/\\]|$)/.test(path);
  const text = isHome ? path.slice(2) : path;
  return located({ text, isHome }, (what) => {
    return Deno.permissions.requestSync(what).state === "granted";
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return "there is no such file";
  const isForbidden = error instanceof Deno.errors.NotCapable;
  return isForbidden ? "it may not be read: run with --allow-read" : error.message;
}
