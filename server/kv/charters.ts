/**
 * Charters in Deno KV.
 *
 * @module
 */
import { type Charter, isCharter, sealedCharter } from "../../hub/charter.ts";
import type { Charters } from "../../hub/charters.ts";
import { keys, type Stored } from "./keys.ts";
import type { Store } from "./store.ts";

/** Bytes of a charter in one value, which may have 64 KiB. */
const PIECE_BYTES = 60_000;
/** Pieces of one charter, at most, as its lists are bounded. */
const PIECES_MAX = 10;
/** Pieces that are read at once. */
const BATCH = 250;

type Piece = Deno.KvEntry<Stored["charter"]>;

export class KvCharters implements Charters {
  readonly #store: Store;
  /** Up to where `changes` has told, as a versionstamp. */
  #told = "";

  constructor(store: Store) {
    this.#store = store;
    store.onReopened(() => this.#told = "");
  }

  async of(room: string): Promise<Charter | undefined> {
    return join(await this.#pieces(room));
  }

  async change(
    room: string,
    decide: (charter: Charter | undefined) => Charter,
  ): Promise<Charter> {
    while (true) {
      const pieces = await this.#pieces(room);
      const charter = decide(join(pieces));
      if (await this.#write(room, pieces, charter)) return charter;
      // Another server has changed it meanwhile: what it says now is decided upon.
    }
  }

  async forget(room: string): Promise<void> {
    const [first, ...rest] = await this.#pieces(room);
    if (!first) return;
    await this.#store.write((kv) => {
      // If another server has changed it meanwhile, somebody makes a room there.
      const atomic = kv.atomic().check(first);
      for (const { key } of [first, ...rest]) atomic.delete(key);
      return atomic.commit();
    });
  }

  async *changes(): AsyncIterable<[string, Charter]> {
    const { versionstamp } = await this.#store.use((kv) => kv.get(keys.chartersChanged));
    const told = this.#told;
    if (versionstamp === null || versionstamp === told) return;
    for await (const piece of this.#store.scan<Stored["charter"]>(keys.allCharters, BATCH)) {
      const [, room, number] = piece.key;
      if (piece.versionstamp <= told || number !== 0) continue;
      // One of several pieces may have been changed between them, and is read again as a whole.
      const isWhole = piece.value.length < PIECE_BYTES;
      const charter = isWhole ? join([piece]) : await this.of(String(room));
      if (charter) yield [String(room), charter];
    }
    this.#told = versionstamp;
  }

  #pieces(room: string): Promise<Piece[]> {
    return this.#store.list({ prefix: keys.charter(room) }, { batchSize: PIECES_MAX });
  }

  /** Writes a charter, if it is still what was read; `false` if it is not. */
  async #write(room: string, before: readonly Piece[], charter: Charter): Promise<boolean> {
    const pieces = piecesOf(charter);
    const { ok } = await this.#store.write((kv) => {
      // All pieces are written each time, so the first one tells of the others.
      const atomic = kv.atomic().set(keys.chartersChanged, true).check({
        key: keys.charterPiece(room, 0),
        versionstamp: before[0]?.versionstamp ?? null,
      });
      if (!isReadable(before)) {
        for (const { key, value } of before) atomic.set(keys.unreadable(key), value);
      }
      pieces.forEach((piece, i) => atomic.set(keys.charterPiece(room, i), piece));
      for (const { key } of before.slice(pieces.length)) atomic.delete(key);
      return atomic.commit();
    });
    return ok;
  }
}

/** A charter as it is kept, in pieces that fit into a value each. */
export function piecesOf(charter: Charter): Uint8Array[] {
  const bytes = new TextEncoder().encode(JSON.stringify(charter));
  return Array.from(
    { length: Math.ceil(bytes.length / PIECE_BYTES) },
    (_, i) => bytes.slice(i * PIECE_BYTES, (i + 1) * PIECE_BYTES),
  );
}

/** Whether pieces make a charter, or there are none. */
function isReadable(pieces: readonly Piece[]): boolean {
  return pieces.length === 0 || parse(pieces) !== undefined;
}

/** The charter that pieces make. One that can't be read lets nobody in: it may have been hidden. */
function join(pieces: readonly Piece[]): Charter | undefined {
  return pieces.length === 0 ? undefined : parse(pieces) ?? sealedCharter();
}

function parse(pieces: readonly Piece[]): Charter | undefined {
  try {
    const decoder = new TextDecoder();
    const texts = pieces.map(({ value }) => decoder.decode(value, { stream: true }));
    const charter: unknown = JSON.parse(texts.join(""));
    return isCharter(charter) ? charter : undefined;
  } catch {
    // It is no JSON, or its pieces are no bytes.
    return undefined;
  }
}
