/**
 * What AVIF and HEIC consist of: items, their properties, and where they are in the file.
 *
 * @module
 */
import { type Box, boxesIn, freeBox } from "../boxes.ts";
import { Broken } from "../broken.ts";
import type { Edits } from "../edits.ts";
import type { Fields } from "../fields.ts";
import { orientationOnly } from "./exif.ts";
import { type ItemPlace, placesOf, type Range } from "./item_places.ts";

/** Items that are pictures, coded or derived from others. All others are overwritten. */
const PICTURES = new Set([
  ...["av01", "hvc1", "hev1", "lhv1", "avc1", "vvc1", "vvi1", "evc1", "jpeg", "j2k1", "unci"],
  ...["mski", "grid", "iden", "iovl", "tmap"],
]);
/** Parts that are known. All others become free space. */
const PARTS = new Set([
  ...["hdlr", "pitm", "iloc", "iinf", "iprp", "iref", "idat", "dinf", "grpl", "ipro", "free"],
]);
/** Properties with descriptions and times. */
const PERSONAL = new Set(["udes", "altt", "crtt", "mdft"]);
/** Items to overwrite at most. */
const EDITED_MAX = 64;
/** XMP without contents. */
const NO_XMP = new TextEncoder().encode('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>');
/** Where EXIF begins in its item, and EXIF without fields. */
const NO_EXIF = Uint8Array.of(0, 0, 0, 0, ...orientationOnly(1).subarray(0, 8), 0, 0, 0, 0, 0, 0);

export interface Size {
  readonly width: number;
  readonly height: number;
  /** From 5 on if width and height change places, as in EXIF. */
  readonly orientation: number;
}

/** What a file says of its pictures. */
export class Items {
  readonly #fields: Fields;
  /** Where in the file that begins. */
  readonly #base: number;
  readonly #parts: readonly Box[];
  readonly #types: ReadonlyMap<number, string>;

  /** `base` is where in the file the fields begin. Before its parts they have a version. */
  constructor(fields: Fields, base: number) {
    this.#fields = fields;
    this.#base = base;
    this.#parts = boxesIn(fields.from(4), base + 4);
    if (!this.#part("hdlr").has("pict", 8)) throw new Broken("There are no pictures");
    this.#types = typesOf(this.#part("iinf"));
  }

  /** The size of the main picture, and how it is turned. */
  get size(): Size {
    const main = this.#part("pitm");
    const id = main.u8(0) === 0 ? main.u16(4) : main.u32(4);
    let size: Size | undefined;
    let turns = 0;
    for (const { name, fields } of this.#propertiesOf(id)) {
      if (name === "irot") turns = fields.u8(0) & 3;
      if (name === "ispe") {
        size ??= { width: fields.u32(4), height: fields.u32(8), orientation: 1 };
      }
    }
    if (!size) throw new Broken("A picture has no size");
    return turns % 2 === 1 ? { ...size, orientation: 8 } : size;
  }

  /** Whether there are items in which a location may be. */
  get haveMetadata(): boolean {
    return this.#types.values().some((type) => !PICTURES.has(type));
  }

  /** Takes out what is personal. Items are overwritten where they are in the file's data. */
  edit(data: readonly Range[], size: number, edits: Edits): void {
    for (const box of this.#parts) {
      if (!PARTS.has(box.name)) freeBox(box, edits);
    }
    for (const { name, start, end } of this.#properties) {
      if (PERSONAL.has(name)) edits.blank(start + 4, Math.max(0, end - start - 4));
    }
    this.#editItems(data, size, edits);
  }

  #editItems(data: readonly Range[], size: number, edits: Edits): void {
    const box = this.#parts.find(({ name }) => name === "idat");
    const all = box ? [...data, box] : data;
    const places = placesOf(this.#part("iloc"), box?.start);
    const isPicture = ({ id }: ItemPlace) => PICTURES.has(this.#types.get(id) ?? "");
    const pictures = places.filter(isPicture).flatMap(({ ranges }) => ranges ?? []);
    if (pictures.some(({ end }) => end > size)) throw new Broken("The file ends too early");
    const others = places.filter((place) => !isPicture(place));
    if (others.length > EDITED_MAX) return edits.leaveLocation();
    const overwriting = new Overwriting(edits);
    for (const { id, ranges } of others) {
      if (ranges?.every((range) => isFree(range, all, pictures))) {
        overwriting.add(ranges, this.#types.get(id));
      } else edits.leaveLocation();
    }
    overwriting.end();
  }

  #part(name: string): Fields {
    const box = this.#parts.find((box) => box.name === name);
    if (!box) throw new Broken(`There is no ${name}`);
    return this.#contents(box);
  }

  #contents({ start, end }: Box): Fields {
    return this.#fields.from(start - this.#base, end - this.#base);
  }

  #boxesOf(name: string): Box[] {
    const box = this.#parts.find(({ name }) => name === "iprp");
    const found = box && boxesIn(this.#contents(box), box.start).find((box) => box.name === name);
    return found ? [found] : [];
  }

  get #properties(): Box[] {
    return this.#boxesOf("ipco").flatMap((box) => boxesIn(this.#contents(box), box.start));
  }

  /** The properties of an item. */
  #propertiesOf(id: number): { name: string; fields: Fields }[] {
    const properties = this.#properties;
    const numbers = this.#boxesOf("ipma").flatMap((box) => numbersOf(this.#contents(box), id));
    return numbers.flatMap((number) => {
      const box = properties[number - 1];
      return box ? [{ name: box.name, fields: this.#contents(box) }] : [];
    });
  }
}

/** The types of items, by their numbers. */
function typesOf(fields: Fields): Map<number, string> {
  const types = new Map<number, string>();
  // After its version there is the number of them.
  const list = fields.from(fields.u8(0) === 0 ? 6 : 8);
  for (const { start, end } of boxesIn(list, 0)) {
    const info = list.from(start, end);
    const version = info.u8(0);
    if (version < 2) types.set(info.u16(4), "mime");
    else if (version === 2) types.set(info.u16(4), info.text(8, 4));
    else types.set(info.u32(4), info.text(10, 4));
  }
  return types;
}

/** The numbers of the properties that an item has, from 1 on. */
function numbersOf(fields: Fields, id: number): number[] {
  const isWide = (fields.u8(3) & 1) === 1;
  const idSize = fields.u8(0) === 0 ? 2 : 4;
  const numbers: number[] = [];
  let at = 8;
  for (let left = fields.u32(4); left > 0; left--) {
    const isHis = fields.uint(at, idSize) === id;
    const count = fields.u8(at + idSize);
    at += idSize + 1;
    for (let i = 0; i < count; i++, at += isWide ? 2 : 1) {
      if (isHis) numbers.push(isWide ? fields.u16(at) & 0x7fff : fields.u8(at) & 0x7f);
    }
  }
  return numbers;
}

/** Whether a range may be overwritten: it is in the file's data, and no picture is in it. */
function isFree(range: Range, data: readonly Range[], pictures: readonly Range[]): boolean {
  return range.end > range.start &&
    data.some(({ start, end }) => range.start >= start && range.end <= end) &&
    !pictures.some(({ start, end }) => range.start < end && start < range.end);
}

/** Overwrites items by others of their types that say nothing. */
class Overwriting {
  readonly #edits: Edits;
  readonly #ranges: (Range & { readonly type: string | undefined; readonly isFirst: boolean })[] =
    [];

  constructor(edits: Edits) {
    this.#edits = edits;
  }

  add(ranges: readonly Range[], type: string | undefined): void {
    this.#ranges.push(...ranges.map((range, i) => ({ ...range, type, isFirst: i === 0 })));
  }

  /** An item may be within another: XMP that is in EXIF, too, is written once. */
  end(): void {
    let done = 0;
    for (const range of this.#ranges.sort((one, other) => one.start - other.start)) {
      const { end, type } = range;
      const start = Math.max(done, range.start);
      if (start >= end) continue;
      const nothing = type === "Exif" ? NO_EXIF : type === "mime" ? NO_XMP : new Uint8Array(0);
      const isWhole = range.isFirst && start === range.start && end - start >= nothing.length;
      const length = isWhole ? nothing.length : 0;
      if (length > 0) this.#edits.replace(start, length, nothing);
      const fill = type === "mime" ? "spaces" : "zeros";
      this.#edits.blank(start + length, end - start - length, fill);
      done = end;
    }
  }
}
