/**
 * What somebody takes away, in words and in JSON.
 *
 * @module
 */
import type { Entry } from "../../../protocol.ts";
import { type Content, contentOf } from "../../../protocol/field/sealed.ts";
import { fileName } from "../../../protocol/file_name.ts";

/** Letters of a folder's name at most, as some systems have short paths. */
const FOLDER_MAX = 60;

export const README = `What you said and uploaded
==========================

Made for NAME at TIME, by URL

account.json            who you are here: your account or guest, profile, sessions, bots, blocks, rooms
rooms/ROOM/messages.json   what you said in a room, as it is now, for programs
rooms/ROOM/messages.txt    the same, for people. Times are in UTC
rooms/ROOM/files/          the files of your messages: the first number is the message's
files/                     what you uploaded and have not said

Only what is yours is in here: nothing that others said, and nothing that was deleted. In JSON,
times are in milliseconds since 1970 in UTC; "seq" is the number of a message in its room, and "reply" that of the
message that it answers.
`;

/** The name of a folder for a room: each has another, also where letters count the same. */
export class Folders {
  readonly #names = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** @param room its key, and its name as people write it */
  of(room: string, name = room.split(" ")[0] ?? ""): string {
    const known = this.#names.get(room);
    if (known !== undefined) return known;
    const plain = fileName([...name].slice(0, FOLDER_MAX).join("").replaceAll(/[\\/]/g, "_"));
    let folder = plain;
    for (let n = 2; this.#taken.has(folder.toLowerCase()); n++) folder = `${plain} ${n}`;
    this.#taken.add(folder.toLowerCase());
    this.#names.set(room, folder);
    return folder;
  }
}

/** An entry of one's own, for programs; `undefined` if nothing of it is left, or it is told with another. */
export function toJson(entry: Entry): object | undefined {
  const { type, seq, at } = entry;
  switch (entry.type) {
    case "said": {
      if (entry.deleted) return undefined;
      const { id, reply, edited, files } = entry;
      return {
        ...{ type, seq, at, ...contentOf(entry) },
        // It opens only together with that.
        ...(entry.sealed !== undefined && { id, from: entry.from }),
        ...(reply !== undefined && { reply }),
        ...(edited !== undefined && { edited }),
        ...(files && {
          files: files.map(({ name, type, size, alt }, n) => ({
            ...{ name, type, size, path: filePathOf(seq, n, name) },
            ...(alt !== undefined && { alt }),
          })),
        }),
      };
    }
    case "topic":
      return {
        ...{ type, seq, at, ...contentOf(entry) },
        ...(entry.sealed !== undefined && { from: entry.from }),
      };
    case "reacted":
      return { type, seq, at, of: entry.of, emoji: entry.emoji, on: entry.on };
    case "edited":
    case "deleted":
    case "notice":
      return undefined;
    default:
      return entry satisfies never;
  }
}

/** The same for people; `undefined` if there is nothing to read. */
export function toText(entry: Entry): string | undefined {
  const when = `[${new Date(entry.at).toISOString().replace("T", " ").slice(0, 19)}]`;
  if (entry.type === "topic") return `${when} (the topic is now: ${wordsOf(entry)})\n`;
  if (entry.type !== "said" || entry.deleted) return undefined;
  const { seq, reply, edited, files = [] } = entry;
  const text = wordsOf(entry);
  const notes = [
    ...(reply === undefined ? [] : [`answers message ${reply}`]),
    ...(edited === undefined ? [] : ["edited"]),
  ];
  const head = `${when} #${seq}${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`;
  const lines = [
    ...(text === "" ? [] : text.split("\n")),
    ...files.map(({ name }, n) => `(${filePathOf(seq, n, name)})`),
  ];
  return `${head}\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

/** What people read of what is said. */
function wordsOf({ text, sealed }: Content): string {
  return sealed === undefined ? text : "(sealed: it opens in its room, by the link)";
}

/** Where a file of a message is, in its room's folder. */
export function filePathOf(seq: number, n: number, name: string): string {
  return `files/${seq}-${n + 1} ${fileName(name)}`;
}
