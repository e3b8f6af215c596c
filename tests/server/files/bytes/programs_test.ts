import { assert, assertEquals } from "@std/assert";
import { UNKNOWN } from "../../../../server/files/bytes/described.ts";
import { edited, inspect } from "../../../support/files/inspecting.ts";
import { profile } from "../../../support/files/profile.ts";
import { isMissing, output, run, tagsOf } from "../../../support/files/programs.ts";
import { TempFolder } from "../../../support/temp_folder.ts";

const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8];
/** What exiftool may find in what is left: how a file is built, and what colours it has. */
const STRUCTURE = [
  /^(SourceFile|ExifTool:\w+|System:\w+|Composite:\w+|IFD0:Orientation)$/,
  /^File:(FileType\w*|MIMEType|ExifByteOrder|Image\w+|EncodingProcess)$/,
  /^File:(BitsPerSample|ColorComponents|YCbCrSubSampling|PixelShift|ColorSpace)$/,
  /^(ICC[\w-]*|PNG-pHYs|JFIF|RIFF|GIF|QuickTime|Matroska|Track\d|Meta):\w+$/,
  /^PNG:(Image\w+|BitDepth|ColorType|Compression|Filter|Interlace|Gamma|ProfileName|SRGBRendering)$/,
  /^PNG:(WhitePoint|Red|Green|Blue)[XY]$|^PNG:(BackgroundColor|Palette|Transparency|Animation\w+)$/,
];
/** What was put in. */
const PERSONAL = /SECRET|\b48 deg|\+48\.|Munich|2026:01:02/i;
const TAGS = [
  ...["-GPSLatitude=48.1", "-GPSLatitudeRef=N", "-GPSLongitude=11.5", "-GPSLongitudeRef=E"],
  ...["-Make=SECRET", "-Model=SECRET", "-SerialNumber=SECRET", "-UserComment=SECRET"],
  ...["-DateTimeOriginal=2026:01:02 03:04:05", "-Comment=SECRET", "-XMP-dc:Creator=SECRET"],
  ...["-XMP-photoshop:City=Munich", "-XMP-exif:GPSLatitude=48.1", "-IPTC:City=Munich"],
];

function test(name: string, fn: (folder: TempFolder) => Promise<void>): void {
  Deno.test({
    name,
    ignore: isMissing,
    fn: async () => {
      await using folder = await TempFolder.make();
      await fn(folder);
    },
  });
}

/** Takes out of a file what is personal. Where what is left of it is. */
async function clean(path: string): Promise<string> {
  const bytes = await Deno.readFile(path);
  const { type, edits, keeps } = inspect(bytes);
  assert(type !== UNKNOWN && keeps === undefined, `${path}: ${type}, keeps ${keeps}`);
  const cleaned = path.replace(/[^/]+$/, "clean_$&");
  await Deno.writeFile(cleaned, edited(bytes, edits));
  return cleaned;
}

/** That exiftool found something personal in files, and then finds nothing but structure. */
async function assertClean(paths: readonly string[]): Promise<string[]> {
  const cleaned = await Promise.all(paths.map(clean));
  const tags = await tagsOf([...paths, ...cleaned]);
  const text = (path: string) => JSON.stringify([...tags.get(path) ?? []].slice(1));
  for (const [i, path] of cleaned.entries()) {
    assert(PERSONAL.test(text(paths[i] ?? "")), `Nothing was personal: ${text(paths[i] ?? "")}`);
    const left = tags.get(path) ?? new Map<string, string>();
    const stray = [...left.keys()].filter((tag) => !STRUCTURE.some((known) => known.test(tag)));
    assertEquals(stray, [], path);
    assert(!PERSONAL.test(text(path)), text(path));
    assertEquals(left.get("ExifTool:Warning"), undefined, path);
  }
  return cleaned;
}

/** That files look as before, in all frames, turned as they ask to be. */
async function assertSame(before: readonly string[], after: readonly string[]): Promise<void> {
  const pixels = await Promise.all([before, after].map(async (paths) => {
    const file = `${paths[0]}.pixels.png`;
    const layout = ["-auto-orient", "-coalesce", "-background", "none", "+append"];
    await run("convert", ...paths, ...layout, file);
    return file;
  }));
  assertEquals(await run("compare", "-metric", "AE", ...pixels, "null:"), "0", `${before}`);
}

/** A picture with many colours. */
async function plasma(folder: TempFolder, name: string, ...options: string[]): Promise<string> {
  const path = folder.file(name);
  await run("convert", "-size", "40x30", "plasma:red-blue", "-depth", "8", ...options, path);
  return path;
}

for (const kind of ["jpg", "png", "webp"]) {
  test(`exiftool finds nothing personal in a ${kind}, and it looks as before, however it is turned`, async (folder) => {
    const base = await plasma(folder, `base.${kind}`);
    const small = await plasma(folder, "small.jpg", "-resize", "8x6");
    const icc = folder.file("colours.icc");
    await Deno.writeFile(icc, profile());
    await run("exiftool", "-q", "-overwrite_original", `-ICC_Profile<=${icc}`, base);
    const pictures = ORIENTATIONS.map((orientation) => folder.file(`${orientation}.${kind}`));
    for (const picture of pictures) await Deno.copyFile(base, picture);
    // All at once: it takes long to start.
    const edits = pictures.flatMap((picture, i) => {
      const turned = [`-IFD0:Orientation#=${ORIENTATIONS[i]}`, `-ThumbnailImage<=${small}`];
      return ["-q", "-m", "-overwrite_original", ...TAGS, ...turned, picture, "-execute"];
    });
    await run("exiftool", ...edits.slice(0, -1));
    const cleaned = await assertClean(pictures);
    await assertSame(pictures, cleaned);
    const tags = await tagsOf(cleaned);
    const kept = cleaned.map((path) => tags.get(path)?.get("IFD0:Orientation") ?? "none");
    assertEquals(new Set(kept).size, ORIENTATIONS.length, `${kept}`);
    const colours = cleaned.map((path) => tags.get(path)?.get("ICC_Profile:ProfileDescription"));
    assertEquals(new Set(colours), new Set(["Colours"]));
    const extracted = await output("exiftool", ["-icc_profile", "-b", cleaned[5] ?? ""]);
    assertEquals(extracted, profile());
  });
}

test("An animated WebP and an animated GIF lose what is personal, and no frame", async (folder) => {
  const gif = folder.file("moving.gif");
  const frame = ["-size", "20x15", "plasma:red-blue"];
  await run("convert", "-delay", "10", "-loop", "3", ...frame, ...frame, ...frame, gif);
  const webp = folder.file("moving.webp");
  await run("gif2webp", "-quiet", "-mixed", gif, "-o", webp);
  await run("exiftool", "-q", "-m", "-overwrite_original", ...TAGS, gif, webp);
  const cleaned = await assertClean([gif, webp]);
  for (const [i, path] of [gif, webp].entries()) await assertSame([path], [cleaned[i] ?? ""]);
  const tags = await tagsOf([gif, ...cleaned]);
  const told = (path: string, tag: string) => tags.get(path)?.get(tag);
  const [cleanGif = "", cleanWebp = ""] = cleaned;
  for (const tag of ["GIF:FrameCount", "GIF:AnimationIterations"]) {
    assert(told(gif, tag) !== undefined);
    assertEquals(told(cleanGif, tag), told(gif, tag));
  }
  assertEquals(told(cleanWebp, "RIFF:WebP_Flags"), "Animation");
});

test("An animated PNG loses what is personal, and no frame", async (folder) => {
  const path = folder.file("moving.png");
  const source = ["-f", "lavfi", "-i", "testsrc=size=40x30:rate=5", "-t", "1"];
  await run("ffmpeg", "-v", "error", ...source, "-f", "apng", "-plays", "0", path);
  const frames = (path: string) =>
    run("ffmpeg", "-v", "error", "-f", "apng", "-i", path, "-f", "framemd5", "-");
  // Before what is personal comes in: of that, it reads no such picture.
  const before = await frames(path);
  await run("exiftool", "-q", "-m", "-overwrite_original", ...TAGS, path);
  const [cleaned = ""] = await assertClean([path]);
  assertEquals(await frames(cleaned), before);
  assertEquals(before.match(/^0,/gm)?.length, 5);
});

test("AVIF and HEIC lose what is personal, where it is, and look as before", async (folder) => {
  const base = await plasma(folder, "base.jpg");
  await run("exiftool", "-q", "-m", "-overwrite_original", ...TAGS, base);
  const pictures = [folder.file("a.avif"), folder.file("a.heic")];
  await run("heif-enc", "-A", base, "-o", pictures[0] ?? "");
  await run("heif-enc", base, "-o", pictures[1] ?? "");
  const cleaned = await assertClean(pictures);
  for (const [i, path] of pictures.entries()) await assertSame([path], [cleaned[i] ?? ""]);
});

/** A film with a place in it, as a phone writes it. */
async function film(folder: TempFolder, name: string, ...options: string[]): Promise<string> {
  const path = folder.file(name);
  const video = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=10"];
  const audio = ["-f", "lavfi", "-i", "sine"];
  const tags = ["location=+48.1371+011.5754/", "title=SECRET", "comment=SECRET"]
    .flatMap((tag) => ["-metadata", tag]);
  const inputs = /\.(mp3|ogg|m4a)$/.test(name) ? audio : [...video, ...audio];
  await run("ffmpeg", "-v", "error", ...inputs, "-t", "1", ...tags, ...options, path);
  return path;
}

test("MP4 and QuickTime lose where and when they were taken, and no frame", async (folder) => {
  const time = ["-metadata", "creation_time=2026-01-02T03:04:05"];
  const films = await Promise.all([
    film(folder, "a.mp4", ...time),
    film(folder, "fast.mp4", ...time, "-movflags", "+faststart"),
    film(folder, "fragments.mp4", ...time, "-movflags", "+frag_keyframe+empty_moov"),
    film(folder, "a.mov", ...time),
    film(folder, "keys.mov", ...time, "-movflags", "use_metadata_tags"),
  ]);
  for (const path of films.filter((path) => !path.endsWith("fragments.mp4"))) {
    await run("exiftool", "-q", "-m", "-overwrite_original", "-XMP-dc:Creator=SECRET", path);
  }
  const cleaned = await assertClean(films);
  const frames = (path: string) => run("ffmpeg", "-v", "error", "-i", path, "-f", "framemd5", "-");
  for (const [i, path] of films.entries()) {
    assertEquals(await frames(cleaned[i] ?? ""), await frames(path), path);
  }
});

test("A WebM with a place loses its tags, and no frame", async (folder) => {
  const path = await film(folder, "a.webm");
  const [cleaned = ""] = await assertClean([path]);
  const frames = (path: string) => run("ffmpeg", "-v", "error", "-i", path, "-f", "framemd5", "-");
  assertEquals(await frames(cleaned), await frames(path));
});

test("A sound with a place in a tag stays as it is, and that is told", async (folder) => {
  for (const name of ["a.mp3", "a.ogg"]) {
    const { edits, keeps } = inspect(await Deno.readFile(await film(folder, name)));
    assertEquals([edits, keeps], [[], "location"], name);
  }
  const path = await film(folder, "a.m4a");
  const tags = (await tagsOf([await clean(path)])).values().next().value;
  assertEquals(tags?.get("ItemList:Title"), "SECRET");
  assertEquals([...tags?.keys() ?? []].filter((tag) => /GPS|location/i.test(tag)), []);
});
