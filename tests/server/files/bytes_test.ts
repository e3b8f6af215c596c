import { assertEquals } from "@std/assert";
import { UNKNOWN } from "../../../server/files/bytes/described.ts";
import { described, inspect } from "../../support/files/inspecting.ts";
import { film, mp3, ogg, recorded, theora, wav, webm } from "../../support/files/media.ts";
import { join, little, riffChunk } from "../../support/files/parts.ts";
import { animatedWebp, gif, heif, jpeg, png, webp } from "../../support/files/pictures.ts";

const text = (text: string) => new TextEncoder().encode(text);

Deno.test("A picture is known by its bytes, and its size by its header", () => {
  assertEquals(described(png()), { type: "image/png", width: 3, height: 2 });
  assertEquals(described(jpeg()), { type: "image/jpeg", width: 3, height: 2 });
  assertEquals(
    described(gif({ width: 400, height: 300 })),
    { type: "image/gif", width: 400, height: 300 },
  );
  assertEquals(described(webp()), { type: "image/webp", width: 1, height: 1 });
  assertEquals(described(animatedWebp()), { type: "image/webp", width: 1, height: 1 });
  assertEquals(described(heif("avif")), { type: "image/avif", width: 3, height: 2 });
  assertEquals(described(heif("heic")), { type: "image/heic", width: 3, height: 2 });
});

Deno.test("A lossy WebP without extensions has the size of its only frame", () => {
  const frame = join([0x50, 1, 0], "\x9d\x01\x2a", little(2, 0x4000 + 640), little(2, 480), [0]);
  const chunk = riffChunk("VP8 ", frame);
  const bytes = join("RIFF", little(4, chunk.length + 4), "WEBP", chunk);
  assertEquals(described(bytes), { type: "image/webp", width: 640, height: 480 });
});

Deno.test("A film or a sound is known by its bytes, with its size and how long it lasts", () => {
  const size = { width: 64, height: 48 };
  assertEquals(described(film()), { type: "video/mp4", ...size, duration: 2.5 });
  assertEquals(
    described(film({ brand: "qt  " })),
    { type: "video/quicktime", ...size, duration: 2.5 },
  );
  // Of the time before files began with what they are.
  const old = film().subarray(20);
  assertEquals(described(old), { type: "video/quicktime", ...size, duration: 2.5 });
  assertEquals(described(text("tax-free")), { type: "text/plain" });
  assertEquals(described(film({ tracks: ["soun"] })), { type: "audio/mp4", duration: 2.5 });
  assertEquals(described(webm()), { type: "video/webm", ...size, duration: 2.5 });
  assertEquals(described(webm({ isSound: true })), { type: "audio/webm", duration: 2.5 });
  assertEquals(described(ogg()), { type: "audio/ogg", duration: 2.5 });
  assertEquals(described(theora()), { type: "video/ogg", ...size });
  assertEquals(described(wav()), { type: "audio/wav", duration: 0.5 });
  assertEquals(described(mp3()), { type: "audio/mpeg", duration: 0.261 });
});

Deno.test("What a browser streamed as it was recorded lasts until its last block", () => {
  const size = { width: 64, height: 48 };
  assertEquals(described(recorded()), { type: "audio/mp4", duration: 3 });
  assertEquals(described(webm({ isLive: true })), { type: "video/webm", ...size, duration: 2.5 });
});

Deno.test("Width and height are those of the picture as it is turned when it is shown", () => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const [width, height] = orientation < 5 ? [3, 2] : [2, 3];
    const options = { width: 3, height: 2, orientation, isPersonal: true };
    for (const make of [png, jpeg]) {
      const found = described(make(options));
      assertEquals([found.width, found.height], [width, height], `${found.type} ${orientation}`);
    }
  }
  // Browsers do not turn a WebP.
  const lying = described(webp({ width: 3, height: 2, orientation: 6, isPersonal: true }));
  assertEquals([lying.width, lying.height], [3, 2]);
  const sizes = [0, 1, 2, 3].map((turns) => described(heif("avif", { turns })).width);
  assertEquals(sizes, [3, 2, 3, 2]);
  const { width, height } = described(film({ isTurned: true }));
  assertEquals([width, height], [48, 64]);
});

Deno.test("Documents, archives and texts are known by their bytes, and all else is unknown", () => {
  assertEquals(described(text("%PDF-1.7\n")), { type: "application/pdf" });
  assertEquals(described(text("PK\x03\x04and more")), { type: "application/zip" });
  assertEquals(described(join("PK\x05\x06", new Uint8Array(18))), { type: "application/zip" });
  assertEquals(described(text("hello\tworld\r\n")), { type: "text/plain" });
  assertEquals(described(text("\ufeffGrüße 👋🏽 ﷺ\n")), { type: "text/plain" });
  assertEquals(described(text("\x1b[31mred\x1b[0m")), { type: UNKNOWN });
  assertEquals(described(text("\x9b31m")), { type: UNKNOWN });
  for (const bytes of [[], [0], [0xff, 0xfe, 0x41, 0], [0xc3], [0x41, 0xc3, 0x28], [8], [0x7f]]) {
    assertEquals(described(Uint8Array.from(bytes)), { type: UNKNOWN }, `${bytes}`);
  }
  // A surrogate, and a character in more bytes than it takes.
  assertEquals(described(Uint8Array.of(0xed, 0xa0, 0x80)), { type: UNKNOWN });
  assertEquals(described(Uint8Array.of(0xc0, 0xaf)), { type: UNKNOWN });
});

Deno.test("HTML is a text, and SVG a type of its own, which is never shown", () => {
  for (
    const html of [
      "<!doctype html><script>alert(1)</script>",
      "<html>",
      "<script>alert(1)</script>",
    ]
  ) {
    assertEquals(described(text(html)), { type: "text/plain" });
  }
  const prologs = [
    ...["", "\ufeff", '<?xml version="1.0"?>\n', "<!-- <html> -->\n  "],
    ...['<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [<!ENTITY a "b">]>'],
  ];
  for (const prolog of prologs) {
    assertEquals(described(text(`${prolog}<svg xmlns="a"/>`)), { type: "image/svg+xml" }, prolog);
    assertEquals(described(text(`${prolog}<s:svg onload=""/>`)), { type: "image/svg+xml" });
  }
  for (const other of ["svg", "<svgs>", "<p><svg>", "<!-- <svg> -->", "a<svg>"]) {
    assertEquals(described(text(other)), { type: "text/plain" }, other);
  }
});

Deno.test("A file that may be taken for two is what its first bytes say", () => {
  const script = "GIF89a/*" + "x".repeat(40) + "*/=1;alert(1)//";
  assertEquals(described(text(script)), { type: UNKNOWN });
  assertEquals(described(join(gif(), "*/=1;alert(1)//")).type, "image/gif");
  assertEquals(described(join(png(), "<script>alert(1)</script>")).type, "image/png");
  assertEquals(described(join("%PDF-1.7\n", png())).type, "application/pdf");
  assertEquals(described(join(jpeg(), "PK\x03\x04")).type, "image/jpeg");
  assertEquals(described(text("<!-- GIF89a --><html>")), { type: "text/plain" });
  assertEquals(described(join(" ", png())), { type: UNKNOWN });
});

Deno.test("What begins as a picture or a film and is built otherwise is a plain file", () => {
  const brokens = [
    "\x89PNG\r\n\x1a\n" + "x".repeat(40),
    "GIF89a is how a letter may begin, too",
    "RIFF\x10\0\0\0WEBPVP8 xxxxxxxx",
    "\xff\xd8\xff and so on",
    "\0\0\0\x10ftypavif\0\0\0\0",
    "\x1a\x45\xdf\xa3xxx",
    "OggS\0xxxxxxxx",
    "ID3\x04\0\0\0\0\0\0xxxxxxxxxxx",
    "RIFF\x10\0\0\0WAVEfmt ",
  ];
  for (const broken of brokens) {
    assertEquals(inspect(join(broken)), { type: UNKNOWN, edits: [] }, broken);
  }
  assertEquals(described(webm({ docType: "matroska" })), { type: UNKNOWN });
  // A camera's raw data is in a film's boxes, and nothing of it may be changed.
  for (const brand of ["jp2 ", "crx "]) {
    assertEquals(inspect(film({ brand, isPersonal: true })), { type: UNKNOWN, edits: [] });
  }
});

Deno.test("A picture of too many pixels is a plain file, but nothing personal stays in it", () => {
  const sides = [[16_385, 1], [1, 16_385], [10_001, 10_000], [2 ** 31 - 1, 2 ** 31 - 1]] as const;
  for (const [width, height] of sides) {
    const { type, edits } = inspect(png({ width, height, isPersonal: true }));
    assertEquals([type, edits.length > 0], [UNKNOWN, true]);
  }
  assertEquals(described(jpeg({ width: 65_535, height: 65_535 })), { type: UNKNOWN });
  assertEquals(described(png({ width: 16_384, height: 6000 })).width, 16_384);
  assertEquals(described(png({ width: 0 })), { type: UNKNOWN });
});
