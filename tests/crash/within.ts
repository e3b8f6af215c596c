/**
 * What has to come while everything breaks.
 *
 * @module
 */
import { Violation } from "./ledger.ts";

/** How long anything may take, in milliseconds. */
const PATIENCE_MS = 60_000;

/** What a promise brings, or a violation if it does not in time. */
export async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Violation(`waited ${PATIENCE_MS} ms for ${what}`)),
    PATIENCE_MS,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
