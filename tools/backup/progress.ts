/**
 * A progress line on the terminal.
 *
 * @module
 */
import type { Counts } from "./record.ts";

/** How often the line changes, in milliseconds. */
const EVERY_MS = 100;

/** A line that counts, on standard error; nothing where that is no terminal. */
export class Progress implements Disposable {
  readonly #verb: string;
  readonly #shows = Deno.stderr.isTerminal();
  #shownAt = -Infinity;

  constructor(verb: string) {
    this.#verb = verb;
  }

  /** Shows how much there was so far, now and then. */
  show(counts: Counts): void {
    if (!this.#shows || performance.now() - this.#shownAt < EVERY_MS) return;
    this.#shownAt = performance.now();
    write(
      `\r\x1b[K${this.#verb} … ${inWords(counts)}, lines: ${counts.lines.toLocaleString("en")}`,
    );
  }

  /** Clears the line. */
  [Symbol.dispose](): void {
    if (this.#shows) write("\r\x1b[K");
  }
}

/** How much there is in a backup. */
export function inWords({ rooms, entries, accounts, sessions, files }: Counts): string {
  const counts = { rooms, entries, accounts, sessions, files };
  return Object.entries(counts).map(([what, count]) => `${what}: ${count.toLocaleString("en")}`)
    .join(", ");
}

function write(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}
