/**
 * What one person said and uploaded, as an archive to take away. It is written as it is read, some
 * entries at a time and in the time of background work, so that it is no matter how much there is.
 *
 * @module
 */
import type { Files } from "../files.ts";
import { DeletedFileError, FileError } from "../files/file_error.ts";
import { BusyError } from "../limits/busy_error.ts";
import { Count } from "../limits/count.ts";
import type { OwnFile, OwnRecords } from "./archive/own_records.ts";
import { filePathOf, Folders, README, toJson, toText } from "./archive/texts.ts";
import { type ZipFile, ZipWriter } from "./archive/zip.ts";
import type { DutyCycle } from "./duty_cycle.ts";
import type { Entry } from "../../protocol.ts";
import { fileName } from "../../protocol/file_name.ts";

/** Archives that are being written at once, of one person and of all; more are refused. */
const AT_ONCE = { each: 1, all: 4 } as const;
const RETRY_MS = 10_000;
/** Files that an archive has at most: each is remembered until its end, which lists them. */
const FILES_MAX = 100_000;
/** Letters of text that become one piece. */
const PIECE_LENGTH = 32 * 1024;

/** Whose archive it is, and what of theirs is known beside what is read for it. */
export interface Archived {
  readonly person: string;
  readonly name: string;
  /** When it is made, in milliseconds since the epoch. */
  readonly at: number;
  /** Where the server is. */
  readonly url: URL;
  /** What goes into `account.json`. */
  readonly about: object;
  /** The rooms that they know, by key and name, and the number of the newest entry in each. */
  readonly rooms: readonly { readonly key: string; readonly room: string; readonly head: number }[];
}

export interface ArchivesOptions {
  readonly records: OwnRecords;
  readonly files: Pick<Files, "open">;
  /** The time for what goes on in the background. */
  readonly background: DutyCycle;
}

export class Archives {
  readonly #options: ArchivesOptions;
  readonly #each = new Count(AT_ONCE.each);
  readonly #all = new Count(AT_ONCE.all);

  constructor(options: ArchivesOptions) {
    this.#options = options;
  }

  /**
   * Counts an archive of a person, until `lasting` is disposed of.
   *
   * @throws {BusyError} If there are too many.
   */
  enter(lasting: DisposableStack, person: string): void {
    const why = !lasting.use(this.#each.take(person))
      ? "it is being sent to you already"
      : !lasting.use(this.#all.take(""))
      ? "others are taking theirs, try again later"
      : undefined;
    if (why !== undefined) throw BusyError.tooMany("send your data", why, RETRY_MS);
  }

  /** The bytes of an archive. */
  async *bytesOf(archived: Archived): AsyncGenerator<Uint8Array> {
    const zip = new ZipWriter();
    const folders = new Folders();
    const missing: string[] = [];
    for await (const file of this.#filesOf(archived, folders, missing)) yield* zip.add(file);
    if (missing.length > 0) {
      const lines = [
        "These files could not be read, and are not in here, or not whole:",
        ...missing,
      ];
      yield* zip.add(textFile("not-in-here.txt", archived.at, lines.join("\n") + "\n"));
    }
    yield* zip.end();
  }

  async *#filesOf(
    archived: Archived,
    folders: Folders,
    missing: string[],
  ): AsyncGenerator<ZipFile> {
    const { person, name, at, url, about, rooms } = archived;
    const readme = README.replace("NAME", name).replace("TIME", new Date(at).toISOString())
      .replace("URL", url.href);
    yield textFile("README.txt", at, readme);
    yield textFile("account.json", at, `${JSON.stringify(about, undefined, 2)}\n`);
    for (const { key, room, head } of rooms) {
      const read = () => this.#entriesOf(person, key, head);
      if (!await hasAny(read())) continue;
      const folder = `rooms/${folders.of(key, room)}`;
      const pieces = (texts: AsyncIterable<string>) => encoded(texts);
      yield { name: `${folder}/messages.json`, at, pieces: pieces(jsonOf(room, read())) };
      yield { name: `${folder}/messages.txt`, at, pieces: pieces(textsOf(read())) };
    }
    yield* this.#uploadsOf(person, folders, missing);
  }

  /** What somebody said in a room up to an entry, and is still there. */
  async *#entriesOf(person: string, room: string, head: number): AsyncGenerator<Entry> {
    const { records, background } = this.#options;
    for (let after = 0; after < head;) {
      const part = await background.step(() => records.entries(person, room, after));
      yield* part.items.filter((entry) => entry.seq <= head && toJson(entry) !== undefined);
      if (typeof part.next !== "number") return;
      after = part.next;
    }
  }

  async *#uploadsOf(
    person: string,
    folders: Folders,
    missing: string[],
  ): AsyncGenerator<ZipFile> {
    const { records, background } = this.#options;
    let count = 0;
    for (let after: string | undefined, isLast = false; !isLast;) {
      const part = await background.step(() => records.files(person, after));
      for (const own of part.items) {
        if (++count > FILES_MAX) return void missing.push("… and more");
        yield* this.#upload(own, folders, missing);
      }
      isLast = typeof part.next !== "string";
      if (typeof part.next === "string") after = part.next;
    }
  }

  async *#upload(
    { id, file, name }: OwnFile,
    folders: Folders,
    missing: string[],
  ): AsyncGenerator<ZipFile> {
    const { said, at, size } = file;
    const path = said
      ? `rooms/${folders.of(said.room)}/${filePathOf(said.seq, said.n ?? 0, name)}`
      : `files/${id} ${fileName(name)}`;
    const onMissing = (error: unknown) => {
      if (!isGone(error)) throw error;
      missing.push(path);
    };
    try {
      const opened = await this.#options.files.open(id);
      if (!opened) return;
      yield { name: path, at, size, pieces: unlessGone(opened.read(0, size), onMissing) };
    } catch (error) {
      onMissing(error);
    }
  }
}

/** Deleted in between, or in a folder that the server was not given. */
function isGone(error: unknown): boolean {
  return error instanceof DeletedFileError || error instanceof FileError;
}

async function* unlessGone(
  pieces: AsyncIterable<Uint8Array>,
  onError: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    onError(error);
  }
}

async function hasAny(items: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of items) return true;
  return false;
}

async function* jsonOf(room: string, entries: AsyncIterable<Entry>): AsyncGenerator<string> {
  yield `{\n"room": ${JSON.stringify(room)},\n"messages": [`;
  let separator = "\n";
  for await (const entry of entries) {
    yield separator + JSON.stringify(toJson(entry));
    separator = ",\n";
  }
  yield "\n]\n}\n";
}

async function* textsOf(entries: AsyncIterable<Entry>): AsyncGenerator<string> {
  for await (const entry of entries) yield toText(entry) ?? "";
}

/** Texts as bytes, many in one piece. */
async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting = "";
  for await (const text of texts) {
    waiting += text;
    if (waiting.length < PIECE_LENGTH) continue;
    yield encoder.encode(waiting);
    waiting = "";
  }
  yield encoder.encode(waiting);
}

function textFile(name: string, at: number, text: string): ZipFile {
  return { name, at, pieces: [new TextEncoder().encode(text)] };
}
