/**
 * A journal that keeps everything in plain maps, so that a test of the hub sees what is in it at once.
 *
 * @module
 */
import type { Entry, Range } from "../../../protocol.ts";
import {
  type Appended,
  type Draft,
  type ErasureMode,
  type Head,
  type Journal,
  newHead,
  nextHead,
  numberIn,
} from "../../../hub/log/journal.ts";
import { KeyIndex } from "../../../hub/rooms/key_index.ts";
import { mentionedBy } from "../../../protocol/markup/mentioned.ts";
import {
  anonymize,
  anonymizeReaction,
  formerIdentitiesOf,
  identityOf,
  keep,
  type Kept,
  restore,
  revise,
  targetOf,
} from "../../../hub/log/kept_entry.ts";

interface Log {
  head: Head;
  /** Entry n is at `n - head.first`. */
  kept: Kept[];
  /** When it last changed: greater is later. */
  changed: number;
}

/** Where somebody is called, and by whom. */
export interface Call {
  readonly room: string;
  readonly seq: number;
  readonly by: string;
}

/** Keeps the rooms' logs in this process until it ends. */
export class MemoryJournal implements Journal {
  readonly #logs = new Map<string, Log>();
  /** Where messages are, by who said them and under which id. */
  readonly #stored = new Map<string, { room: string; seq: number }>();
  /** By file, the message that it is part of. */
  readonly #files = new Map<string, string>();
  /** The newest call of people by their name, by its key and by room. */
  readonly #calls = new Map<string, Map<string, Call>>();
  /** The keys of direct rooms, by each of their people. */
  readonly #directs = new KeyIndex();
  #changes = 0;
  /** Who is being anonymized. */
  readonly #erasing = new Map<string, ErasureMode>();
  /** The highest number of a room of a name that was forgotten, with entries in it. */
  readonly #formerly = new Map<string, number>();
  readonly #newEpoch: () => string;

  constructor({ newEpoch = () => crypto.randomUUID() }: { newEpoch?: () => string } = {}) {
    this.#newEpoch = newEpoch;
  }

  head(room: string): Promise<Head | undefined> {
    return Promise.resolve(this.#logs.get(room)?.head);
  }

  createRoom(room: string, name: string, people?: readonly string[], by?: string): Promise<Head> {
    let log = this.#logs.get(room);
    if (!log) {
      const changed = ++this.#changes;
      log = { head: newHead(name, this.#newEpoch(), people, by), kept: [], changed };
      this.#logs.set(room, log);
      for (const person of log.head.people ?? []) this.#directs.add(person, room);
    }
    return Promise.resolve(log.head);
  }

  unused(room: string): Promise<string> {
    const [name, number] = numberIn(room);
    const last = this.#formerly.get(name) ?? 0;
    return Promise.resolve(number > last ? room : `${name} ${last + 1}`);
  }

  forget(room: string, { epoch, seq }: Head): Promise<boolean> {
    const head = this.#logs.get(room)?.head;
    if (head?.epoch !== epoch || head.seq !== seq) return Promise.resolve(false);
    this.#logs.delete(room);
    for (const person of head.people ?? []) this.#directs.delete(person, room);
    if (seq === 0 || head.people) return Promise.resolve(true);
    const [name, number] = numberIn(room);
    const last = Math.max(number, this.#formerly.get(name) ?? 0);
    this.#formerly.set(name, last);
    return Promise.resolve(true);
  }

  append(room: string, drafts: readonly Draft[]): Promise<Appended[]> {
    const log = this.#log(room);
    return Promise.resolve(drafts.map((draft) => this.#append(room, log, draft)));
  }

  read(room: string, range: Range): Promise<Entry[]> {
    const log = this.#logs.get(room);
    // It was forgotten meanwhile.
    if (!log) return Promise.resolve([]);
    const { head, kept } = log;
    const end = head.seq + 1;
    const from = "after" in range
      ? Math.max(range.after + 1, head.first)
      : Math.max(head.first, Math.min(range.before, end) - range.limit);
    const to = "after" in range ? from + range.limit : Math.min(range.before, end);
    if (to <= from) return Promise.resolve([]);
    return Promise.resolve(
      kept.slice(from - head.first, to - head.first)
        .map((one) => restore(one, keptAt(log, targetOf(one.entry)))),
    );
  }

  trim(room: string, first: number): Promise<Head | undefined> {
    const log = this.#logs.get(room);
    if (!log || first <= log.head.first) return Promise.resolve(log?.head);
    first = Math.min(first, log.head.seq + 1);
    log.kept.splice(0, first - log.head.first);
    log.head = { ...log.head, first };
    return Promise.resolve(log.head);
  }

  /** It keeps none. */
  releaseFiles(_room: string, _first: number): Promise<void> {
    return Promise.resolve();
  }

  beginErasing(by: string, mode: ErasureMode): Promise<void> {
    this.#erasing.set(by, mode);
    return Promise.resolve();
  }

  async *anonymize(by: string, mode: ErasureMode, signal?: AbortSignal): AsyncIterable<string> {
    this.#erasing.set(by, mode);
    for (const [room, log] of this.#logs) {
      if (signal?.aborted) return;
      const theirs = log.kept.filter((one) => one.by === by).map(({ entry }) => entry);
      for (const entry of theirs) {
        if (entry.type !== "reacted") continue;
        log.kept = log.kept.map((one) => anonymizeReaction(one, entry, mode));
      }
      log.kept = log.kept.map((one) => anonymize(one, by, mode));
      const isTopic = log.head.sealedTopic?.by === by;
      if (isTopic) log.head = { ...log.head, sealedTopic: undefined };
      if (theirs.length > 0 || isTopic) yield room;
    }
    this.#erasing.delete(by);
  }

  erasing(): Promise<[by: string, mode: ErasureMode][]> {
    return Promise.resolve([...this.#erasing]);
  }

  async *rooms(): AsyncIterable<[string, Head]> {
    for (const [room, { head }] of this.#logs) yield [room, head];
  }

  /** Nobody else can reach this memory. */
  async *follow(_signal: AbortSignal): AsyncIterable<void> {}

  async *news(): AsyncIterable<never> {}

  /** What is kept of an entry. */
  kept(room: string, seq: number): Kept | undefined {
    const log = this.#logs.get(room);
    return log && keptAt(log, seq);
  }

  /** How many messages were said up to an entry. What is not kept any more is older than the rest. */
  saidUpTo(room: string, seq: number): number {
    const { head, kept } = this.#log(room);
    const next = kept[Math.max(0, seq - head.first)];
    if (!next) return head.said;
    return next.entry.seq > seq && next.entry.type === "said" ? next.nth - 1 : next.nth;
  }

  /** What is kept of a log after an entry. */
  keptAfter(room: string, seq: number): readonly Kept[] {
    const { head, kept } = this.#log(room);
    return kept.slice(Math.max(0, seq + 1 - head.first));
  }

  /** The keys of somebody's direct rooms, by their id. */
  directsOf(person: string): Iterable<string> {
    return this.#directs.of(person);
  }

  /** The heads of those rooms that are there, that which changed last first. */
  newest(rooms: Iterable<string>): [room: string, head: Head][] {
    return Array.from(new Set(rooms), (room) => ({ room, log: this.#logs.get(room) }))
      .flatMap(({ room, log }) => log ? { room, ...log } : [])
      .sort((a, b) => b.changed - a.changed)
      .map(({ room, head }) => [room, head]);
  }

  /** The newest call of somebody in each room, by the key of their name. */
  calls(name: string): readonly Call[] {
    return [...this.#calls.get(name)?.values() ?? []];
  }

  /** Forgets where somebody is called, by the key of their name. */
  forgetMentions(name: string): void {
    this.#calls.delete(name);
  }

  /** Which message a file is part of, by its author and id. */
  ownerOf(file: string): string | undefined {
    return this.#files.get(file);
  }

  #append(room: string, log: Log, draft: Draft): Appended {
    const id = identityOf(draft.entry)?.join(" ");
    const former = formerIdentitiesOf(draft).map((one) => this.#stored.get(one.join(" ")));
    const stored = id && this.#stored.get(id) || former.find((one) => one !== undefined);
    if (stored) return { stored };
    const isTaken = draft.files?.some((file) => this.#files.has(file));
    if (draft.refused || isTaken) return { refused: "no-such-file" };
    for (const file of draft.files ?? []) this.#files.set(file, id ?? "");
    const target = targetOf(draft.entry);
    if (target !== undefined) {
      const revised = revise(keptAt(log, target), draft);
      if ("refused" in revised) return revised;
      log.kept[target - log.head.first] = revised;
    }
    const { head } = log;
    const entry = { ...draft.entry, seq: head.seq + 1 };
    log.head = nextHead(head, entry, draft.by);
    log.kept.push(keep(entry, draft.by, log.head.said));
    if (id) this.#stored.set(id, { room: entry.room, seq: entry.seq });
    log.changed = ++this.#changes;
    for (const name of mentionedBy(entry)) {
      const seq = entry.type === "edited" ? entry.of : entry.seq;
      const call = { room, seq, by: draft.by };
      this.#calls.getOrInsertComputed(name, () => new Map()).set(room, call);
    }
    return { entry };
  }

  #log(room: string): Log {
    const log = this.#logs.get(room);
    if (log) return log;
    throw new Error(`Cannot find log: no room ${JSON.stringify(room)}`);
  }
}

function keptAt({ head, kept }: Log, seq: number | undefined): Kept | undefined {
  return seq === undefined ? undefined : kept[seq - head.first];
}
