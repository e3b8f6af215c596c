/**
 * The audit log: who came in how, and who used which right on whom. No text, token or password.
 *
 * @module
 */
import { Tasks } from "../../hub/tasks.ts";
import { unlessStoreFails } from "../kv/store.ts";
import { Scores } from "../limits/score.ts";
import { randomText } from "./tokens.ts";

/**
 * What guests decide in rooms that is noted: of each, and of all, until an hour has halved it. What is
 * more stands only in the room: anybody makes one, and would bury what administrators look for.
 */
const GUEST_NOTES = {
  each: 50,
  all: 1_000,
  halfLifeMs: 60 * 60 * 1000,
  guestsMax: 10_000,
} as const;
/** Under which all guests count together; no id is empty. */
const ALL = "";

/** Digits of a time in base 36, so that ids sort as times do. */
const TIME_DIGITS = 9;

/** Something to be noted. Times are in milliseconds since the epoch. */
export interface AuditNote {
  readonly at: number;
  /** The name of who did it; absent when nobody knows. */
  readonly by?: string | undefined;
  /** What was done, such as `signed-in` or `banned`. */
  readonly what: string;
  /** The name of the person, or what else, that it was done to. */
  readonly about?: string | undefined;
  readonly room?: string | undefined;
  /** Where they came from. */
  readonly address?: string | undefined;
  /** Until when it holds. */
  readonly ends?: number | undefined;
}

/** A note as it is kept. Its id is a place in the log. */
export interface AuditEntry extends AuditNote {
  readonly id: string;
}

/** Keeps the audit log. Any method may reject when the storage fails. */
export interface AuditStore {
  write(entry: AuditEntry): Promise<void>;
  /** Entries before an id, or the newest, newest first. */
  read(limit: number, before?: string): Promise<AuditEntry[]>;
}

export class Audit {
  readonly #book: AuditStore;
  readonly #tasks: Tasks;
  readonly #guests = new Scores(GUEST_NOTES.halfLifeMs, GUEST_NOTES.guestsMax);

  constructor(book: AuditStore, onError: (error: unknown) => void) {
    this.#book = book;
    this.#tasks = new Tasks(onError);
  }

  /** Notes something. Nobody waits for it. */
  note(note: AuditNote): void {
    const id = `${note.at.toString(36).padStart(TIME_DIGITS, "0")}-${randomText(6)}`;
    this.#tasks.keep(unlessStoreFails(this.#book.write({ ...note, id })));
  }

  /** Notes what a guest decided in a room, unless they, or all of them, decided too much lately. */
  noteOfGuest(guest: string, note: AuditNote): void {
    const { at } = note;
    const isTooMuch = this.#guests.get(guest, at) >= GUEST_NOTES.each ||
      this.#guests.get(ALL, at) >= GUEST_NOTES.all;
    if (isTooMuch) return;
    for (const key of [guest, ALL]) this.#guests.add(key, 1, at);
    this.note(note);
  }

  /** Entries before an id, or the newest, newest first. */
  async read(limit: number, before?: string): Promise<AuditEntry[]> {
    return await this.#book.read(limit, before);
  }

  /** Resolves when all that was noted is kept. */
  async settled(): Promise<void> {
    await this.#tasks.ended();
  }
}
