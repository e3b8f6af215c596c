/**
 * The audit log: who came in how, and who used which right on whom. No text, token or password.
 *
 * @module
 */
import { Tasks } from "../../hub/tasks.ts";
import { unlessStoreFails } from "../kv/store.ts";
import { randomText } from "./tokens.ts";

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

  constructor(book: AuditStore, onError: (error: unknown) => void) {
    this.#book = book;
    this.#tasks = new Tasks(onError);
  }

  /** Notes something. Nobody waits for it. */
  note(note: AuditNote): void {
    const id = `${note.at.toString(36).padStart(TIME_DIGITS, "0")}-${randomText(6)}`;
    this.#tasks.keep(unlessStoreFails(this.#book.write({ ...note, id })));
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
