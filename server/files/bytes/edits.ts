/**
 * What is taken out of a file on arrival.
 *
 * @module
 */
import { Broken } from "./broken.ts";

/** Bytes to leave out, or to replace by others. */
export interface Edit {
  readonly at: number;
  readonly length: number;
  readonly bytes?: Uint8Array;
}

/** Edits of one file at most. One with more is left as it is, and is no picture. */
const EDITS_MAX = 512;
/** What is blanked in one edit at most: all of these share the same bytes. */
const BLANK_MAX = 64 * 1024;
const ZEROS = new Uint8Array(BLANK_MAX);
const SPACES = new Uint8Array(BLANK_MAX).fill(0x20);

export class Edits {
  #edits: Edit[] = [];
  #keepsLocation = false;
  #hasLocation = false;

  /** Leaves bytes out. */
  remove(at: number, length: number): void {
    const last = this.#edits.at(-1);
    if (last && !last.bytes && last.at + last.length === at) {
      this.#edits[this.#edits.length - 1] = { at: last.at, length: last.length + length };
    } else if (length > 0) this.#add({ at, length });
  }

  replace(at: number, length: number, bytes: Uint8Array): void {
    this.#add({ at, length, bytes });
  }

  /** Overwrites bytes with as many zeros, or spaces: what follows stays where it is. */
  blank(at: number, length: number, fill: "zeros" | "spaces" = "zeros"): void {
    const blank = fill === "zeros" ? ZEROS : SPACES;
    for (let done = 0; done < length; done += BLANK_MAX) {
      const bytes = blank.subarray(0, length - done);
      this.#add({ at: at + done, length: bytes.length, bytes });
    }
  }

  /** Tells that there is a location in what is taken out. */
  sawLocation(): void {
    this.#hasLocation = true;
  }

  /** Tells that there is, or may be, a location that can't be taken out. */
  leaveLocation(): void {
    this.#keepsLocation = true;
  }

  /** Whether a location stays. */
  get keepsLocation(): boolean {
    return this.#keepsLocation;
  }

  /** Takes nothing out after all. */
  drop(): void {
    this.#edits = [];
    this.#keepsLocation ||= this.#hasLocation;
  }

  /** The edits of a file of a size, in order. */
  list(size: number): Edit[] {
    const edits = this.#edits.toSorted((one, other) => one.at - other.at);
    let end = 0;
    for (const { at, length } of edits) {
      if (at < end || at + length > size) throw new Broken("Parts of the file overlap");
      end = at + length;
    }
    return edits;
  }

  #add(edit: Edit): void {
    if (this.#edits.length >= EDITS_MAX) throw new Broken("There is too much to take out");
    this.#edits.push(edit);
  }
}
