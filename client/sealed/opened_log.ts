/**
 * What came of a sealed room, opened.
 *
 * @module
 */
import type { Entry, Event, Said } from "../../protocol.ts";
import { roomCallIn } from "../../protocol/markup.ts";
import { CutError } from "../connection.ts";
import type { Opened, SealedRoom } from "../sealed.ts";
import type { SealedFile, SealedWords } from "./content.ts";
import { openedFiles } from "./opened_file.ts";

/** Messages whose author and id are remembered: an edit opens only together with these. */
const REMEMBERED_MAX = 5_000;

/** Whose a message is, what its author's client called it, and what it says of its files. */
export type Whose = Pick<Said, "from" | "id"> & { readonly sealedFiles?: readonly SealedFile[] };
/**
 * Brings whose a message is that did not come; `undefined` if it is nowhere.
 *
 * @throws {CutError} If that can't be asked now.
 */
export type Find = (seq: number) => Promise<Whose | undefined>;
type Edited = Extract<Entry, { type: "edited" }>;
type Joined = Extract<Event, { type: "joined" }>;

/** Opens entries of a room. */
export class OpenedLog {
  readonly room: SealedRoom;
  /** By number, those that came last. */
  readonly #messages: Map<number, Whose> = new Map();
  /** The number of each, by its author and its id: what comes under another number is a copy. */
  readonly #numbers: Map<string, number> = new Map();

  /** What came since it could not be asked what an edit is about: it waits, so that it opens. */
  #held: Entry[] | undefined;

  constructor(room: SealedRoom) {
    this.room = room;
  }

  /** Whose the message of a number is, if it came. */
  message(seq: number): Whose | undefined {
    return this.#messages.get(seq);
  }

  /** Opens the topic. Of another log nothing that came counts. */
  async joined(event: Joined): Promise<Joined> {
    if (event.reset) {
      this.#messages.clear();
      this.#numbers.clear();
      this.#held = undefined;
    }
    const { sealedTopic } = event;
    if (!sealedTopic) return { ...event, topic: "" };
    const opened = await this.room.openTopic(sealedTopic.sealed, sealedTopic.from);
    return { ...event, topic: "unreadable" in opened ? "" : opened.text };
  }

  /** Opens entries in their order, as they come; from one on of which that can't be told now, none. */
  async *take(entry: Entry, find: Find): AsyncGenerator<Entry, void, void> {
    if (this.#held !== undefined) return void this.#held.push(entry);
    let opened;
    try {
      opened = await this.open(entry, find);
    } catch (error) {
      if (!(error instanceof CutError)) throw error;
      // No more than came before the cut: what comes after it does so once this is asked again.
      return void (this.#held = [entry]);
    }
    yield opened;
  }

  /** Opens what was held back. */
  async *takeHeld(find: Find): AsyncGenerator<Entry, void, void> {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const entry of held) yield* this.take(entry, find);
  }

  /**
   * Opens an entry. What does not open has no text, and is still `sealed`; so has what nobody sealed,
   * which no client of ours says here.
   *
   * @throws {CutError} If it can't be asked what an edit is about.
   */
  async open(entry: Entry, find: Find): Promise<Entry> {
    switch (entry.type) {
      case "said":
        return await this.#openSaid(entry);
      case "edited":
        return await this.#openEdited(entry, find);
      case "topic": {
        const { sealed = "", ...topic } = entry;
        const opened = await this.room.openTopic(sealed, entry.from);
        return "unreadable" in opened ? { ...topic, text: "", sealed } : { ...topic, ...opened };
      }
      case "deleted":
      case "reacted":
      case "notice":
        return entry;
      default:
        return entry satisfies never;
    }
  }

  async #openSaid({ sealed = "", files: _, calls: __, ...said }: Said): Promise<Said> {
    // Also what does not open: else an edit of another message, as a server may make it, would open in it.
    this.#remember(said.seq, said);
    if (said.deleted || said.blocked) return { ...said, text: "" };
    const isCopy = this.#isCopy(said);
    const opened = await this.room.open(sealed, said);
    if (isCopy || "unreadable" in opened) return { ...said, text: "", sealed };
    const { text, files = [] } = opened;
    this.#numbers.set(`${said.from}\n${said.id}`, said.seq);
    this.#noteFiles(said, files);
    const calls = roomCallIn(text);
    return {
      ...{ ...said, text },
      ...(files.length > 0 && { files: openedFiles(files) }),
      ...(calls !== undefined && { calls }),
    };
  }

  async #openEdited(
    { sealed, ...edited }: Edited,
    find: Find,
  ): Promise<Edited> {
    // It is blocked, or its message was deleted since.
    if (edited.blocked || sealed === undefined && edited.text === "") {
      return { ...edited, text: "" };
    }
    const whose = this.message(edited.of) ?? await find(edited.of);
    if (whose) this.#remember(edited.of, whose);
    const opened: Opened<SealedWords> = whose
      ? await this.room.open(sealed ?? "", whose)
      : { unreadable: "mismatch" };
    if ("unreadable" in opened) return { ...edited, text: "", sealed: sealed ?? "" };
    // Nobody but its author can: in whatever name the server says that it was changed.
    return { ...edited, from: whose?.from ?? edited.from, text: opened.text };
  }

  #isCopy({ from, id, seq }: Said): boolean {
    return (this.#numbers.get(`${from}\n${id}`) ?? seq) !== seq;
  }

  /** Notes what a message says of its files, which an edit of it says again. */
  #noteFiles({ seq, from, id }: Said, sealedFiles: readonly SealedFile[]): void {
    const whose = this.#messages.get(seq);
    if (whose?.from === from && whose.id === id) this.#messages.set(seq, { from, id, sealedFiles });
  }

  /** As it was told first, which is how it is shown: no later word makes it another's. */
  #remember(seq: number, { from, id, sealedFiles = [] }: Whose): void {
    if (this.#messages.has(seq)) return;
    this.#messages.set(seq, { from, id, sealedFiles });
    for (const [oldest, whose] of this.#messages) {
      if (this.#messages.size <= REMEMBERED_MAX) break;
      this.#messages.delete(oldest);
      const key = `${whose.from}\n${whose.id}`;
      if (this.#numbers.get(key) === oldest) this.#numbers.delete(key);
    }
  }
}
