/**
 * How large files may be, how many bytes are kept of them, and how fast they have to come.
 *
 * @module
 */
import { LIMITS } from "../../protocol.ts";
import type { StorageQuota } from "./file_store.ts";

const MIB = 1024 * 1024;

export interface FileLimits {
  /** Bytes of a file. */
  readonly file: number;
  readonly storage: StorageQuota;
  /** Whether guests may upload. */
  readonly guests: boolean;
}

/**
 * A person may have some thousand photos, and 20 people what fits on the disk of a small server. Who
 * reaches the end is told to delete what they have sent.
 */
export const FILE_LIMITS: FileLimits = {
  file: LIMITS.file,
  storage: { total: 10 * 1024 * MIB, perPerson: 512 * MIB },
  guests: true,
};

/** What is kept of them where everything is in memory. */
export const MEMORY_STORAGE: StorageQuota = { total: 256 * MIB, perPerson: 64 * MIB };

/** How an upload has to come. */
export interface Pace {
  /** How long nothing may come, in milliseconds. */
  readonly stalledMs: number;
  /** In each window of so many milliseconds, as many bytes have to come: a modem has more. */
  readonly windowMs: number;
  readonly windowBytes: number;
  /** How long all of it may take, in milliseconds. */
  readonly totalMs: number;
}

export const PACE: Pace = {
  stalledMs: 10_000,
  windowMs: 30_000,
  windowBytes: 32 * 1024,
  totalMs: 60 * 60_000,
};

/**
 * How many uploads come at once, and how many wait for their turn: of a person, from an address, and in
 * all. Each takes a megabyte at most. An upload may take an hour, so nobody gets all turns by a few names.
 */
export const AT_ONCE = {
  perPerson: 4,
  perAddress: 16,
  total: 32,
  waitingPerPerson: 32,
  waitingPerAddress: 256,
  waiting: 512,
} as const;

/**
 * Uploads of which bytes may be left to be deleted before another one begins. They count for no quota, and
 * the collector rests most of the time: so those who upload catch up with it.
 */
export const LEFT_MAX = 16;

/** How long an upload is kept that no message has, in milliseconds. */
export const LOOSE_MS = 60 * 60_000;
