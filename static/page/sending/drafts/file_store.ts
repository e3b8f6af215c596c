/**
 * The files that the browser keeps until they are sent, so that they survive a reload: their bytes,
 * and what is known of them. What can't be kept is in this page's memory, as long as it is open.
 *
 * @module
 */

import type { About } from "../attachment.ts";
import { FILES, keep } from "../../browser_storage.ts";
import { baseUrl } from "../../document.ts";

/** Bytes that are kept at most, of all people who use this browser: more is in memory only. */
export const KEPT_BYTES_MAX = 256 * 1024 * 1024;
/** Nobody comes back to what was chosen so long ago. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** A file that is kept: `message` is the id of the one that it is in, once that was said. */
export interface Kept extends About {
  you: string;
  /** The key of the room. */
  room: string;
  /** The tab in which it was chosen. */
  tab: string;
  at: number;
  size: number;
  message?: string | undefined;
  /** Of a file in a private room: what it is called and says, and what opens its bytes. */
  sealed?: string | undefined;
}

const ABOUT = "about";
const BYTES = "bytes";

export class FileStore {
  /** `undefined` where the browser keeps nothing. */
  readonly #database: IDBDatabase | undefined;
  /** What is not kept, by key. As much as somebody chooses while the page is open. */
  readonly #memory: Map<string, { about: Kept; bytes: Blob }> = new Map();

  private constructor(database: IDBDatabase | undefined) {
    this.#database = database;
  }

  /** @param name of the database */
  static async open(name: string): Promise<FileStore> {
    try {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(ABOUT, { keyPath: "key" });
        request.result.createObjectStore(BYTES);
      };
      const database = await done(request);
      // Another tab wants to delete it.
      database.onversionchange = () => database.close();
      return new FileStore(database);
    } catch (error) {
      console.warn(error);
      return new FileStore(undefined);
    }
  }

  /** @returns whether it survives a reload; else it is kept as long as the page is open */
  async add(about: Kept, bytes: Blob): Promise<boolean> {
    if (await this.write(about, bytes)) return true;
    this.hold(about, bytes);
    return false;
  }

  /** @returns whether it is written down: else it is not kept */
  async write(about: Kept, bytes: Blob): Promise<boolean> {
    keep(FILES + about.you, true);
    try {
      const all = await this.#written();
      const held = all.reduce((sum, { size }) => sum + size, 0);
      if (this.#database === undefined || held + about.size > KEPT_BYTES_MAX) throw FULL;
      await this.#write((abouts, bytesOf) => {
        abouts.put(about);
        bytesOf.put(bytes, about.key);
      });
      return true;
    } catch (error) {
      if (error !== FULL) console.warn(error);
      return false;
    }
  }

  /** Keeps it as long as the page is open, and nowhere that is written down. */
  hold(about: Kept, bytes: Blob): void {
    this.#memory.set(about.key, { about, bytes });
  }

  /** Whether it is in memory: what it is there counts. */
  holds(key: string): boolean {
    return this.#memory.has(key);
  }

  /** Writes down anew what is known of a file whose bytes are written down. */
  async rewrite(about: Kept): Promise<void> {
    await this.#attempt((abouts) => abouts.put(about));
  }

  /** Forgets all that was chosen in a room. */
  async clearRoom(room: string): Promise<void> {
    const all = [...await this.#written(), ...this.#held()];
    await this.remove(all.filter((about) => about.room === room).map(({ key }) => key));
  }

  /** Notes what has changed about files. */
  async update(...abouts: Kept[]): Promise<void> {
    const kept = abouts.filter((about) => {
      const held = this.#memory.get(about.key);
      if (held) held.about = about;
      return held === undefined;
    });
    await this.#attempt((about) => kept.forEach((each) => about.put(each)));
  }

  /** What somebody has here, in the order in which they chose it. */
  async of(you: string): Promise<Kept[]> {
    const written = await this.#written();
    const all = [...written.filter(({ key }) => !this.holds(key)), ...this.#held()];
    const old = all.filter(({ at }) => Date.now() - at > KEPT_MS);
    await this.remove(old.map(({ key }) => key));
    const own = all.filter((kept) => kept.you === you && !old.includes(kept));
    if (own.length === 0) keep(FILES + you, undefined);
    return own.sort((one, other) => one.key < other.key ? -1 : 1);
  }

  /** @returns `undefined` if they are not here any more */
  async bytes(key: string): Promise<Blob | undefined> {
    const held = this.#memory.get(key);
    if (held || this.#database === undefined) return held?.bytes;
    try {
      const store = this.#database.transaction(BYTES).objectStore(BYTES);
      const found: unknown = await done(store.get(key));
      return found instanceof Blob ? found : undefined;
    } catch (error) {
      console.warn(error);
      return undefined;
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#memory.delete(key);
    if (keys.length === 0) return;
    await this.#attempt((abouts, bytes) => {
      for (const key of keys) {
        abouts.delete(key);
        bytes.delete(key);
      }
    });
  }

  /** Forgets all that somebody has here. */
  async clear(you: string): Promise<void> {
    await this.remove((await this.of(you)).map(({ key }) => key));
    keep(FILES + you, undefined);
  }

  #held(): Kept[] {
    return [...this.#memory.values()].map(({ about }) => about);
  }

  async #written(): Promise<Kept[]> {
    if (this.#database === undefined) return [];
    try {
      const store = this.#database.transaction(ABOUT).objectStore(ABOUT);
      return (await done(store.getAll())).map(readKept).filter((kept) => kept !== undefined);
    } catch (error) {
      console.warn(error);
      return [];
    }
  }

  /** Without a database nothing has to be done. */
  async #attempt(act: (abouts: IDBObjectStore, bytes: IDBObjectStore) => void): Promise<void> {
    try {
      if (this.#database) await this.#write(act);
    } catch (error) {
      // It can be sent all the same: only a reload would find it as it was.
      console.warn(error);
    }
  }

  #write(act: (abouts: IDBObjectStore, bytes: IDBObjectStore) => void): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const transaction = this.#database?.transaction([ABOUT, BYTES], "readwrite");
    if (transaction === undefined) return Promise.reject(FULL);
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
    act(transaction.objectStore(ABOUT), transaction.objectStore(BYTES));
    return promise;
  }
}

/** One for all visits: what it has in memory only is there in the next. */
let store: Promise<FileStore> | undefined;

/** The store of the files of this chat: others may be on the same host. */
export function openStore(): Promise<FileStore> {
  return store ??= FileStore.open(`hubbub files ${baseUrl().pathname}`);
}

/** Forgets all files that somebody has chosen here and not sent. */
export async function forgetFiles(you: string): Promise<void> {
  await (await openStore()).clear(you);
}

/** There is no place for more. */
const FULL = new RangeError("Cannot keep the file: there is no room for it in this browser");

function done<T>(request: IDBRequest<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
  return promise;
}

/** What the browser has kept, if it is of this shape: an older page may have kept another. */
export function readKept(kept: unknown): Kept | undefined {
  const { key, name, alt, you, room, tab, at, size, message, sealed, recording, uploaded } =
    (kept ?? {}) as Record<string, unknown>;
  if (typeof key !== "string" || typeof name !== "string" || typeof alt !== "string") return;
  if (typeof you !== "string" || typeof room !== "string" || typeof tab !== "string") return;
  if (typeof at !== "number" || typeof size !== "number") return;
  return {
    ...{ key, name, alt, you, room, tab, at, size },
    ...(typeof message === "string" && { message }),
    ...(typeof sealed === "string" && { sealed }),
    recording: readRecording(recording),
    uploaded: readUploaded(uploaded),
  };
}

export function readRecording(kept: unknown): About["recording"] {
  const { duration, peaks } = (kept ?? {}) as Record<string, unknown>;
  if (typeof duration !== "number" || !Array.isArray(peaks)) return undefined;
  return { duration, peaks: peaks.filter((peak) => typeof peak === "number") };
}

function readUploaded(kept: unknown): About["uploaded"] {
  const { id, preview } = (kept ?? {}) as Record<string, unknown>;
  if (typeof id !== "string") return undefined;
  return { id, ...(typeof preview === "string" && { preview }) };
}
