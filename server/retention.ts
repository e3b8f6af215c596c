/**
 * What is too old is forgotten, a little at a time.
 *
 * @module
 */
import type { Hub } from "../hub.ts";
import type { Head, Journal } from "../hub/journal.ts";
import type { Retention } from "./settings.ts";

/** How long we rest between two looks at all rooms, in milliseconds. */
const REST_MS = 60_000;
/** Entries that are forgotten at once in a room; then it is the next room's turn. */
const STEP_ENTRIES = 5_000;
/** Entries that are looked at at once. */
const PAGE_ENTRIES = 500;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface RetentionOptions extends Retention {
  journal: Journal;
  hub: Hub;
  /** Aborted when it is time to stop. */
  signal: AbortSignal;
  restMs?: number;
  /** The clock, in milliseconds since the epoch. */
  now?: () => number;
}

/** Forgets what is older or more than is to be kept, in all rooms, until it is told to stop. */
export async function retain(options: RetentionOptions): Promise<void> {
  const { journal, hub, signal, days, messages, restMs = REST_MS, now = Date.now } = options;
  if (days === Infinity && messages === Infinity) return;
  while (!signal.aborted) {
    let isBehind = false;
    try {
      for await (const [room, head] of journal.rooms()) {
        if (signal.aborted) return;
        const first = await firstToKeep(journal, room, head, { days, messages, at: now() });
        if (first <= head.first) continue;
        const trimmed = await journal.trim(room, first);
        if (trimmed) await hub.events.send({ type: "trimmed", room, head: trimmed });
        isBehind ||= first === head.first + STEP_ENTRIES;
      }
    } catch {
      isBehind = false;
      // The journal says itself what is wrong with it. What is too old now is so the next time, too.
    }
    // A room may be talked in faster than it would forget, if it rested after each step.
    await rest(isBehind ? 0 : restMs, signal);
  }
}

/** The number of the first entry to keep, a step ahead at most. */
async function firstToKeep(
  journal: Journal,
  room: string,
  { first, seq }: Head,
  { days, messages, at }: Retention & { at: number },
): Promise<number> {
  const most = Math.min(first + STEP_ENTRIES, seq + 1);
  const oldest = at - days * DAY_MS;
  let keep = Math.max(first, Math.min(most, seq - messages + 1));
  while (keep < most) {
    const entries = await journal.read(room, { after: keep - 1, limit: PAGE_ENTRIES });
    const kept = entries.find((entry) => entry.at >= oldest);
    if (kept || entries.length === 0) return Math.min(most, kept?.seq ?? keep);
    keep = entries[entries.length - 1]!.seq + 1;
  }
  return most;
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
