/**
 * Room that is kept free on the disk of a store's file.
 *
 * Deno KV deletes rows whose time is over by itself, once a minute, and where it finds no room even for
 * that, Deno ends the process. So we stop writing before the disk is full.
 *
 * @module
 */
import * as fs from "node:fs";
import { dirname } from "node:path";

const MIB = 1024 * 1024;
/** What is kept free, in bytes, besides what SQLite's log is going to add to the file. */
const KEPT = MIB;
/** What a file needs to be opened, in bytes. */
const OPENED = MIB / 4;
/** How long what was seen is true, in milliseconds. So long, less is written than what is kept. */
const LOOK_MS = 50;
const FULL = "its disk is full: make room";

/** How many bytes are free on a disk, and how many SQLite's log has. */
export interface Room {
  readonly free: number;
  readonly log: number;
}

/** Refuses what would take the last room on a disk. */
export class Reserve {
  readonly #look: () => Room | undefined;
  #isFull = false;
  #lookedAt = -Infinity;

  /** Without permission to look, and where the system does not tell, nothing is refused. */
  constructor(path: string, look = () => roomFor(path)) {
    this.#look = look;
  }

  /** @throws While there is too little room to write. */
  check(): void {
    if (performance.now() - this.#lookedAt >= LOOK_MS) {
      const room = this.#look();
      this.#isFull = room !== undefined && room.free < room.log + KEPT;
      this.#lookedAt = performance.now();
    }
    if (this.#isFull) throw new Error(FULL);
  }

  /** @throws If there is too little room to open a file. */
  checkOpening(): void {
    const room = this.#look();
    if (room !== undefined && room.free < OPENED) throw new Error(FULL);
  }
}

function roomFor(path: string): Room | undefined {
  // Deno 2.5, which Deno Deploy has, can't tell.
  if (typeof fs.statfsSync !== "function") return undefined;
  if (Deno.permissions.querySync({ name: "sys", kind: "statfs" }).state !== "granted") {
    return undefined;
  }
  try {
    const { bavail, bsize } = fs.statfsSync(dirname(path));
    const log = fs.statSync(`${path}-wal`, { throwIfNoEntry: false });
    return { free: bavail * bsize, log: log?.size ?? 0 };
  } catch {
    // Whoever uses the file says what is wrong with it.
    return undefined;
  }
}
