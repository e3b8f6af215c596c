/**
 * The keys of private rooms, as this browser keeps them: nowhere but in its database, so that no list of
 * what a page stores in words has them.
 *
 * @module
 */

import { keep, SEALED } from "../../browser_storage.ts";
import { baseUrl } from "../../document.ts";

/** What is kept of a room. */
export interface KeptRoom {
  /** Its name on the server. */
  readonly name: string;
  /** What stands in its link. */
  readonly secret: string;
  /** What it is called in this browser. */
  readonly title: string;
  /** Whether notifications may say what was said. */
  readonly tells: boolean;
  /** When it was entered here first. */
  readonly at: number;
}

const ROOMS = "rooms";

/** All that this browser has a key to, in the order in which they were entered. */
export async function keptRooms(): Promise<KeptRoom[]> {
  const rooms = (await inStore("readonly", (store) => store.getAll())).flatMap(readRoom);
  keep(SEALED, rooms.length > 0 || undefined);
  return rooms.sort((one, other) => one.at - other.at);
}

/** Rejects where the browser keeps nothing. */
export async function keepRoom(room: KeptRoom): Promise<void> {
  await inStore("readwrite", (store) => store.put(room));
  keep(SEALED, true);
}

/** Nobody enters it by this browser any more who does not have its link. */
export async function forgetRoom(name: string): Promise<void> {
  await inStore("readwrite", (store) => store.delete(name));
  await keptRooms();
}

/** Those of another path are another server's. */
async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(`sealed ${baseUrl().pathname}`, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(ROOMS, { keyPath: "name" });
  const database = await done(opening);
  try {
    const transaction = database.transaction(ROOMS, mode);
    const result = await done(act(transaction.objectStore(ROOMS)));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    return result;
  } finally {
    database.close();
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function readRoom(kept: unknown): KeptRoom[] {
  const { name, secret, title, tells, at } = Object(kept);
  if (typeof name !== "string" || typeof secret !== "string" || typeof at !== "number") return [];
  return [{ name, secret, title: String(title), tells: tells === true, at }];
}
