/**
 * The files that somebody has chosen in each room, and those of messages that are not stored yet: as
 * they are now, and as the browser keeps them.
 *
 * @module
 */

import { isSealed } from "../../../protocol/name.ts";
import { isTabOpen } from "../call/tab.ts";
import type { Room, Unsent } from "../chat/room.ts";
import { keyOf, keysOf, recall, tabId } from "../browser_storage.ts";
import { readUnsent } from "../browser_storage/recall_unsent.ts";
import { Attachment } from "./attachment.ts";
import type { FileStore, Kept } from "./drafts/file_store.ts";
import { SealedFiles } from "./drafts/sealed_files.ts";
import { makePreview } from "./preview.ts";

export class Drafts {
  /** Whose they are. */
  readonly #whose: { readonly you: string };
  readonly #store: Promise<FileStore>;
  readonly #sealed: SealedFiles;
  /** By the key of the room. As many as a message may have in each. */
  readonly #chosen: Map<string, Attachment[]> = new Map();
  /** Those of messages, by key. As many as the outbox has, and as files fit into each. */
  readonly #sent: Map<string, Attachment> = new Map();
  /** As the browser keeps each, and the writing that is under way. */
  readonly #kept: WeakMap<
    Attachment,
    { about: Kept; done: Promise<unknown>; isWaiting: boolean }
  > = new WeakMap();
  readonly #restored: Set<string> = new Set();

  /** @param you whose files they are */
  constructor(whose: { readonly you: string }, store: Promise<FileStore>) {
    this.#whose = whose;
    this.#store = store;
    this.#sealed = new SealedFiles(store);
  }

  /** What goes with the message that is written in a room. */
  of(room: Room): readonly Attachment[] {
    return this.#chosen.get(room.key) ?? [];
  }

  /** @returns whether it survives a reload as well as it can in that room */
  async add(room: Room, attachment: Attachment): Promise<boolean> {
    this.#put(room, [...this.of(room), attachment]);
    const about: Kept = {
      ...attachment.about,
      you: this.#whose.you,
      room: room.key,
      tab: tabId,
      at: Date.now(),
      size: attachment.file.size,
    };
    const { file } = attachment;
    // The browser's database would have it in plain.
    const done = room.isSealed
      ? this.#sealed.add(about, file)
      : this.#store.then((store) => store.add(about, file));
    this.#follow(attachment, about, done);
    return await done;
  }

  remove(room: Room, attachment: Attachment): void {
    this.#put(room, this.of(room).filter((other) => other !== attachment));
    this.forget([attachment.key]);
  }

  /** What was chosen in a room goes with a message. */
  take(room: Room, message: string): readonly Attachment[] {
    const taken = this.of(room);
    this.#put(room, []);
    for (const attachment of taken) {
      this.#sent.set(attachment.key, attachment);
      this.#note(attachment, { message });
    }
    return taken;
  }

  /** Notes that a file was uploaded, so that it need not be again. */
  uploaded(attachment: Attachment): void {
    this.#note(attachment, {});
  }

  /** The files of a message that are still here, in their order. */
  async load({ files = [] }: Unsent): Promise<Attachment[]> {
    const all = await (await this.#store).of(this.#whose.you);
    const found: Attachment[] = [];
    for (const { key } of files) {
      const about = all.find((kept) => kept.key === key);
      const attachment = this.#sent.get(key) ?? (about && await this.#wake(about));
      if (attachment === undefined) continue;
      // Another tab may have begun.
      attachment.uploaded ??= about?.uploaded;
      this.#sent.set(key, attachment);
      found.push(attachment);
    }
    return found;
  }

  /** Resolves when the browser keeps the files of a message, or cannot. */
  async settled(message: Unsent): Promise<void> {
    await Promise.allSettled(this.known(message).map((file) => this.#kept.get(file)?.done));
  }

  /** Those of a message that are in this page already. */
  known({ files = [] }: Unsent): Attachment[] {
    return files.map(({ key }) => this.#sent.get(key)).filter((found) => found !== undefined);
  }

  /**
   * Brings back what was chosen in a room before the page was loaded again, or in a tab that is gone.
   *
   * @returns whether there was something
   */
  async restore(room: Room): Promise<boolean> {
    if (this.#restored.has(room.key)) return false;
    this.#restored.add(room.key);
    const store = await this.#store;
    const kept = (await store.of(this.#whose.you)).filter((about) => about.room === room.key);
    await store.remove(kept.filter(isOrphan).map(({ key }) => key));
    const sent = filesOfUnsent(this.#whose.you);
    const own = kept.filter(({ key, message, tab }) =>
      message === undefined && !sent.has(key) && (tab === tabId || !isTabOpen(tab))
    );
    const woken: Attachment[] = [];
    for (const about of own) {
      const attachment = await this.#wake({ ...about, tab: tabId });
      const isHere = this.of(room).some(({ key }) => key === about.key);
      if (attachment && !isHere) woken.push(attachment);
    }
    for (const attachment of woken) this.#note(attachment, {});
    this.#put(room, [...woken, ...this.of(room)]);
    return woken.length > 0;
  }

  /** What is sent, or not wanted any more. */
  async forget(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#sent.delete(key);
    await (await this.#store).remove(keys);
  }

  #put(room: Room, attachments: Attachment[]) {
    room.files = attachments.length;
    this.#chosen.set(room.key, attachments);
  }

  async #wake(kept: Kept): Promise<Attachment | undefined> {
    const isSealed = kept.sealed !== undefined;
    const found = isSealed ? await this.#sealed.open(kept) : await this.#read(kept);
    if (found === undefined) return undefined;
    const { about, bytes } = found;
    const attachment = new Attachment(about, bytes, isSealed ? undefined : makePreview(bytes));
    this.#follow(attachment, about, Promise.resolve());
    return attachment;
  }

  async #read(about: Kept): Promise<{ about: Kept; bytes: Blob } | undefined> {
    const bytes = await (await this.#store).bytes(about.key);
    return bytes && { about, bytes };
  }

  #follow(attachment: Attachment, about: Kept, done: Promise<unknown>) {
    this.#kept.set(attachment, { about, done, isWaiting: false });
    attachment.onEdit = () => this.#note(attachment, {});
  }

  /**
   * Has the browser keep a file as it is now: one writing after the other, so that the newest counts,
   * and one for all that changes while another is under way.
   */
  #note(attachment: Attachment, change: Partial<Kept>) {
    const kept = this.#kept.get(attachment);
    if (kept === undefined) return;
    kept.about = { ...kept.about, ...attachment.about, ...change };
    if (kept.isWaiting) return;
    kept.isWaiting = true;
    kept.done = kept.done.then(async () => {
      const store = await this.#store;
      kept.isWaiting = false;
      if (isSealed(kept.about.room)) await this.#sealed.update(kept.about);
      else await store.update(kept.about);
    });
  }
}

/** The keys of files that go with what waits to be sent: the store may not have noted it yet. */
function filesOfUnsent(you: string): Set<string> {
  const messages = keysOf(keyOf({ from: you, id: "" })).map((key) => readUnsent(recall(key)));
  return new Set(messages.flatMap((message) => message?.files?.map(({ key }) => key) ?? []));
}

/** Another page of ours may be just about to write down a message. */
const ORPHAN_AFTER_MS = 60_000;

/** Whether it is of a message that is neither stored nor waits to be. */
function isOrphan({ you, message, at }: Kept): boolean {
  if (message === undefined || Date.now() - at < ORPHAN_AFTER_MS) return false;
  return !keysOf(keyOf({ from: you, id: message })).length;
}
