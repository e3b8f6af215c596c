import { assert, assertEquals } from "@std/assert";
import { cleaned, inspect, SAMPLES } from "../../../support/files/inspecting.ts";
import { film, mp3, ogg, wav } from "../../../support/files/media.ts";
import { exif, join, segment } from "../../../support/files/parts.ts";
import { animatedWebp, gif, heif, jpeg, png, webp } from "../../../support/files/pictures.ts";

/** Sounds in which tags are left as they are. */
const LEFT = new Set(["mp3", "ogg", "wav"]);

function has(bytes: Uint8Array, text: string): boolean {
  return new TextDecoder("latin1").decode(bytes).includes(text);
}

Deno.test("Nothing personal is left of a picture or a film, and there is nothing more to take out", () => {
  for (const [name, make] of SAMPLES) {
    if (LEFT.has(name)) continue;
    const before = inspect(make(true));
    const bytes = cleaned(make(true));
    assert(!has(bytes, "SECRET"), name);
    const { edits: _, ...rest } = before;
    const { edits, ...after } = inspect(bytes);
    assertEquals(after, rest, name);
    assertEquals(cleaned(bytes), bytes, `${name}: ${edits.length} edits`);
  }
});

Deno.test("A picture without anything personal is not changed at all", () => {
  const plain = [png(), jpeg(), gif(), webp(), animatedWebp(), heif("avif"), heif("heic")];
  for (const bytes of plain) assertEquals(inspect(bytes).edits, []);
  for (const [name, make] of SAMPLES) assertEquals(cleaned(make(false)), make(false), name);
});

Deno.test("What a picture is shown by is what is left of it", () => {
  assertEquals(cleaned(jpeg({ isPersonal: true })).length, jpeg().length + 16);
  assertEquals(cleaned(webp({ isPersonal: true })), webp());
  const [before, after] = [cleaned(gif({ isPersonal: true })), gif()];
  assertEquals(before.subarray(0, after.length - 1), after.subarray(0, after.length - 1));
  assert(has(cleaned(png({ isPersonal: true })), "acTL"));
});

Deno.test("EXIF says how a picture is turned, by value, and nothing else", () => {
  for (const isLittle of [false, true]) {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const turned = exif(orientation, isLittle);
      const bytes = join([0xff, 0xd8], segment(0xe1, "Exif\0\0", turned), jpeg().subarray(2));
      const left = cleaned(bytes);
      assertEquals(has(left, "Exif"), orientation > 1);
      if (orientation === 1) assertEquals(left, jpeg());
      else {
        const value = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        const head = join("Exif\0\0", "MM\0*", [0, 0, 0, 8, 0, 1]);
        assertEquals(left, join([0xff, 0xd8], segment(0xe1, head, value), jpeg().subarray(2)));
      }
    }
  }
});

Deno.test("A film stays as long as it was, so that nothing in it is elsewhere", () => {
  for (const name of ["mp4", "quicktime", "m4a", "webm", "live webm", "avif", "heic"]) {
    const bytes = SAMPLES.get(name)?.(true) ?? new Uint8Array();
    assertEquals(cleaned(bytes).length, bytes.length, name);
    for (const edit of inspect(bytes).edits) assertEquals(edit.bytes?.length, edit.length, name);
  }
});

Deno.test("A sound keeps its title, and not its place", () => {
  const sound = cleaned(film({ isPersonal: true, tracks: ["soun"] }));
  assert(has(sound, "Song") && !has(sound, "SECRET"));
  assert(!has(cleaned(film({ isPersonal: true })), "Song"));
});

Deno.test("A location that stays is told", () => {
  assertEquals(inspect(mp3({ isPersonal: true })).keeps, "location");
  assertEquals(inspect(ogg({ isPersonal: true })).keeps, "location");
  assertEquals(inspect(wav({ isPersonal: true })).keeps, "location");
  for (const sound of [mp3(), ogg(), wav()]) assertEquals(inspect(sound).keeps, undefined);
  // Raw data of cameras is TIFF, of which EXIF is a part.
  for (const isLittle of [false, true]) {
    const raw = { type: "application/octet-stream", edits: [], keeps: "location" } as const;
    assertEquals(inspect(exif(1, isLittle)), raw);
  }
  // Recorded along with the pictures, by cameras on sticks and drones.
  const tracks = ["vide", "meta"];
  assertEquals(inspect(film({ tracks, samples: "gpmd" })).keeps, "location");
  assertEquals(inspect(film({ tracks, samples: "mebx" })).keeps, undefined);
  assertEquals(inspect(film()).keeps, undefined);
  const texts = ["vide", "text"];
  assertEquals(inspect(film({ tracks: texts, name: "DJI.Subtitle" })).keeps, "location");
  assertEquals(inspect(film({ tracks: texts, name: "English" })).keeps, undefined);
  // An item that is within another is not looked for.
  assertEquals(inspect(heif("heic", { isPersonal: true, method: 2 })).keeps, "location");
});

Deno.test("An item of AVIF that is within another is taken out with it", () => {
  const bytes = heif("avif", { isPersonal: true });
  const list = new TextDecoder("latin1").decode(bytes).indexOf("iloc") + 12;
  // XMP begins within EXIF, as libavif writes what it has written already.
  const [offset, length] = [list + 2 * 16 + 8, list + 2 * 16 + 12];
  const view = new DataView(bytes.buffer);
  view.setUint32(offset, view.getUint32(offset) - 20);
  view.setUint32(length, view.getUint32(length) + 20);
  const { type, keeps } = inspect(bytes);
  assertEquals([type, keeps, has(cleaned(bytes), "SECRET")], ["image/avif", undefined, false]);
});

Deno.test("Nothing is taken for metadata where the pixels are", () => {
  const bytes = heif("avif", { isPersonal: true });
  const text = new TextDecoder("latin1").decode(bytes);
  const list = text.indexOf("iloc");
  // The offset of the second item becomes the first one's.
  bytes.copyWithin(list + 12 + 16 + 8, list + 12 + 8, list + 12 + 12);
  const found = inspect(bytes);
  assertEquals(found.keeps, "location");
  assert(has(cleaned(bytes), "pixels"));
});
