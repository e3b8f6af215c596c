/**
 * What nobody should send, made by chance.
 *
 * @module
 */
import { Close, type CloseCode, LIMITS } from "../../../protocol.ts";
import { below } from "./random.ts";

const TYPES = [
  ...["join", "leave", "say", "edit", "delete", "react", "topic", "read", "typing", "who"],
  ...["history", "rooms", "ping", "shout", "search", "__proto__"],
  ...["invite", "uninvite", "kick", "mute", "ban", "moderator", "access", "close"],
  ...["block", "unblock"],
];
/** Names that objects are born with, and texts that are none. */
const STRANGE_TEXTS = [
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype", "then"],
  ...["", "@", "@ada", "@__proto__,eve", "@ada,bob", "ﷺ", "\ud800", "\u0000", "\u202e", "1e999"],
];
/** Rooms that are made here. The lobby is none of them. */
const ROOMS = ["cellar", "__proto__", "constructor", "toString"];
const FIELDS = [
  ...["type", "ref", "room", "to", "id", "text", "reply", "of", "emoji", "on", "seq"],
  ...["limit", "after", "before", "epoch", "q", "name", "ms", "access", "address", "files"],
];
/** Nested values are no deeper than this, but for those that are nothing else. */
const DEPTH_MAX = 5;

/** A frame, and the code with which it has to end its sender, if it has to. */
export interface HostileFrame {
  readonly frame: string | Uint8Array<ArrayBuffer>;
  readonly code?: CloseCode;
}

/** Makes frames. The same chance makes the same frames. */
export class Fuzz {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  frame(): HostileFrame {
    switch (this.#below(20)) {
      case 0:
        return { frame: new Uint8Array(this.#below(300)), code: Close.Binary };
      case 1:
        return { frame: "x".repeat(LIMITS.frame + 1 + this.#below(999)), code: Close.FrameTooBig };
      case 2:
        return { frame: this.#deep(this.#below(LIMITS.frame / 8)) };
      case 3:
        return { frame: "\n".repeat(this.#below(LIMITS.frame)) };
      case 4:
        return { frame: this.#noise(300) };
      default:
        return { frame: this.#lines() };
    }
  }

  /** A field that is nested deeply, or an opening without an end. */
  #deep(depth: number): string {
    if (this.#below(3) === 0) return "[".repeat(depth);
    const [open, end] = this.#below(2) ? ["[", "]"] : ['{"a":', "}"];
    return `{"type":"say","${this.#pick(FIELDS)}":${open.repeat(depth)}1${end.repeat(depth)}}`;
  }

  /** Some lines, the last of which may be cut short. */
  #lines(): string {
    const lines = this.#many(
      20,
      () => JSON.stringify(this.#below(4) ? this.#command() : this.#value()),
    );
    const frame = lines.join("\n");
    return this.#below(4) ? frame : frame.slice(0, this.#below(frame.length));
  }

  /** A command in which a field is missing, or is something strange. Its room is not the lobby. */
  #command(): Record<string, unknown> {
    const id = String(this.#below(1000));
    const change = { of: 1 + this.#below(9), seq: this.#below(9), emoji: "👍", on: true };
    const action = { name: "boo", ms: 5, access: "open" };
    const sound = {
      ref: 1,
      room: this.#pick(ROOMS),
      id,
      text: "boo",
      limit: 5,
      ...change,
      ...action,
    };
    const fields = Object.entries(sound).filter(() => this.#below(10));
    const strange = this.#pick(FIELDS);
    const type = this.#pick(TYPES);
    return {
      type,
      ...Object.fromEntries(fields),
      ...(this.#below(2) && { [strange]: this.#value() }),
    };
  }

  #value(depth = 0): unknown {
    switch (this.#below(depth < DEPTH_MAX ? 8 : 6)) {
      case 0:
        return null;
      case 1:
        return this.#below(2) === 0;
      case 2:
        return this.#below(300) - 10;
      case 3:
        return (this.#random() - 0.5) * 10 ** this.#below(308);
      case 4:
        return this.#noise(40);
      case 5:
        return this.#pick(STRANGE_TEXTS);
      case 6:
        return this.#many(4, () => this.#value(depth + 1));
      default:
        return { [this.#pick(["type", "room", ...STRANGE_TEXTS])]: this.#value(depth + 1) };
    }
  }

  /** Any code units, halves of characters among them. */
  #noise(lengthMax: number): string {
    return String.fromCharCode(...this.#many(lengthMax, () => this.#below(2 ** 16)));
  }

  #many<T>(countMax: number, make: () => T): T[] {
    return Array.from({ length: this.#below(countMax) }, make);
  }

  #pick(texts: readonly string[]): string {
    return texts[this.#below(texts.length)] ?? "";
  }

  #below(end: number): number {
    return below(end, this.#random);
  }
}
