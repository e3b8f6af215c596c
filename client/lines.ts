/**
 * Bytes into lines.
 *
 * @module
 */

/**
 * The lines of a stream of UTF-8, without their ends. Of a line longer than `unitsMax` UTF-16 units
 * only about so much is kept: a stream without line ends must not fill the memory.
 */
export async function* linesOf(
  bytes: AsyncIterable<Uint8Array>,
  unitsMax: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let line = "";
  for await (const chunk of bytes) {
    const [first = "", ...others] = decoder.decode(chunk, { stream: true }).split("\n");
    if (line.length < unitsMax) line += first;
    for (const next of others) {
      yield line.replace(/\r$/, "");
      line = next;
    }
  }
  line += decoder.decode();
  if (line !== "") yield line.replace(/\r$/, "");
}
