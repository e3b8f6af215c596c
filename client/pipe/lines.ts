/**
 * Bytes into lines.
 *
 * @module
 */

const NEWLINE = 10;

/**
 * The lines of a stream of UTF-8, without their ends; `undefined` in the place of one that is not
 * UTF-8. Of a line longer than `unitsMax` UTF-16 units only about so much is kept: a stream without
 * line ends must not fill the memory.
 */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  unitsMax: number,
): AsyncGenerator<string | undefined> {
  const line = new LineBuffer(unitsMax);
  for await (const chunk of bytes) {
    let start = 0;
    for (let end; (end = chunk.indexOf(NEWLINE, start)) !== -1; start = end + 1) {
      line.add(chunk.subarray(start, end));
      yield line.take();
    }
    line.add(chunk.subarray(start));
  }
  if (!line.isEmpty) yield line.take();
}

/** A line that is not all there yet. */
class LineBuffer {
  readonly #unitsMax: number;
  #decoder = newDecoder();
  /** `undefined` when something of it is not UTF-8. */
  #text: string | undefined = "";
  #isEmpty = true;
  #isCut = false;

  constructor(unitsMax: number) {
    this.#unitsMax = unitsMax;
  }

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  add(piece: Uint8Array): void {
    if (piece.length === 0 || this.#text === undefined) return;
    this.#isEmpty = false;
    if (this.#text.length >= this.#unitsMax) this.#isCut = true;
    else this.#decode(piece);
  }

  take(): string | undefined {
    // What was cut may end within a letter.
    if (!this.#isCut) this.#decode();
    const text = this.#text;
    this.#decoder = newDecoder();
    this.#text = "";
    this.#isEmpty = true;
    this.#isCut = false;
    return text?.replace(/\r$/, "");
  }

  #decode(piece?: Uint8Array): void {
    try {
      const more = piece ? this.#decoder.decode(piece, { stream: true }) : this.#decoder.decode();
      if (this.#text !== undefined) this.#text += more;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.#text = undefined;
      this.#decoder = newDecoder();
    }
  }
}

function newDecoder(): TextDecoder {
  return new TextDecoder("utf-8", { fatal: true });
}
