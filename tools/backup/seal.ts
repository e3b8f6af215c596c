/**
 * Lines that show whether they are whole. Each begins with a sum over itself and all before it, so a
 * line that is damaged, missing, doubled or in another place is noticed, and at its number.
 *
 * @module
 */
import { crc32 } from "node:zlib";

/** A backup that can't be used. The message is one line for a person. */
export class BackupError extends Error {
  override name = "BackupError";
}

/** How long a line may be. A page of a log has at most 64 KiB in the store. */
const LINE_MAX_BYTES = 4 * 1024 * 1024;
const NEWLINE = 10;
/** `{"sum":"0123abcd",` */
const SEAL = /^\{"sum":"([0-9a-f]{8})",$/;
const SEAL_LENGTH = 18;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Seals lines as they are written, or checks them as they are read. */
export class Seal {
  #sum = 0;

  /** The line of a record, which must not be empty. */
  close(record: Record<string, unknown>): Uint8Array<ArrayBuffer> {
    const rest = encoder.encode(`${JSON.stringify(record).slice(1)}\n`);
    this.#sum = crc32(rest.subarray(0, -1), this.#sum);
    const sum = encoder.encode(`{"sum":"${this.#sum.toString(16).padStart(8, "0")}",`);
    const line = new Uint8Array(sum.length + rest.length);
    line.set(sum);
    line.set(rest, sum.length);
    return line;
  }

  /** Whether a line is as it was written, and follows the one before. */
  checks(line: Uint8Array): boolean {
    const [, sum] = SEAL.exec(String.fromCharCode(...line.subarray(0, SEAL_LENGTH))) ?? [];
    this.#sum = crc32(line.subarray(SEAL_LENGTH), this.#sum);
    return sum !== undefined && parseInt(sum, 16) === this.#sum;
  }
}

/**
 * Cuts bytes into lines.
 *
 * @throws {BackupError} If a line is longer than any of ours.
 */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 1;
  for await (let chunk of bytes) {
    for (let end; (end = chunk.indexOf(NEWLINE)) >= 0; chunk = chunk.subarray(end + 1)) {
      yield joined([...parts, chunk.subarray(0, end)]);
      parts = [];
      length = 0;
      number++;
    }
    parts.push(chunk);
    length += chunk.length;
    if (length > LINE_MAX_BYTES) throw new BackupError(`line ${number} is too long`);
  }
  if (length > 0) yield joined(parts);
}

/** What a line says; `undefined` if it is no JSON, or no UTF-8. */
export function valueOf(line: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(line));
  } catch {
    return undefined;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const line = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    line.set(part, at);
    at += part.length;
  }
  return line;
}
