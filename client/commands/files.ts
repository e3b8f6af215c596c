/**
 * `files`: which files a room has.
 *
 * @module
 */

import { fold } from "../../protocol/text/fold.ts";
import { type Call, countOf, UsageError } from "./spec/call.ts";
import type { ListedFile, Output } from "./output.ts";
import { isSealedPlace, newestFirst, placeOf, type SealedPlace } from "./server/private_room.ts";
import { pathOf, type Server } from "./server.ts";

/** Files that are listed unless said. */
const LAST = 50;
/** As many as a server gives at once. */
const PAGE = 200;

type Page = { files: ListedFile[]; more: boolean; next?: number };

/** Lists a room's files, the newest first; with words, those that have them in their names. */
export async function files(call: Call, server: Server, output: Output): Promise<void> {
  const [written = "", ...words] = call.words;
  const place = await placeOf(server, written);
  const { room } = place;
  const last = call.values("last").at(-1);
  const isAll = call.has("all");
  if (isAll && last !== undefined) {
    throw new UsageError("Only one of --all and --last can be given");
  }
  let left = isAll ? Infinity : countOf(last ?? String(LAST), "--last", 1);
  if (isSealedPlace(place)) {
    for await (const file of filesHere(server, place, words.join(" "))) {
      if (left-- === 0) return;
      await output.file(room, file);
    }
    return;
  }
  let before: number | undefined;
  while (left > 0) {
    const query = new URLSearchParams({ limit: `${Math.min(left, PAGE)}` });
    if (words.length > 0) query.set("q", words.join(" "));
    if (before !== undefined) query.set("before", String(before));
    const page = await server.ask<Page>("GET", `${pathOf(room)}/files?${query}`);
    // The files of one message stay together, so there may be more than were asked for.
    for (const file of page.files.slice(0, left)) await output.file(room, file);
    left -= page.files.length;
    before = page.next;
    if (!page.more || before === undefined) return;
  }
}

/** The files of a private room, of which the server has no name. */
async function* filesHere(
  server: Server,
  place: SealedPlace,
  words: string,
): AsyncGenerator<ListedFile, void, void> {
  const wanted = fold(words.trim());
  for await (const { seq, from, at, files = [] } of newestFirst(server, place)) {
    for (const file of files.toReversed()) {
      if (fold(file.name).includes(wanted)) yield { ...file, seq, from, at };
    }
  }
}
