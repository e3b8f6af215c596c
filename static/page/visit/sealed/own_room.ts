/**
 * A private room whose key this browser has: what came of it is remembered, to be searched; what is
 * written there is kept sealed.
 *
 * @module
 */

import type { Entry, Said } from "../../../../protocol.ts";
import { TextError } from "../../../../protocol/text.ts";
import type { SealedRoom } from "../../../../client/sealed.ts";
import { isRevision, revise } from "../../../../client/connection/log.ts";
import type { Unsent } from "../../chat/room.ts";
import type { Seal } from "../../chat/seal.ts";
import { keep, keyOf, recall, tabId } from "../../browser_storage.ts";
import { judge, readUnsent } from "../../browser_storage/recall_unsent.ts";
import type { KeptRoom } from "./keys.ts";

/** Messages that are remembered, the last that came: as many as a few hours of reading. */
const REMEMBERED_MAX = 5_000;
/** What is kept here is nobody's message, and opens as none. */
const NOBODY = "";
const DRAFT = "draft";

export class OwnRoom implements Seal {
  readonly key: SealedRoom;
  kept: KeptRoom;
  /** What came, by number. */
  #said: Map<number, Said> = new Map();
  /** What was not sent when the page was loaded. */
  #unsent: readonly Unsent[] = [];
  /** Counts the changes of each draft, as many as are written: the newest is kept. */
  #changes: Map<string, number> = new Map();

  constructor(key: SealedRoom, kept: KeptRoom) {
    this.key = key;
    this.kept = kept;
  }

  get title(): string {
    return this.kept.title;
  }

  get tells(): boolean {
    return this.kept.tells;
  }

  /** What came of it, the newest first. */
  get said(): Said[] {
    return [...this.#said.values()].sort((one, other) => other.seq - one.seq);
  }

  /** The log is another one. */
  forget(): void {
    this.#said.clear();
  }

  /** Remembers what came, as it was opened. */
  remember(entry: Entry): void {
    const known = isRevision(entry) ? this.#said.get(entry.of) : undefined;
    if (known && isRevision(entry)) this.#said.set(known.seq, revise(known, entry));
    if (entry.type !== "said") return;
    this.#said.set(entry.seq, entry);
    for (const seq of this.#said.keys()) {
      if (this.#said.size <= REMEMBERED_MAX) break;
      this.#said.delete(seq);
    }
  }

  /** As what it is called says, `key` is of this tab alone. */
  async keepDraft(key: string, text: string): Promise<void> {
    const place = `${key} ${tabId}`;
    const change = (this.#changes.get(place) ?? 0) + 1;
    this.#changes.set(place, change);
    const sealed = text === "" ? undefined : await this.sealKept(text, DRAFT);
    if (this.#changes.get(place) !== change) return;
    keep(place, sealed === undefined ? undefined : { sealed, at: Date.now() });
  }

  /** What was kept of a draft. */
  async recallDraft(kept: unknown): Promise<string | undefined> {
    return await this.openKept(Object(kept).sealed, DRAFT);
  }

  async keepUnsent(key: string, message: Unsent): Promise<void> {
    // What they are called is kept with them, sealed: that it had some is told.
    const files = message.files?.map(({ key }) => ({ key, name: "" }));
    const words = { ...message, text: "", room: this.key.name, ...(files && { files }) };
    // It may be stored, and forgotten, before it is sealed.
    keep(key, words);
    const sealed = await this.sealKept(message.text, DRAFT);
    if (recall(key) !== undefined) keep(key, { ...words, sealed });
  }

  /** Takes what was not sent when the page was loaded. */
  async takeUnsent(kept: readonly unknown[]): Promise<void> {
    const all = await Promise.all(kept.map(async (one) => {
      const { room, ...message } = readUnsent(one) ?? {};
      if (room !== this.key.name || !("id" in message)) return [];
      // A deletion and a reaction have no words that could be sealed.
      const isWordless = message.change !== undefined && message.change.type !== "edit";
      const text = isWordless ? "" : await this.openKept(Object(one).sealed, DRAFT);
      return text === undefined ? [] : [{ ...message, text }];
    }));
    this.#unsent = all.flat();
  }

  recallUnsent(you: string): Unsent[] {
    const now = Date.now();
    return this.#unsent.filter(({ from }) => from === you)
      .filter((message) => recall(keyOf(message)) !== undefined)
      .map((message) => judge(message, now)).sort((one, other) => one.at - other.at);
  }

  async sealKept(text: string, id: string): Promise<string | undefined> {
    try {
      return await this.key.seal({ text }, { from: NOBODY, id });
    } catch (error) {
      // It is too long, or nothing: then it is kept as long as the page is open.
      if (error instanceof TextError) return undefined;
      throw error;
    }
  }

  async openKept(sealed: unknown, id: string): Promise<string | undefined> {
    if (typeof sealed !== "string") return undefined;
    const opened = await this.key.open(sealed, { from: NOBODY, id });
    return "text" in opened ? opened.text : undefined;
  }
}
