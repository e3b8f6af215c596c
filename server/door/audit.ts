/**
 * The audit log: who came in how, and who used which right on whom. No text, token or password.
 *
 * @module
 */
import { Tasks } from "../../hub/tasks.ts";
import { StoreError } from "../kv/store.ts";
import { randomText } from "./token.ts";

/** How long it is kept, in milliseconds. */
export const AUDIT_MS = 90 * 24 * 60 * 60 * 1000;
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
export interface AuditBook {
  write(entry: AuditEntry): Promise<void>;
  /** Entries before an id, or the newest, newest first. */
  read(limit: number, before?: string): Promise<AuditEntry[]>;
}

export class Audit {
  readonly #book: AuditBook;
  readonly #tasks: Tasks;

  constructor(book: AuditBook, onError: (error: unknown) => void) {
    this.#book = book;
    this.#tasks = new Tasks(onError);
  }

  /** Notes something. Nobody waits for it. */
  note(note: AuditNote): void {
    const id = `${note.at.toString(36).padStart(TIME_DIGITS, "0")}-${randomText(6)}`;
    this.#tasks.keep(this.#write({ ...note, id }));
  }

  /** Entries before an id, or the newest, newest first. */
  async read(limit: number, before?: string): Promise<AuditEntry[]> {
    return await this.#book.read(limit, before);
  }

  /** Resolves when all that was noted is kept. */
  async settled(): Promise<void> {
    await this.#tasks.ended();
  }

  async #write(entry: AuditEntry): Promise<void> {
    try {
      await this.#book.write(entry);
    } catch (error) {
      // The store tells itself what is wrong with it.
      if (!(error instanceof StoreError)) throw error;
    }
  }
}

/** Entries that a server which forgets remembers. */
const REMEMBERED_MAX = 10_000;

/** The audit log of a server that forgets. */
export class MemoryAuditBook implements AuditBook {
  readonly #entries: AuditEntry[] = [];

  write(entry: AuditEntry): Promise<void> {
    this.#entries.push(entry);
    this.#entries.sort((a, b) => a.id < b.id ? -1 : 1);
    if (this.#entries.length > REMEMBERED_MAX) this.#entries.shift();
    return Promise.resolve();
  }

  read(limit: number, before = "~"): Promise<AuditEntry[]> {
    const older = this.#entries.filter(({ id }) => id < before);
    return Promise.resolve(older.slice(-limit).reverse());
  }
}
