/**
 * The audit log: who signed in how, and who used which permission on whom. No text, token or password.
 *
 * @module
 */
import { unlessJournalFails } from "../../hub/log/journal.ts";
import { Tasks } from "../../hub/tasks.ts";
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

/** An event for the audit log. Times are in milliseconds since the epoch. */
export interface AuditNote {
  readonly at: number;
  /** The name of the actor; absent when it is not known. */
  readonly by?: string | undefined;
  /** What was done, such as `signed-in` or `banned`. */
  readonly what: string;
  /** The name of the person, or what else, that it was done to. */
  readonly about?: string | undefined;
  readonly room?: string | undefined;
  /** Where they came from. */
  readonly address?: string | undefined;
  /** Why, in the words of who did it. */
  readonly reason?: string | undefined;
  /** Until when it holds. */
  readonly ends?: number | undefined;
  /**
   * What it is from then on: whether somebody is muted, banned or a moderator, whether a room is archived
   * or for announcements; its access or new name; milliseconds between two messages.
   */
  readonly to?: boolean | number | string | undefined;
}

/** An event as it is stored. Its id is its place in the log. */
export interface AuditEntry extends AuditNote {
  readonly id: string;
}

/** Stores the audit log. Every method may reject when the storage fails. */
export interface AuditStore {
  write(entry: AuditEntry): Promise<void>;
  /** Entries before an id, or the newest, newest first. */
  read(limit: number, before?: string): Promise<AuditEntry[]>;
}

export class Audit {
  readonly #store: AuditStore;
  readonly #tasks: Tasks;
  readonly #onNote: (note: AuditNote) => void;
  readonly #guests = new Scores(GUEST_NOTES.halfLifeMs, GUEST_NOTES.guestsMax);

  /** `onNote` is called with whatever is noted. */
  constructor(
    store: AuditStore,
    onError: (error: unknown) => void,
    onNote: (note: AuditNote) => void = () => {},
  ) {
    this.#store = store;
    this.#onNote = onNote;
    this.#tasks = new Tasks(onError);
  }

  /** Records an event. Nobody waits for it. */
  note(note: AuditNote): void {
    const id = `${note.at.toString(36).padStart(TIME_DIGITS, "0")}-${randomText(6)}`;
    this.#tasks.keep(unlessJournalFails(this.#store.write({ ...note, id })));
    this.#onNote(note);
  }

  /** Records a guest's moderation action, unless they, or all of them, had too many recently. */
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
    return await this.#store.read(limit, before);
  }

  /** Resolves when all that was recorded is stored. */
  async settled(): Promise<void> {
    await this.#tasks.ended();
  }
}
