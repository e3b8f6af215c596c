/**
 * Small films and sounds, and the same with what is personal in them: the word SECRET.
 *
 * @module
 */
import { big, box, element, fullBox, join, little, page, type Part, riffChunk } from "./parts.ts";

export interface FilmOptions {
  readonly brand?: string;
  /** Whether it lies on a side. */
  readonly isTurned?: boolean;
  /** The handlers of its tracks. */
  readonly tracks?: readonly string[];
  /** What is recorded in tracks that are neither pictures nor sounds. */
  readonly samples?: string;
  /** What its tracks are called. */
  readonly name?: string;
  readonly isPersonal?: boolean;
}

function only(isPersonal: boolean | undefined, ...parts: readonly Part[]): Uint8Array {
  return isPersonal ? join(...parts) : new Uint8Array(0);
}

const XMP_UUID = Uint8Array.fromHex("be7acfcb97a942e89c71999491e3afac");

/** An MP4 or QuickTime film of 2.5 seconds. */
export function film(options: FilmOptions = {}): Uint8Array<ArrayBuffer> {
  const { brand = "isom", tracks = ["vide", "soun"], isPersonal } = options;
  const head = big(4, isPersonal ? 3_800_000_000 : 0);
  return join(
    box("ftyp", brand, big(4, 0), brand),
    only(isPersonal, box("uuid", XMP_UUID, "SECRET"), box("secr", "SECRET")),
    box("mdat", "pixels and sounds"),
    box(
      "moov",
      fullBox("mvhd", 0, head, head, big(4, 1000), big(4, 2500), new Uint8Array(80)),
      ...tracks.map((handler) => trackOf(handler, options)),
      only(isPersonal, box("udta", box("\xa9xyz", big(2, 14), big(2, 0), "+48+11/SECRET"))),
      only(isPersonal, box("meta", fullBox("hdlr", 0, big(4, 0), "mdta", big(13, 0)), "SECRET")),
      only(isPersonal, box("udta", shopTags(), big(4, 0))),
    ),
  );
}

/** A title, and a place. */
function shopTags(): Uint8Array {
  const tags = [box("\xa9nam", box("data", "Song")), box("\xa9xyz", box("data", "SECRET"))];
  const handler = fullBox("hdlr", 0, big(4, 0), "mdirappl", big(9, 0));
  return fullBox("meta", 0, handler, box("ilst", ...tags));
}

/** A sound as a browser records it: in fragments, of which each lasts 1.5 seconds. */
export function recorded(): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(8);
  const fragment = (number: number, ...run: Uint8Array[]) => {
    const start = fullBox("tfdt", 1, big(8, number * 1500));
    return box("moof", box("traf", fullBox("tfhd", 0, big(4, 1)), start, ...run));
  };
  const samples = [...big(4, 2), ...big(4, 1000), ...big(4, 7), ...big(4, 500), ...big(4, 7)];
  return join(
    box("ftyp", "isom", big(4, 0), "isom"),
    box(
      "moov",
      fullBox("mvhd", 0, head, big(4, 1000), big(4, 0), new Uint8Array(80)),
      trackOf("soun", {}),
      box("mvex", fullBox("trex", 0, big(4, 1), big(4, 1), big(4, 500), big(8, 0))),
    ),
    fragment(0, fullBox("trun", 0, big(4, 3))),
    box("mdat", "sound"),
    fragment(1, box("trun", [0, 0, 3, 0], samples)),
    box("mdat", "sound"),
  );
}

function trackOf(handler: string, options: FilmOptions): Uint8Array {
  const { isTurned, isPersonal, samples = "none", name = "" } = options;
  const one = big(4, 65_536);
  const none = big(4, 0);
  const matrix = isTurned ? [none, one, none, one, none, none] : [one, none, none, none, one, none];
  const size = handler === "vide" ? [big(4, 64 * 65_536), big(4, 48 * 65_536)] : [none, none];
  const times = big(4, isPersonal ? 3_800_000_000 : 0);
  return box(
    "trak",
    fullBox("tkhd", 0, times, times, big(4, 1), big(24, 0), ...matrix, big(12, 0), ...size),
    box(
      "mdia",
      fullBox("mdhd", 0, times, times, big(4, 1000), big(8, 0)),
      fullBox("hdlr", 0, none, handler, big(12, 0), `${name}\0`),
      box("minf", box("stbl", fullBox("stsd", 0, big(4, 1), box(samples, "what is recorded")))),
    ),
    only(isPersonal, box("udta", box("name", "SECRET"))),
  );
}

const Id = {
  head: [0x1a, 0x45, 0xdf, 0xa3],
  docType: [0x42, 0x82],
  segment: [0x18, 0x53, 0x80, 0x67],
  info: [0x15, 0x49, 0xa9, 0x66],
  duration: [0x44, 0x89],
  tracks: [0x16, 0x54, 0xae, 0x6b],
  entry: [0xae],
  type: [0x83],
  video: [0xe0],
  width: [0xb0],
  height: [0xba],
  cluster: [0x1f, 0x43, 0xb6, 0x75],
  time: [0xe7],
  block: [0xa3],
  tags: [0x12, 0x54, 0xc3, 0x67],
} as const;

export interface WebmOptions {
  readonly docType?: string;
  readonly isSound?: boolean;
  /** Whether it was streamed: how long it is, it does not know itself. */
  readonly isLive?: boolean;
  readonly isPersonal?: boolean;
}

export function webm(options: WebmOptions = {}): Uint8Array<ArrayBuffer> {
  const { docType = "webm", isSound, isLive, isPersonal } = options;
  const video = element(Id.video, element(Id.width, [64]), element(Id.height, [48]));
  const time = new DataView(new ArrayBuffer(4));
  time.setFloat32(0, 2500);
  const info = isLive ? [] : element(Id.duration, new Uint8Array(time.buffer));
  const cluster = join(element(Id.time, big(2, 2000)), element(Id.block, [0x81, 1, 0xf4, 0], "x"));
  const unknown = [0xff];
  const parts = join(
    element(Id.info, info),
    element(
      Id.tracks,
      element(Id.entry, element(Id.type, [isSound ? 2 : 1]), isSound ? [] : video),
    ),
    isLive ? join(Id.cluster, unknown, cluster) : element(Id.cluster, cluster),
    only(isPersonal, element(Id.tags, "LOCATION SECRET")),
  );
  const head = element(Id.head, element(Id.docType, docType));
  return join(head, isLive ? join(Id.segment, unknown, parts) : element(Id.segment, parts));
}

/** A sound of 10 frames of 26 ms each. */
export function mp3({ isPersonal }: { isPersonal?: boolean } = {}): Uint8Array<ArrayBuffer> {
  const frame = join([0xff, 0xfb, 0x90, 0xc0], new Uint8Array(413));
  const tag = join("TXXX", big(4, 16), [0, 0], "\0location\0SECRET");
  const id3 = join("ID3", [4, 0, 0], big(4, tag.length), tag);
  return join(only(isPersonal, id3), ...new Array<Uint8Array>(10).fill(frame));
}

/** A sound of 2.5 seconds. */
export function ogg({ isPersonal }: { isPersonal?: boolean } = {}): Uint8Array<ArrayBuffer> {
  const comment = isPersonal ? "LOCATION=SECRET" : "TITLE=song";
  return join(
    page(2, 0, 0, join("OpusHead", [1, 1], little(2, 312), little(7, 48_000))),
    page(0, 1, 0, join("OpusTags", little(4, 0), little(4, 1), little(4, comment.length), comment)),
    page(4, 2, 120_312, new Uint8Array(600)),
  );
}

/** A film without sound. */
export function theora(): Uint8Array<ArrayBuffer> {
  const head = [3, 2, 1, 0, 4, 0, 3, ...big(3, 64), ...big(3, 48)];
  return join(page(2, 0, 0, join("\x80theora", head)), page(4, 1, 5, "pixels"));
}

/** A sound of half a second. */
export function wav({ isPersonal }: { isPersonal?: boolean } = {}): Uint8Array<ArrayBuffer> {
  const format = [1, 0, 1, 0, ...little(4, 8000), ...little(4, 8000), 1, 0, 8, 0];
  const chunks = join(
    riffChunk("fmt ", format),
    riffChunk("data", new Uint8Array(4000)),
    only(isPersonal, riffChunk("iXML", "<LOCATION_GPS>SECRET")),
  );
  return join("RIFF", little(4, chunks.length + 4), "WAVE", chunks);
}
