/**
 * A message, and what can be done about it.
 *
 * @module
 */

import type { Said } from "../../protocol.ts";
import type { Uploaded } from "../connection/files.ts";
import type { Place, Revising } from "../connection/outbox.ts";
import { type FileReader, MessageFile } from "./file.ts";
import type { FileToSend } from "./file/source.ts";
import type { Progress } from "./file/upload.ts";
import type { CallOptions } from "./waiting.ts";

/** What a message may have besides its text. */
export interface FileOptions {
  /** Up to ten files. They are sent one after the other, then the message, in which `text` may be empty. */
  files?: readonly FileToSend[] | undefined;
  /** Called as they are sent. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** How something is answered. */
export interface ReplyOptions extends CallOptions, FileOptions {}

/** How something is said. */
export interface SayOptions extends ReplyOptions {
  /** The message that it answers, or its number. */
  reply?: Message | number | undefined;
}

/** Says and changes things, each until it is stored; and reads files. */
export interface Speaker {
  readonly reader: FileReader;
  say(place: Place, text: string, options?: SayOptions): Promise<Message>;
  change(change: Revising, options?: CallOptions): Promise<void>;
}

/** What is known of a message that was said. */
export type MessageFields = Pick<Said, "room" | "seq" | "id" | "from" | "at" | "text"> & {
  readonly sealed?: string | undefined;
  readonly reply?: number | undefined;
  readonly files?: readonly Uploaded[] | undefined;
  readonly bot?: boolean | undefined;
};

/**
 * A message in a room, as it was when it came. What is done about it is sent again after every cut,
 * until the server acknowledges it, and rejects with a `RefusedError` when it does not want to.
 */
export class Message {
  /** The room's name, which begins with `@` where it is a direct one. */
  readonly room: string;
  /** Its number in the room: they rise, and are never given twice. */
  readonly seq: number;
  /** What its author called it, which no other message of theirs is called. */
  readonly id: string;
  /** Who said it. */
  readonly from: string;
  /** When it was stored, in milliseconds since 1970, by the server's clock. */
  readonly at: number;
  /** The number of the message that it answers. */
  readonly replyTo: number | undefined;
  /** Whether a program said it, a bot or a hook. */
  readonly bot: boolean;
  /**
   * Whether it does not open, in a private room: it was changed, or sealed by another key, for another
   * room or by somebody else. It has no text then.
   */
  readonly unreadable: boolean;
  /** Its files. */
  readonly files: readonly MessageFile[];
  readonly #speaker: Speaker;
  #text: string;

  /** @internal Messages come from rooms. */
  constructor(speaker: Speaker, fields: MessageFields) {
    const { room, seq, id, from, at, text, sealed, reply, bot, files = [] } = fields;
    this.room = room;
    this.seq = seq;
    this.id = id;
    this.from = from;
    this.at = at;
    this.replyTo = reply;
    this.bot = bot ?? false;
    this.unreadable = sealed !== undefined;
    this.files = files.map((file) => new MessageFile(speaker.reader, file));
    this.#speaker = speaker;
    this.#text = text;
  }

  /** What it says; after an `edit` of ours, that. */
  get text(): string {
    return this.#text;
  }

  /** Answers it in its room. Resolves with the stored answer. */
  reply(text: string, options: ReplyOptions = {}): Promise<Message> {
    return this.#speaker.say(this.room, text, { ...options, reply: this.seq });
  }

  /** Gives it another text, which only its author may. */
  async edit(text: string, options: CallOptions = {}): Promise<void> {
    const { room, seq: of } = this;
    await this.#speaker.change({ type: "edit", room, of, text }, options);
    this.#text = text;
  }

  /** Reacts with an emoji, such as `"🚀"`. */
  react(emoji: string, options: CallOptions = {}): Promise<void> {
    const { room, seq: of } = this;
    return this.#speaker.change({ type: "react", room, of, emoji, on: true }, options);
  }

  /** Takes a reaction back. */
  unreact(emoji: string, options: CallOptions = {}): Promise<void> {
    const { room, seq: of } = this;
    return this.#speaker.change({ type: "react", room, of, emoji, on: false }, options);
  }

  /** Deletes it, which its author and the room's moderators may. */
  delete(options: CallOptions = {}): Promise<void> {
    const { room, seq: of } = this;
    return this.#speaker.change({ type: "delete", room, of }, options);
  }
}
