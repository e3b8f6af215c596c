/**
 * Who is called in a message: the people whose `@name` the page draws as a call.
 *
 * @module
 */
import type { Entry } from "../../protocol.ts";
import { nameKey } from "../../protocol/name.ts";
import { blocksOf, linesOf } from "../../protocol/blocks.ts";
import { callsIn } from "./call_scan.ts";

/** How many people one message can call. */
export const CALLED_MAX = 5;

/** The keys of the people that a text calls with an `@`, each once, the first few. */
export function mentionsIn(text: string): string[] {
  const called = new Set<string>();
  if (text.includes("@")) collect(linesOf(text), 0, called);
  return [...called];
}

function collect(lines: string[], depth: number, called: Set<string>): void {
  for (const block of blocksOf(lines, depth)) {
    if (block.type === "quote") collect(block.lines, depth + 1, called);
    if (block.type !== "words") continue;
    for (const name of block.lines.flatMap(callsIn)) {
      if (called.size === CALLED_MAX) return;
      called.add(nameKey(name));
    }
  }
}

/** The keys of the people whom an entry calls: a message, or one that was changed. */
export function calledBy(entry: Pick<Entry, "type"> & { text?: string }): string[] {
  const isMessage = entry.type === "said" || entry.type === "edited";
  return isMessage ? mentionsIn(entry.text ?? "") : [];
}
