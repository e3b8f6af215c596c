import { assertEquals } from "@std/assert";
import { fit, isAnimated, makePreview } from "../../../../static/page/sending/preview.ts";

Deno.test("fit makes the longer side 960 pixels, whichever it is, and nothing larger than it was", () => {
  assertEquals(fit(4_000, 3_000), { width: 960, height: 720 });
  assertEquals(fit(3_000, 4_000), { width: 720, height: 960 });
  assertEquals(fit(960, 20), { width: 960, height: 20 });
  assertEquals(fit(300, 200), { width: 300, height: 200 });
  assertEquals(fit(100_000, 1), { width: 960, height: 1 });
});

const text = (words: string) => Uint8Array.from(words, (letter) => letter.charCodeAt(0));

Deno.test("isAnimated knows GIFs, and the WebP and PNG pictures that move, by their first bytes", () => {
  assertEquals(isAnimated(text("GIF89a…")), true);
  const webp = text("RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0");
  assertEquals(isAnimated(webp), true);
  webp[20] = 0x10;
  assertEquals(isAnimated(webp), false);
  assertEquals(isAnimated(text("RIFF\0\0\0\0WEBPVP8 \x02\x02\x02\x02\x02\x02\x02\x02")), false);
  assertEquals(isAnimated(text("\x89PNG\r\n\x1a\n\0\0\0\rIHDR....acTL....IDAT")), true);
  assertEquals(isAnimated(text("\x89PNG\r\n\x1a\n\0\0\0\rIHDR....IDAT....acTL")), false);
  assertEquals(isAnimated(text("\x89PNG\r\n\x1a\n\0\0\0\rIHDR....acTL....")), true);
  assertEquals(isAnimated(text("\xff\xd8\xff\xe0")), false);
  assertEquals(isAnimated(new Uint8Array()), false);
});

Deno.test("makePreview makes none of what is small, or is no picture, or can't be drawn", async () => {
  const large = new Uint8Array(200_000);
  assertEquals(await makePreview(new Blob(["x"], { type: "image/png" })), undefined);
  assertEquals(await makePreview(new Blob([large], { type: "video/mp4" })), undefined);
  assertEquals(await makePreview(new Blob([large], { type: "image/svg+xml" })), undefined);
});
