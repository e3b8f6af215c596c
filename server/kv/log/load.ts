/**
 * How much one commit can bear.
 *
 * @module
 */
import type { Draft } from "../../../hub/log/journal.ts";
import { MENTIONED_MAX } from "../../../protocol/markup.ts";
import { LIMITS } from "../../../protocol.ts";
import { nameKey } from "../../../protocol/name.ts";
import { weighKept } from "../pages/page_value.ts";
import type { Append } from "./queue.ts";

/**
 * Deno KV takes 1,000 mutations and 800 KB at once, 80 KB of them in keys. More drafts
 * would make a commit hardly cheaper for each, and all of them wait longer. More bytes would make the
 * log of commits grow faster than it is compacted.
 */
const MAX = {
  drafts: 1_000,
  mutations: 950,
  bytes: 400_000,
  keyBytes: 70_000,
} as const;
type Weight = Record<keyof typeof MAX | "checks" | "files" | "ids", number>;

/** What part of that a commit takes while compacting the log has to catch up. */
const BEHIND_SHARE = 1 / 3;

/** The bytes of a room's head, at most. */
const HEAD_BYTES = 4000;
/** The bytes of a key but for the names and ids in it, at most. */
const KEY_BYTES = 30;
/** The bytes of a name in a key, at most. */
const NAME_BYTES = 4 * LIMITS.name;
/** The bytes of what is written anew for a message that changes: its page, and its row of the log. */
const REVISED_BYTES = 2 * 64 * 1024;

/** The rows that are written for a file of a message, and those that go with a message at most. */
const FILE_ROWS = 3;
const DETACHED_ROWS = 3 * LIMITS.files;
/** The bytes of those rows: of all files of a message, what is told of them has 8,000 code units. */
const FILE_BYTES = 4_000;

export interface LoadOptions {
  readonly isShared: boolean;
  /** Whether compacting the log has to catch up. */
  readonly isBehind: boolean;
  /** How many keys the store takes to be checked at once. */
  readonly checksMax: number;
}

/** What is gathered for one commit, as long as that can bear more. */
export class Load {
  readonly #isShared: boolean;
  readonly #rooms = new Set<string>();
  /** Messages that change: what is written for one is written once. */
  readonly #revised = new Set<string>();
  readonly #weight: Weight = {
    ...{ drafts: 0, checks: 0, files: 0, ids: 0 },
    ...{ mutations: 0, bytes: 0, keyBytes: 0 },
  };
  readonly #bytesMax: number;
  readonly #checksMax: number;

  /**
   * Where a store is shared, a commit has a row for each room and each id. Elsewhere it checks whose the
   * store is, and compacting the log may have to catch up.
   */
  constructor({ isShared, isBehind, checksMax }: LoadOptions) {
    this.#isShared = isShared;
    this.#bytesMax = isBehind ? MAX.bytes * BEHIND_SHARE : MAX.bytes;
    this.#checksMax = isShared ? checksMax : checksMax - 1;
  }

  /** Whether a commit can check of each id, too, that nobody has stored it. */
  get mayCheckIds(): boolean {
    const { checks, files, ids } = this.#weight;
    return checks + files + ids <= this.#checksMax;
  }

  /** How many files a commit can check. */
  get filesMax(): number {
    return this.#checksMax - this.#weight.checks;
  }

  /** Takes an append up; `false` when that would be too much. One alone never is. */
  add({ room, drafts }: Append): boolean {
    const before = { ...this.#weight };
    const isFirst = before.drafts === 0;
    if (this.#isShared && !this.#rooms.has(room)) this.#addRoom(room);
    for (const draft of drafts) this.#addDraft(room, draft);
    const weight = this.#weight;
    const isTooMuch = weight.drafts > MAX.drafts ||
      weight.checks + weight.files > this.#checksMax ||
      weight.mutations > MAX.mutations || weight.bytes > this.#bytesMax ||
      weight.keyBytes > MAX.keyBytes;
    if (isTooMuch && !isFirst) {
      Object.assign(weight, before);
      return false;
    }
    this.#rooms.add(room);
    return true;
  }

  /** What a room adds: its head, a page, and news for the others. */
  #addRoom(room: string): void {
    this.#weight.checks++;
    this.#weight.mutations += 3;
    this.#weight.bytes += HEAD_BYTES;
    this.#weight.keyBytes += 3 * (KEY_BYTES + 3 * room.length);
  }

  #addDraft(room: string, draft: Draft): void {
    const weight = this.#weight;
    const { entry } = draft;
    weight.drafts++;
    weight.bytes += weighKept(draft);
    if (this.#isShared) weight.mutations += 0.1;
    if (draft.files) this.#addFiles(room, draft.files.length);
    if ("of" in entry && !this.#revised.has(`${room} ${entry.of}`)) {
      this.#revised.add(`${room} ${entry.of}`);
      weight.checks++;
      weight.mutations += 4 + DETACHED_ROWS;
      weight.bytes += REVISED_BYTES;
      weight.keyBytes += 3 * (KEY_BYTES + 3 * room.length);
    }
    if (entry.type === "said" && this.#isShared) this.#addId(entry.id, nameKey(entry.from));
    if (!("text" in entry) || !entry.text.includes("@")) return;
    const calls = Math.min(MENTIONED_MAX, entry.text.split("@").length - 1);
    weight.mutations += calls;
    weight.keyBytes += calls * (KEY_BYTES + NAME_BYTES + 3 * room.length);
  }

  /** What a message's files add: each is checked, and some rows are written for it. */
  #addFiles(room: string, files: number): void {
    this.#weight.files += files;
    this.#weight.mutations += FILE_ROWS * files;
    this.#weight.bytes += FILE_BYTES * files;
    this.#weight.keyBytes += FILE_ROWS * files * (KEY_BYTES + 3 * room.length);
  }

  /** A code unit takes up to three bytes in a key, which may be checked, and is written. */
  #addId(id: string, from: string): void {
    this.#weight.ids++;
    this.#weight.mutations++;
    this.#weight.bytes += 500;
    this.#weight.keyBytes += 2 * (KEY_BYTES + id.length + 3 * from.length);
  }
}
