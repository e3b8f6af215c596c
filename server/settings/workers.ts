/**
 * Settings of workers.
 *
 * @module
 */
import { SettingError } from "./values.ts";

/** More would only wait for each other, and for the thread that has the hub. */
const WORKERS_MAX = 64;

/** What of the machine decides. */
export interface Machine {
  readonly os: typeof Deno.build.os;
  readonly cores: number;
}

const HERE: Machine = { os: Deno.build.os, cores: navigator.hardwareConcurrency };

/**
 * How many threads hold connections; with 1, this one does, and there is no other.
 *
 * @throws {SettingError} If it can't be read, or there can be only one.
 */
export function workersOf(text: string | undefined, { os, cores }: Machine = HERE): number {
  if (!text) return 1;
  if (text === "auto") return os === "linux" ? Math.min(cores, WORKERS_MAX) : 1;
  const count = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : NaN;
  if (!(count <= WORKERS_MAX)) {
    throw new SettingError(
      `Cannot read workers: must be 1 to ${WORKERS_MAX}, or auto, received "${text}"`,
    );
  }
  if (count === 1 || os === "linux") return count;
  throw new SettingError(
    `Cannot start ${count} workers: only Linux lets them share a port, leave out --workers`,
  );
}
