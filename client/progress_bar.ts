/**
 * How far something is, on standard error.
 *
 * @module
 */

import { sizeText } from "../protocol/text/size.ts";
import { plainLine } from "./plain_text.ts";

/** Columns of the bar itself. */
const BAR = 20;
/** Columns of a name at most. */
const NAME_MAX = 30;

/** What a bar is drawn on. */
export interface Drawn {
  isTerminal: boolean;
  write: (text: string) => void;
}

/** A line that is drawn anew as it goes on. Where nobody looks, in a log for example, there is none. */
export class ProgressBar {
  readonly #on: Drawn;
  #drawn = "";

  constructor(on: Drawn = standardError()) {
    this.#on = on;
  }

  show({ name, sent, size }: { name: string; sent: number; size: number }): void {
    const part = size === 0 ? 1 : sent / size;
    const filled = Math.floor(part * BAR);
    const bar = "#".repeat(filled) + "-".repeat(BAR - filled);
    const percent = String(Math.floor(part * 100)).padStart(3);
    const letters = [...plainLine(name)];
    const short = letters.length > NAME_MAX
      ? `${letters.slice(0, NAME_MAX - 1).join("")}…`
      : letters.join("");
    this.#draw(`[${bar}] ${percent} % of ${sizeText(size)}  ${short}`);
  }

  /** Leaves nothing of it on the screen. */
  clear(): void {
    this.#draw("");
  }

  #draw(line: string): void {
    if (!this.#on.isTerminal || line === this.#drawn) return;
    this.#drawn = line;
    this.#on.write(`\r\x1b[K${line}`);
  }
}

function standardError(): Drawn {
  return {
    isTerminal: Deno.stderr.isTerminal(),
    write: (text) => Deno.stderr.writeSync(new TextEncoder().encode(text)),
  };
}
