/**
 * Where a reader is in the logs of many rooms, as a short text that they give back to go on.
 *
 * @module
 */
import type { SavedPositions, StreamPositions } from "../../kv/people/stream_positions.ts";
import { randomText } from "../../auth/tokens.ts";

/** Characters of a bookmark at most. */
export const BOOKMARK_MAX_LENGTH = 512;
/** Logs of one bookmark: more than rooms are listed to anybody. */
const LOGS_MAX = 1_000;
/** After how long the positions that bookmarks refer to are written anew, in milliseconds. */
const RENEWED_AFTER_MS = 30 * 60_000;
const PARSED = /^([\w-]{16,40})\.([\w-]{0,472})$/;

export interface BookmarkOptions {
  readonly person: string;
  readonly store: StreamPositions;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Positions in logs, which are named by their epochs. Hundreds of them do not fit into one bookmark: so it
 * names positions that are stored, and says how far each log that has grown since was read. When that
 * becomes too long, or old, all are stored anew.
 */
export class Bookmark {
  readonly #options: BookmarkOptions;
  /** As they are now. */
  readonly #positions: Map<string, number>;
  /** As they are stored, in their order; not yet if there is no id. */
  #id = "";
  #storedAt = -Infinity;
  #stored: readonly (readonly [epoch: string, seq: number])[] = [];
  #places: ReadonlyMap<string, number> = new Map();
  /** Places in what is stored of logs that were read on since, in order. */
  readonly #changed = new Map<number, number>();

  constructor(options: BookmarkOptions, positions: Iterable<readonly [string, number]> = []) {
    this.#options = options;
    this.#positions = new Map(positions);
  }

  /** The positions that a text names; `undefined` if it is none, another person's, or too old. */
  static async find(text: string, options: BookmarkOptions): Promise<Bookmark | undefined> {
    const [, id, changes] = PARSED.exec(text) ?? [];
    if (id === undefined || changes === undefined) return undefined;
    const saved = await options.store.read(options.person, id);
    const advances = saved && decode(changes);
    if (!advances) return undefined;
    const found = new Bookmark(options, saved.logs);
    found.#refer(id, saved);
    for (const [place, advance] of advances) {
      const log = saved.logs[place];
      if (!log) return undefined;
      found.advance(log[0], log[1] + advance);
    }
    return found;
  }

  /** Up to where a log was read; `undefined` if it is not among them. */
  seqOf(epoch: string): number | undefined {
    return this.#positions.get(epoch);
  }

  /** Notes that a log was read up to an entry. */
  advance(epoch: string, seq: number): void {
    this.#positions.set(epoch, seq);
    const place = this.#places.get(epoch);
    if (place !== undefined) this.#changed.set(place, seq - this.#stored[place]![1]);
  }

  /** Keeps no positions but those in some logs. */
  retain(epochs: ReadonlySet<string>): void {
    for (const epoch of this.#positions.keys()) {
      if (!epochs.has(epoch)) this.#positions.delete(epoch);
    }
  }

  /**
   * The bookmark. What it refers to is stored before.
   *
   * @throws What the store throws.
   */
  async toText(): Promise<string> {
    const text = this.#text();
    const isOld = this.#options.now() - this.#storedAt >= RENEWED_AFTER_MS;
    if (text !== undefined && !isOld) return text;
    await this.#keep();
    return this.#text() ?? "";
  }

  /** `undefined` when it does not say where all logs are, or is too long. */
  #text(): string | undefined {
    if (this.#id === "" || this.#positions.size > this.#stored.length) return undefined;
    const text = `${this.#id}.${encode(this.#changed)}`;
    return text.length <= BOOKMARK_MAX_LENGTH ? text : undefined;
  }

  async #keep(): Promise<void> {
    const { person, store, now } = this.#options;
    const at = now();
    // Ids grow with time, so that the oldest are known.
    const id = `${at.toString(16).padStart(12, "0")}${randomText(12)}`;
    for (const epoch of this.#positions.keys()) {
      if (this.#positions.size <= LOGS_MAX) break;
      this.#positions.delete(epoch);
    }
    const saved: SavedPositions = { at, logs: [...this.#positions] };
    await store.write(person, id, saved);
    this.#refer(id, saved);
  }

  #refer(id: string, { at, logs }: SavedPositions): void {
    this.#id = id;
    this.#storedAt = at;
    this.#stored = logs;
    this.#places = new Map(logs.map(([epoch], place) => [epoch, place]));
    this.#changed.clear();
  }
}

/** Numbers of places and how far each has advanced, in as few bytes as possible. */
function encode(changes: ReadonlyMap<number, number>): string {
  const bytes: number[] = [];
  for (const pair of changes) for (const number of pair) push(bytes, number);
  return new Uint8Array(bytes).toBase64({ alphabet: "base64url", omitPadding: true });
}

function decode(text: string): [number, number][] | undefined {
  const numbers: number[] = [];
  let number = 0;
  let scale = 1;
  for (const byte of bytesOf(text)) {
    number += (byte & 0x7f) * scale;
    scale *= 0x80;
    if (byte >= 0x80) continue;
    if (!Number.isSafeInteger(number)) return undefined;
    numbers.push(number);
    [number, scale] = [0, 1];
  }
  if (scale !== 1 || numbers.length % 2 !== 0) return undefined;
  return numbers.flatMap((place, i): [number, number][] =>
    i % 2 === 0 ? [[place, numbers[i + 1] ?? 0]] : []
  );
}

/** Appends a number, seven bits a byte: each but the last has the eighth bit. */
function push(bytes: number[], number: number): void {
  let rest = number;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push(rest % 0x80 + 0x80);
  bytes.push(rest);
}

function bytesOf(text: string): Uint8Array {
  try {
    return Uint8Array.fromBase64(text, { alphabet: "base64url" });
  } catch {
    return new Uint8Array([0x80]); // Which is no whole number.
  }
}
