/**
 * Sending files: what was chosen for each room, what is on its way, and what of it survives a reload.
 * All of it is loaded when somebody pastes, drops or chooses the first file.
 *
 * @module
 */

import { SEAL_BYTES } from "../../client/sealed/file.ts";
import { newId } from "../../client/connection/outbox.ts";
import { sending as words } from "../strings/sending.ts";
import type { Room, Unsent } from "./chat/room.ts";
import { baseUrl, part, style } from "./document.ts";
import type { Composer } from "./screen/composer.ts";
import { Attachment, type Recording } from "./sending/attachment.ts";
import { choose, nameOf, recordingName } from "./sending/chooser.ts";
import { Delivery } from "./sending/delivery.ts";
import { Drafts } from "./sending/drafts.ts";
import { DropTarget } from "./sending/drop_target.ts";
import { openStore } from "./sending/drafts/file_store.ts";
import { offerAsFile } from "./sending/long_text.ts";
import { makePreview } from "./sending/preview.ts";
import { Strip } from "./sending/strip.ts";
import type { SendingVisit } from "./sending/sending_visit.ts";
import { sealAndUpload } from "./sending/uploader/sealed.ts";
import { Voice } from "./sending/voice.ts";
import { showWaiting } from "./sending/waiting_list.ts";
import { keepUnsent, keyOf, recall } from "./browser_storage.ts";

/** Loads how it looks, too. */
export async function loadSending(visit: SendingVisit, composer: Composer): Promise<Sending> {
  await Promise.all([style("sending"), style("outcome")]);
  return new Sending(visit, composer);
}

export class Sending {
  readonly #visit: SendingVisit;
  readonly #composer: Composer;
  readonly #drafts: Drafts;
  readonly #strip: Strip;
  readonly #voice: Voice;
  readonly #dropTarget = new DropTarget();
  /** By the id of the message. As many as wait in the outbox. */
  readonly #deliveries: Map<string, { message: Unsent; delivery: Delivery }> = new Map();
  /** What waits for the connection; called once when there is one. */
  #onConnected: (() => void)[] = [];
  #drawn: Room | undefined;
  /** Where a recording was begun. */
  #recordedIn: Room | undefined;

  constructor(visit: SendingVisit, composer: Composer) {
    this.#visit = visit;
    this.#composer = composer;
    this.#drafts = new Drafts(visit.chat, openStore());
    this.#strip = new Strip({ onRemove: (attachment) => this.#remove(attachment) });
    this.#voice = new Voice({
      onRecorded: (file, recording) => this.#addRecording(file, recording),
      onEnding: (recorded) => composer.awaits(recorded, this.#recordedIn),
      onProblem: (sentence) => composer.tell(sentence),
      announce,
    });
  }

  /** Takes what was chosen, pasted or dropped. */
  add(chosen: readonly File[], folders: readonly File[] = []): void {
    const { chat } = this.#visit;
    const room = chat.shown;
    if (room === undefined || chosen.length === 0) return;
    this.#dropTarget.hide();
    if (chat.fileMax === 0) return this.#composer.tell(words.noFilesHere);
    const bytes = chat.fileMax - (room.isSealed ? SEAL_BYTES : 0);
    const limits = { have: room.files, files: chat.filesMax, bytes };
    const { taken, problems } = choose(chosen, limits, (file) => folders.includes(file));
    const now = new Date();
    for (const file of taken) this.#put(room, file, { name: nameOf(file, now) });
    this.#composer.focus();
    this.#composer.tell(problems.join(" "));
    const [first] = taken;
    if (first) announce(words.added(taken.length, nameOf(first, now)));
  }

  /** Somebody drags files over the page. */
  drag(): void {
    const { shown } = this.#visit.chat;
    if (shown) this.#dropTarget.show(shown.label);
  }

  /** Offers to send a text that is too long for a message as a file. */
  async offer(text: string): Promise<void> {
    await offerAsFile(text, this.#visit.chat.textMax, {
      asFile: () => this.add([new File([text], "paste.txt", { type: "text/plain" })]),
      asText: () => this.#composer.insert(text),
    });
  }

  /**
   * The button for recording is pressed.
   *
   * @param heldSince when a finger or a mouse came down on it
   */
  async record(heldSince?: number): Promise<void> {
    const { shown, fileMax } = this.#visit.chat;
    if (shown === undefined) return;
    if (!this.#voice.isRecording) this.#recordedIn = shown;
    await this.#voice.press({ bytesMax: fileMax, ...(heldSince !== undefined && { heldSince }) });
  }

  /**
   * Sends a message with what was chosen in its room.
   *
   * @param reply the number of the message that it answers
   */
  send(room: Room, text: string, reply?: number): void {
    const message = this.#visit.newMessage(text);
    const files = this.#drafts.take(room, message.id).map(named);
    announce(words.sendingFiles(files.length));
    this.begin(room, { ...message, files, ...(reply !== undefined && { reply }) });
    room.newAfter = undefined;
    this.draw();
  }

  /** Sends a message that has files; again, maybe. */
  begin(room: Room, message: Unsent): void {
    const { connection } = this.#visit;
    let isKept = false;
    const delivery = new Delivery({
      id: message.id,
      url: new URL("api/files", baseUrl()),
      hasText: message.text !== "",
      ...(room.isSealed && { upload: sealAndUpload }),
      load: () => this.#load(room, message, isKept),
      say: (files) => connection.say(room.name, message.text, { ...message, files }),
      kept: () => this.#drafts.settled(message),
      isConnected: () => connection.state === "open",
      connected: () => new Promise<void>((resolve) => this.#onConnected.push(resolve)),
      onUploaded: (attachment) => this.#drafts.uploaded(attachment),
      onFailed: ({ name }, reason) => announce(words.fileFailed(name, reason)),
      onLocation: ({ name }) => this.#note(words.keepsLocation(name)),
      onEmpty: async () => (await this.#visit.pending()).discard(room, message),
    });
    this.#deliveries.set(message.id, { message, delivery });
    const { acknowledged } = delivery;
    this.#visit.track(room, message, { acknowledged, withdraw: () => delivery.withdraw() });
    isKept = recall(keyOf(message)) !== undefined;
    this.#settle(message, delivery);
  }

  /** Sends again what was refused, unless files are gone: it goes without them once that was told. */
  async retry(room: Room, message: Unsent): Promise<void> {
    const found = await this.#drafts.load(message);
    const left = { ...message, files: found.map(named) };
    const isEmpty = found.length === 0 && message.text === "";
    if (found.length === message.files?.length && !isEmpty) return this.begin(room, left);
    room.expect(left);
    (await this.#visit.pending()).refused(room, left, new Error(words.lost));
  }

  /** The files of a message that was discarded. */
  forget({ id, files = [] }: Unsent): void {
    this.#deliveries.get(id)?.delivery.withdraw();
    this.#deliveries.delete(id);
    this.#drafts.forget(files.map(({ key }) => key));
  }

  /** Shows the files of a message that is not stored yet. */
  show(shown: HTMLElement, room: Room, { id }: Unsent): void {
    const sent = this.#deliveries.get(id);
    if (sent === undefined) return;
    showWaiting(shown, this.#drafts.known(sent.message), {
      stop: (attachment) => sent.delivery.stop(attachment),
      retry: (attachment) => sent.delivery.retry(attachment),
      leaveOut: (attachment) => this.#leaveOut(room, id, attachment),
    });
  }

  /** Shows what was chosen in the room that is shown. */
  draw(): void {
    const { shown } = this.#visit.chat;
    this.#drawn = shown;
    this.#strip.show(shown ? this.#drafts.of(shown) : []);
    this.#composer.measure();
  }

  /** Another room may be shown. */
  follow(): void {
    if (this.#drawn !== this.#visit.chat.shown) this.draw();
  }

  /** Brings back what was chosen in a room before the page was loaded again. */
  async restore(room: Room): Promise<void> {
    if (await this.#drafts.restore(room)) this.draw();
  }

  /** There is a connection again. */
  connected(): void {
    const waiting = this.#onConnected;
    this.#onConnected = [];
    for (const resolve of waiting) resolve();
  }

  /** The visit has ended: what is on its way goes on in the next. */
  close(): void {
    this.#voice.close();
    this.#strip.close();
    this.#dropTarget.close();
    for (const { delivery } of this.#deliveries.values()) delivery.end();
  }

  /**
   * @param isKept whether the browser keeps the message
   * @returns `undefined` when another tab has sent it, or it was discarded there
   */
  async #load(
    room: Room,
    { id, from }: Unsent,
    isKept: boolean,
  ): Promise<Attachment[] | undefined> {
    const { message } = this.#deliveries.get(id) ?? {};
    if (!message || isKept && recall(keyOf({ id, from })) === undefined) return undefined;
    const found = await this.#drafts.load(message);
    if (found.length < (message.files?.length ?? 0)) {
      room.expect({ ...message, files: found.map(named) });
      throw new Error(words.lost);
    }
    this.#visit.draw();
    return found;
  }

  /** Says something to everybody who uses the page, for a while. */
  #note(sentence: string) {
    this.#visit.chat.note(sentence);
    this.#visit.draw();
  }

  #leaveOut(room: Room, id: string, attachment: Attachment) {
    const sent = this.#deliveries.get(id);
    if (sent === undefined) return;
    const files = sent.message.files?.filter(({ key }) => key !== attachment.key) ?? [];
    sent.message = { ...sent.message, files };
    room.expect(sent.message);
    keepUnsent(room.key, sent.message);
    sent.delivery.leaveOut(attachment);
    this.#drafts.forget([attachment.key]);
    announce(words.removed(attachment.name));
    this.#visit.draw();
    this.#composer.focus();
  }

  async #settle({ id, files = [] }: Unsent, delivery: Delivery) {
    try {
      await delivery.acknowledged;
    } catch {
      // Whoever sees the message sees why; what it had is kept for another try.
      return;
    }
    this.#deliveries.delete(id);
    announce(words.filesSent(files.length));
    await this.#drafts.forget(files.map(({ key }) => key));
  }

  async #put(
    room: Room,
    file: Blob,
    { name, recording }: { name: string; recording?: Recording },
  ): Promise<void> {
    const about = { key: newId(), name, alt: "", recording };
    const attachment = new Attachment(about, file, room.isSealed ? undefined : makePreview(file));
    const kept = this.#drafts.add(room, attachment);
    this.draw();
    this.#strip.reveal(attachment);
    if (!await kept) this.#composer.tell(words.notKept);
  }

  #addRecording(file: Blob, recording: Recording) {
    const { chat } = this.#visit;
    const room = this.#recordedIn;
    if (room === undefined) return;
    if (room.files >= chat.filesMax) {
      return this.#composer.tell(words.tooMany(chat.filesMax, 1));
    }
    this.#put(room, file, { name: recordingName(file, new Date()), recording });
    this.#composer.focus();
  }

  #remove(attachment: Attachment) {
    const { shown } = this.#visit.chat;
    if (shown) this.#drafts.remove(shown, attachment);
    announce(words.removed(attachment.name));
    this.draw();
  }
}

/** A file as the message has it that it goes with. */
function named({ key, name }: Attachment) {
  return { key, name };
}

/** Says something to whoever hears the page. */
function announce(sentence: string): void {
  part(document, "#voice", HTMLElement).textContent = sentence;
}
