// deno-lint-ignore-file no-control-regex -- a terminal reads control characters

/**
 * A terminal that wraps again what it shows whenever its width changes, as most do, and keeps all that
 * scrolls away. Nothing stops the cursor at the top of a screen, so that whoever goes up too far is found.
 *
 * @module
 */

const PIECE = /\x1b\[(\d*)([AJm])|\r|\n|[^\x1b\r\n]/g;

export class RewrappingTerminal {
  /** Each as long as it was written: how it is wrapped is a matter of the width. */
  readonly #lines = [""];
  #line = 0;
  #column = 0;
  #width: number;

  constructor(width: number) {
    this.#width = width;
  }

  /** The column of the cursor, as it would be answered. */
  get column(): number {
    return this.#column - this.#rowStart();
  }

  /** All lines, without those at the end that are empty. */
  get text(): string {
    return this.#lines.join("\n").trimEnd();
  }

  resize(width: number): void {
    this.#width = width;
  }

  write(text: string): void {
    for (const [piece, count, command] of text.matchAll(PIECE)) {
      if (command === "A") this.#up(Number(count || 1));
      else if (command === "J") this.#clearBelow();
      else if (command === "m") continue;
      else if (piece === "\r") this.#column = this.#rowStart();
      else if (piece === "\n") this.#down();
      else this.#put(piece);
    }
  }

  /** Where the row of the cursor begins. Behind a row that is full the cursor stands in that row still. */
  #rowStart(): number {
    const isBehind = this.#column > 0 && this.#column === this.#current.length &&
      this.#column % this.#width === 0;
    const at = isBehind ? this.#column - 1 : this.#column;
    return Math.floor(at / this.#width) * this.#width;
  }

  get #current(): string {
    return this.#lines[this.#line] ?? "";
  }

  #up(rows: number): void {
    for (let row = 0; row < rows; row++) {
      const start = this.#rowStart();
      const { column } = this;
      if (start > 0) {
        this.#column = start - this.#width + column;
      } else if (this.#line > 0) {
        this.#line--;
        const last = Math.max(0, this.#current.length - 1);
        this.#column = Math.floor(last / this.#width) * this.#width + column;
      }
    }
  }

  #clearBelow(): void {
    this.#lines.splice(this.#line, Infinity, this.#current.slice(0, this.#column));
  }

  #down(): void {
    this.#line++;
    if (this.#line === this.#lines.length) this.#lines.push("");
    this.#column = 0;
  }

  #put(letter: string): void {
    const line = this.#current.padEnd(this.#column);
    this.#lines[this.#line] = line.slice(0, this.#column) + letter + line.slice(this.#column + 1);
    this.#column++;
  }
}
