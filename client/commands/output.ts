/**
 * What commands print: lines of text with tabs between their fields, or of JSON.
 *
 * @module
 */

import type { Entry, FileInfo } from "../../protocol.ts";
import { isDirect } from "../../protocol/name.ts";
import { plainLine } from "../plain_text.ts";
import type { Gap } from "./server/log.ts";

/** A file as a room lists it: with the message that it was said in. */
export type ListedFile = FileInfo & {
  readonly seq: number;
  readonly from: string;
  readonly at: number;
};

/** What stands for what does not open, in a private room. */
const UNREADABLE = "[can't be read: it was changed on its way, or sealed by another key]";

/** Whoever reads what we print has stopped reading. */
export class OutputClosedError extends Error {
  override name = "OutputClosedError";
}

/** Prints on standard output, as fast as it is read. */
export class Output {
  readonly #isJson: boolean;

  constructor({ isJson }: { isJson: boolean }) {
    this.#isJson = isJson;
  }

  get isJson(): boolean {
    return this.#isJson;
  }

  /** Prints a line as fields, or in JSON as an object. */
  async line(fields: readonly string[], object: object): Promise<void> {
    const line = this.#isJson ? jsonLine(object) : fields.map(field).join("\t");
    await this.#write(new TextEncoder().encode(`${line}\n`));
  }

  /** Prints an entry. In text only what is to be read: messages, topics and notices. */
  async entry(entry: Entry | Gap): Promise<void> {
    const fields = this.#isJson ? [] : fieldsOf(entry);
    if (fields !== undefined) await this.line(fields, entry);
  }

  /** Prints a file of a room. */
  async file(room: string, file: ListedFile): Promise<void> {
    const { seq, from, at, size, type, name } = file;
    const fields = [dateOf(at), shownRoom(room), `${seq}`, from, `${size}`, type, name];
    await this.line(fields, { room, ...file });
  }

  /** Writes bytes as they are. */
  async bytes(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    for await (const piece of pieces) await this.#write(piece);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    try {
      while (bytes.length > 0) bytes = bytes.subarray(await Deno.stdout.write(bytes));
    } catch (error) {
      if (error instanceof Deno.errors.BrokenPipe) throw new OutputClosedError();
      throw error;
    }
  }
}

function fieldsOf(entry: Entry | Gap): string[] | undefined {
  const room = shownRoom(entry.room);
  if (entry.type === "gap") {
    const { after, before } = entry;
    const missing = before - after - 1;
    const what = missing < 1 ? "the room begins anew" : `${missing} entries are not kept any more`;
    return ["-", room, `${after}-${before}`, "-", what];
  }
  const where = [dateOf(entry.at), room, `${entry.seq}`];
  switch (entry.type) {
    case "said":
      if (entry.deleted || entry.blocked) return undefined;
      if (entry.sealed !== undefined) return [...where, entry.from, UNREADABLE];
      return [...where, entry.from, [entry.text, ...fileNames(entry)].filter(Boolean).join(" ")];
    case "topic":
      return [...where, entry.from, `topic: ${entry.text}`];
    case "notice":
      return [...where, "-", entry.text];
    case "edited":
    case "deleted":
    case "reacted":
      return undefined;
    default:
      return entry satisfies never;
  }
}

function shownRoom(room: string): string {
  return isDirect(room) ? room : `#${room}`;
}

function dateOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

function fileNames({ files = [] }: Extract<Entry, { type: "said" }>): string[] {
  return files.map(({ name }) => `[${name}]`);
}

/** A field on one line, from which the text can be told again; a terminal obeys nothing in it. */
function field(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
  return plainLine(escaped);
}

/** What JSON may have as it is, though a terminal would obey it or turn the order of reading. */
const UNSAFE = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

function jsonLine(object: object): string {
  return JSON.stringify(object).replace(UNSAFE, (unsafe) => {
    return `\\u${unsafe.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
