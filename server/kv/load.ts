/**
 * How much one commit can bear.
 *
 * @module
 */
import type { Draft } from "../../hub/log/journal.ts";
import { MENTIONED_MAX } from "../../protocol/markup.ts";
import { identityOf, targetOf } from "../../hub/log/edits.ts";
import { LIMITS } from "../../protocol.ts";
import { nameKey } from "../../protocol/name.ts";
import { PAGE_MAX_BYTES, weighKept } from "./batch.ts";
import type { Held } from "./hold.ts";
import { type Identity, mayShare } from "./ids.ts";
import { PIECE_MAX } from "./pieces.ts";
import type { Append } from "./queue.ts";

const KINDS = ["drafts", "checks", "mutations", "bytes", "keyBytes"] as const;
/** What appends put on a commit. */
type Weight = Record<typeof KINDS[number], number>;

/**
 * Deno KV takes 100 checks, 1,000 mutations and 800 KiB at once, 80 KiB of them in keys. More drafts
 * would make a commit hardly cheaper for each, and all of them wait longer.
 */
const MAX: Weight = { drafts: 300, checks: 100, mutations: 1000, bytes: 750_000, keyBytes: 75_000 };
/** What is on it anyhow: the hold is checked, and others may be told. */
const NOTHING: Weight = { drafts: 0, checks: 1, mutations: 2, bytes: 200, keyBytes: 100 };
/** The bytes of a room's head, at most. */
const HEAD_BYTES = 4000;
/** The bytes of a key but for the names and ids in it, at most. */
const KEY_BYTES = 30;
/** The bytes of a name in a key, at most. */
const NAME_BYTES = 4 * LIMITS.name;

/** What is gathered for one commit, as long as that can bear more. */
export class Load {
  /** Drafts of messages that are certainly not stored yet, which need no check. */
  readonly unstored = new Set<Draft>();
  /** What tells so; without it, nothing is certain. */
  readonly held: Held | undefined;
  /** Messages that may be in a row which they share with others, where no commit can check them. */
  readonly toLookFor: Identity[] = [];
  readonly #rooms = new Set<string>();
  #weight = NOTHING;

  constructor(held: Held | undefined) {
    this.held = held;
  }

  /** How many drafts are worth a commit of their own. */
  get worth(): number {
    return this.held ? MAX.drafts : PIECE_MAX.drafts;
  }

  /** Takes an append up; `false` when that would be too much. One alone never is. */
  add({ room, drafts }: Append): boolean {
    const weight = { ...this.#weight };
    if (!this.#rooms.has(room)) put(weight, this.#weightOf(room));
    for (const draft of drafts) put(weight, weightOf(room, draft));
    // Before ids are looked at: what was asked about once is not certain a second time.
    if (this.#isTooMuch(weight)) return false;
    for (const draft of drafts) if (this.#isUnsure(draft)) weight.checks++;
    if (this.#isTooMuch(weight)) return false;
    this.#weight = weight;
    this.#rooms.add(room);
    return true;
  }

  #isTooMuch(weight: Weight): boolean {
    return this.#rooms.size > 0 && KINDS.some((kind) => weight[kind] > MAX[kind]);
  }

  /** Whether a draft is of a message that has to be checked. */
  #isUnsure(draft: Draft): boolean {
    const { entry } = draft;
    if (entry.type !== "said") return false;
    if (this.held?.isNew(entry.id)) {
      this.unstored.add(draft);
      return false;
    }
    const identity = identityOf(entry);
    if (identity && mayShare(entry.id)) this.toLookFor.push(identity);
    return true;
  }

  /** What a room adds: its head, a page, and where the store is shared, which nobody holds, news. */
  #weightOf(room: string): Weight {
    const mutations = this.held ? 2 : 3;
    const keyBytes = mutations * (KEY_BYTES + 3 * room.length);
    return { drafts: 0, checks: this.held ? 0 : 1, mutations, bytes: HEAD_BYTES, keyBytes };
  }
}

/** What a draft adds, at most, but for a check of its id. A code unit takes up to three bytes in a key. */
function weightOf(room: string, draft: Draft): Weight {
  const { entry } = draft;
  const roomKey = KEY_BYTES + 3 * room.length;
  const isRevision = entry.type !== "said" && targetOf(entry) !== undefined;
  const bytes = weighKept(draft) + (isRevision ? PAGE_MAX_BYTES : 0);
  // Two pages that follow each other have more than one can have.
  const pages = 2 * bytes / PAGE_MAX_BYTES;
  const checks = isRevision ? 1 : 0;
  const weight = { drafts: 1, checks, mutations: pages, bytes, keyBytes: pages * roomKey };
  if (entry.type !== "said") return weight;
  const calls = Math.min(MENTIONED_MAX, entry.text.split("@").length - 1);
  const from = nameKey(entry.from);
  weight.mutations += 1 + calls;
  weight.bytes += 100 + 2 * (entry.id.length + from.length + entry.room.length) + 10 * calls;
  // The id's key may be checked, too.
  weight.keyBytes += 2 * (KEY_BYTES + entry.id.length + 3 * from.length) +
    calls * (NAME_BYTES + roomKey);
  return weight;
}

function put(sum: Weight, more: Weight): void {
  for (const kind of KINDS) sum[kind] += more[kind];
}
