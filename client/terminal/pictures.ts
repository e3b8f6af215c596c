/**
 * Shows pictures between the lines, where the terminal can.
 *
 * @module
 */

import type { FileInfo, Said } from "../../protocol.ts";
import { CutError, RefusedError } from "../connection.ts";
import type { Transfers } from "../connection/files.ts";
import type { Abilities } from "./pictures/abilities.ts";

/** Bytes of a picture at most: nobody asked for it, and it may come over a slow line. */
const SIZE_MAX = 4 * 1024 * 1024;
/** Pictures that wait to be fetched. Of more, the oldest stay lines. */
const WAITING_MAX = 4;
/** Columns left of a picture, as of what belongs to a message. */
const INDENT = 6;
const TYPES = ["image/png", "image/jpeg"];

/** What pictures are drawn on. */
export interface Wall {
  readonly columns: number;
  /** Prints a picture below the words that say which one it is: other lines may have come between. */
  picture(file: FileInfo, drawing: string): void;
}

/** Fetches pictures one after the other, and draws them. */
export class Pictures {
  readonly #transfers: Pick<Transfers, "download">;
  readonly #wall: Wall;
  readonly #leaving = new AbortController();
  #abilities: Abilities | undefined;
  #waiting: FileInfo[] = [];
  #isFetching = false;

  constructor(transfers: Pick<Transfers, "download">, wall: Wall) {
    this.#transfers = transfers;
    this.#wall = wall;
  }

  /** From now on they are drawn, if the terminal can do that. */
  begin(abilities: Abilities): void {
    this.#abilities = abilities;
    this.#fetchAll();
  }

  /** Gives up what is under way. */
  leave(): void {
    this.#leaving.abort(new CutError("you left"));
  }

  /** Takes the pictures of a message that is on the screen. */
  offer({ files = [] }: Said): void {
    const pictures = files.filter(({ type, size }) => TYPES.includes(type) && size <= SIZE_MAX);
    this.#waiting = [...this.#waiting, ...pictures].slice(-WAITING_MAX);
    this.#fetchAll();
  }

  async #fetchAll(): Promise<void> {
    if (this.#isFetching || this.#abilities === undefined) return;
    if (this.#abilities.protocol === undefined) this.#waiting = [];
    this.#isFetching = true;
    for (let file; (file = this.#waiting.shift()) !== undefined;) {
      await this.#draw(file, this.#abilities);
    }
    this.#isFetching = false;
  }

  async #draw(file: FileInfo, abilities: Abilities): Promise<void> {
    const bytes = await this.#fetch(file);
    if (bytes === undefined) return;
    // Loaded with the first picture: nobody waits for it before.
    const { encode } = await import("./pictures/encode.ts");
    // The last column stays free: in it, some terminals begin a new row.
    const drawn = await encode(bytes, abilities, this.#wall.columns - INDENT - 1);
    if (drawn === undefined || this.#leaving.signal.aborted) return;
    this.#wall.picture(file, inPlace(drawn));
  }

  /** Its line is there; so a picture that cannot be fetched is worth no other. */
  async #fetch(file: FileInfo): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const pieces = [];
    try {
      for await (const piece of this.#transfers.download(file, this.#leaving.signal)) {
        pieces.push(piece);
      }
    } catch (error) {
      if (error instanceof RefusedError || error instanceof CutError) return undefined;
      throw error;
    }
    return new Uint8Array(await new Blob(pieces).arrayBuffer());
  }
}

/**
 * A drawing as a line of text: in rows that are made for it first, so that nothing scrolls while it is
 * drawn, with one more, to which some terminals go on by themselves.
 */
function inPlace({ drawing, rows }: { drawing: string; rows: number }): string {
  const up = `\x1b[${rows}A`;
  const down = rows > 1 ? `\x1b[${rows - 1}B` : "";
  return `${"\n".repeat(rows)}${up}\r\x1b[${INDENT}C\x1b7${drawing}\x1b8${down}\r`;
}
