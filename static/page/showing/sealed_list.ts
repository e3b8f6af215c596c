/**
 * The files of a private room, in its list: the server has no name of one, so that they are those of the
 * messages that this page has opened.
 *
 * @module
 */

import { isOpenedFile, type OpenedFile } from "../../../client/sealed/opened_file.ts";
import type { Said } from "../../../protocol.ts";
import { fold } from "../../../protocol/text/fold.ts";
import type { Page, RoomFile } from "./room_files.ts";

export { makeSealedFile, saveButton } from "./sealed_file.ts";

/** A file, and where it was said. */
export type SealedRoomFile = RoomFile & OpenedFile;

/** Whether it is one of a private room. */
export function isSealedRoomFile(file: RoomFile): file is SealedRoomFile {
  return isOpenedFile(file);
}

/**
 * Those with words in their names, each message's in their order, as the server lists others.
 *
 * @param said the newest first
 */
export function filesIn(said: readonly Said[], words: string): Page {
  const wanted = fold(words.trim());
  const files = said.flatMap(({ seq, from, at, files = [], deleted }) =>
    deleted ? [] : files.filter(isOpenedFile).filter(({ name }) => fold(name).includes(wanted))
      .map((file) => ({ ...file, seq, from, at }))
  );
  return { files, more: false };
}
