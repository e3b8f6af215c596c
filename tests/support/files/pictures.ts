/**
 * Small pictures, and the same with what is personal in them: the word SECRET, wherever it may be.
 *
 * @module
 */
import { deflateSync } from "node:zlib";
import { big, box, chunk, exif, fullBox, join, little, type Part } from "./parts.ts";
import { riffChunk, segment } from "./parts.ts";

export interface PictureOptions {
  readonly width?: number;
  readonly height?: number;
  /** From 1 to 8, as EXIF has it. Only of what is personal. */
  readonly orientation?: number;
  readonly isPersonal?: boolean;
}

/** Parts of a file, if it is personal. */
function only(isPersonal: boolean | undefined, ...parts: readonly Part[]): Uint8Array {
  return isPersonal ? join(...parts) : new Uint8Array(0);
}

const XMP = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET exif:GPSLatitude</x:xmpmeta>";

export function png(options: PictureOptions = {}): Uint8Array<ArrayBuffer> {
  const { width = 3, height = 2, orientation = 1, isPersonal } = options;
  const rows = deflateSync(new Uint8Array(Math.min(height, 9) * (Math.min(width, 9) + 1)));
  const animation = [big(4, 1), big(4, 0)];
  return join(
    "\x89PNG\r\n\x1a\n",
    chunk("IHDR", big(4, width), big(4, height), [8, 0, 0, 0, 0]),
    only(isPersonal, chunk("tEXt", "Comment\0SECRET"), chunk("tIME", [7, 234, 11, 29, 1, 2, 3])),
    chunk("gAMA", big(4, 45455)),
    only(isPersonal, chunk("acTL", ...animation), chunk("eXIf", exif(orientation))),
    chunk("IDAT", rows),
    only(isPersonal, chunk("iTXt", `XML:com.adobe.xmp\0\0\0\0\0${XMP}`), chunk("seCr", "SECRET")),
    only(isPersonal, chunk("zTXt", "SECRET\0\0", deflateSync(new Uint8Array(9)))),
    chunk("IEND"),
    only(isPersonal, "SECRET"),
  );
}

export function jpeg(options: PictureOptions = {}): Uint8Array<ArrayBuffer> {
  const { width = 3, height = 2, orientation = 1, isPersonal } = options;
  const jfif = ["JFIF\0", [1, 1, 0, 0, 1, 0, 1]] as const;
  return join(
    [0xff, 0xd8],
    segment(0xe0, ...jfif, isPersonal ? join([2, 1], "SECRET") : [0, 0]),
    only(isPersonal, segment(0xe0, "JFXX\0SECRET"), segment(0xe1, "Exif\0\0", exif(orientation))),
    only(isPersonal, segment(0xe1, "Exif\0\0", exif(3)), segment(0xe5, "SECRET")),
    only(isPersonal, segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${XMP}`)),
    only(isPersonal, segment(0xe1, "http://ns.adobe.com/xmp/extension/\0SECRET")),
    only(isPersonal, segment(0xe2, "MPF\0SECRET"), segment(0xed, "Photoshop 3.0\0SECRET")),
    segment(0xe2, "ICC_PROFILE\0\x01\x01profile"),
    segment(0xdb, new Uint8Array(65)),
    segment(0xc0, [8], big(2, height), big(2, width), [1, 1, 0x11, 0]),
    only(isPersonal, segment(0xfe, "SECRET"), segment(0xee, "AdobeNothing")),
    segment(0xc4, new Uint8Array(20)),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0xff, 0xd9],
    only(isPersonal, [0xff, 0xd8], "SECRET"),
  );
}

export function gif(options: PictureOptions = {}): Uint8Array<ArrayBuffer> {
  const { width = 1, height = 1, isPersonal } = options;
  const frame = join([0x2c, ...new Array(4).fill(0), 1, 0, 1, 0, 0], [2, 2, 0x44, 1, 0]);
  const xmp = join("!\xff\x0bXMP DataXMP", XMP, [1], trailer(), [0]);
  return join(
    "GIF89a",
    [...little(2, width), ...little(2, height), 0x80, 0, 0],
    [0, 0, 0, 255, 255, 255],
    "!\xff\x0bNETSCAPE2.0",
    [3, 1, 0, 0, 0],
    only(isPersonal, [0x21, 0xfe, 6], "SECRET", [0], xmp, "!\xff\x0bOTHERAPP1.0\x06SECRET\0"),
    [0x21, 0xf9, 4, 0, 5, 0, 0, 0],
    frame,
    only(isPersonal, [0x21, 0xfe, 6], "SECRET", [0], [0x21, 0xf9, 4, 0, 5, 0, 0, 0], frame),
    [0x3b],
    only(isPersonal, "SECRET"),
  );
}

/** What leads whoever reads XMP in a GIF as parts to its end. */
function trailer(): number[] {
  return Array.from({ length: 256 }, (_, i) => 255 - i);
}

const VP8L = [0x2f, 0, 0, 0, 0x10, 7, 0x10, 0x11, 0x11, 0x88, 0x88, 0xfe, 7];

export function webp(options: PictureOptions = {}): Uint8Array<ArrayBuffer> {
  const { width = 1, height = 1, orientation = 1, isPersonal } = options;
  const size = [...little(3, width - 1), ...little(3, height - 1)];
  const chunks = join(
    riffChunk("VP8X", [isPersonal ? 0x2c : 0x20, 0, 0, 0], size),
    riffChunk("ICCP", "profile"),
    riffChunk("VP8L", VP8L),
    only(isPersonal, riffChunk("EXIF", exif(orientation)), riffChunk("XMP ", XMP)),
    only(isPersonal, riffChunk("SECR", "SECRET")),
  );
  return join("RIFF", little(4, chunks.length + 4), "WEBP", chunks, only(isPersonal, "SECRET"));
}

/** An animation, of two frames. */
export function animatedWebp({ isPersonal }: PictureOptions = {}): Uint8Array<ArrayBuffer> {
  const frame = [...little(12, 0), ...little(3, 100), 0];
  const secret = only(isPersonal, riffChunk("SECR", "SECRET"));
  const chunks = join(
    riffChunk("VP8X", [2, 0, 0, 0], little(6, 0)),
    riffChunk("ANIM", little(6, 0)),
    riffChunk("ANMF", frame, riffChunk("VP8L", VP8L), secret),
    riffChunk("ANMF", frame, riffChunk("VP8L", VP8L)),
  );
  return join("RIFF", little(4, chunks.length + 4), "WEBP", chunks);
}

export interface HeifOptions extends PictureOptions {
  /** How it is turned, in quarters. */
  readonly turns?: number;
  /** Where items are: by offsets in the file, or beside the list of them. */
  readonly method?: 0 | 1 | 2;
}

/** An AVIF or a HEIC: one picture, and, if it is personal, EXIF and XMP. */
export function heif(brand: "avif" | "heic", options: HeifOptions = {}): Uint8Array<ArrayBuffer> {
  const { isPersonal, method = 0 } = options;
  const items = [["av01", "pixels"], ...(isPersonal ? personalItems() : [])] as const;
  const contents = join(...items.map(([, item]) => item));
  const head = box("ftyp", brand, big(4, 0), "mif1", brand);
  const list = (start: number) => metaOf(items, start, options, contents);
  const start = head.length + list(0).length + 8;
  const own = only(isPersonal, box("secr", "SECRET"));
  if (method === 1) return join(head, list(0), own);
  return join(head, list(start), box("mdat", contents), own);
}

function personalItems(): (readonly [string, Part])[] {
  return [["Exif", join(big(4, 0), exif(6))], ["mime", XMP], ["secr", "SECRET"]];
}

function metaOf(
  items: readonly (readonly [type: string, contents: Part])[],
  start: number,
  { width = 3, height = 2, turns, method = 0, isPersonal }: HeifOptions,
  contents: Uint8Array,
): Uint8Array {
  let at = start;
  const places = items.map(([, item], i) => {
    const place = [
      ...big(2, i + 1),
      ...big(2, method),
      0,
      0,
      0,
      1,
      ...big(4, at),
      ...big(4, item.length),
    ];
    at += item.length;
    return place;
  });
  const infos = items.map(([type], i) =>
    fullBox("infe", 2, big(2, i + 1), big(2, 0), type, "\0", type === "mime" ? "a/b\0" : "")
  );
  const properties = join(
    fullBox("ispe", 0, big(4, width), big(4, height)),
    turns === undefined ? [] : box("irot", [turns]),
    only(isPersonal, fullBox("udes", 0, "en\0SECRET\0\0\0")),
  );
  const numbers = turns === undefined ? [1, 0x81] : [2, 0x81, 0x82];
  return fullBox(
    "meta",
    0,
    fullBox("hdlr", 0, big(4, 0), "pict", big(12, 0), "\0"),
    fullBox("pitm", 0, big(2, 1)),
    fullBox("iloc", 1, [0x44, 0], big(2, items.length), ...places),
    fullBox("iinf", 0, big(2, items.length), ...infos),
    box("iprp", box("ipco", properties), fullBox("ipma", 0, big(4, 1), big(2, 1), numbers)),
    method === 1 ? box("idat", contents) : [],
    only(isPersonal, box("uuid", "0123456789abcdefSECRET")),
  );
}
