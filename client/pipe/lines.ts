/**
 * Bytes into lines.
 *
 * @module
 */

const NEWLINE = 10;

/**
 * The lines of a stream, without their ends; `undefined` in the place of one that is not in its encoding.
 * Of a line longer than `unitsMax` UTF-16 units only about so much is kept: a stream without line ends
 * must not fill the memory.
 *
 * @param encoding by the name that a TextDecoder gives it
 */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  unitsMax: number,
  encoding: string = "utf-8",
): AsyncGenerator<string | undefined> {
  const line = new LineBuffer(unitsMax, encoding);
  const isWide = encoding.startsWith("utf-16");
  for await (const chunk of isWide ? wholeUnits(bytes) : bytes) {
    let start = 0;
    for (
      let end;
      (end = lineEndIn(chunk, start, encoding)) !== -1;
      start = end + (isWide ? 2 : 1)
    ) {
      line.add(chunk.subarray(start, end));
      yield line.take();
    }
    line.add(chunk.subarray(start));
  }
  if (!line.isEmpty) yield line.take();
}

/** Where a line ends in a chunk. But for UTF-16, a newline's byte is part of no other letter. */
function lineEndIn(chunk: Uint8Array, start: number, encoding: string): number {
  let at = chunk.indexOf(NEWLINE, start);
  if (!encoding.startsWith("utf-16")) return at;
  const high = encoding === "utf-16le" ? 1 : -1;
  for (; at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) {
    const isLow = at % 2 === (high === 1 ? 0 : 1);
    if (isLow && chunk[at + high] === 0) return Math.min(at, at + high);
  }
  return -1;
}

/** The same bytes in pieces of whole units of UTF-16, but for what is left over at the end. */
async function* wholeUnits(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = new Uint8Array();
  for await (const chunk of bytes) {
    const piece = new Uint8Array(left.length + chunk.length);
    piece.set(left);
    piece.set(chunk, left.length);
    const end = piece.length - piece.length % 2;
    left = piece.slice(end);
    yield piece.subarray(0, end);
  }
  if (left.length > 0) yield left;
}

/** A line that is not all there yet. */
class LineBuffer {
  readonly #unitsMax: number;
  readonly #encoding: string;
  #decoder: TextDecoder;
  /** `undefined` when something of it is not in the encoding. */
  #text: string | undefined = "";
  #isEmpty = true;
  #isCut = false;

  constructor(unitsMax: number, encoding: string) {
    this.#unitsMax = unitsMax;
    this.#encoding = encoding;
    this.#decoder = this.#newDecoder();
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
    this.#decoder = this.#newDecoder();
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
      this.#decoder = this.#newDecoder();
    }
  }

  #newDecoder(): TextDecoder {
    return new TextDecoder(this.#encoding, { fatal: true });
  }
}
