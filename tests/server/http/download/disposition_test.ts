import { assertEquals } from "@std/assert";
import { contentTypeOf, dispositionOf } from "../../../../server/http/download/disposition.ts";

/** How a name comes to whoever reads `filename*`. */
function nameIn(disposition: string): string {
  return decodeURIComponent(disposition.split("filename*=UTF-8''")[1]!);
}

Deno.test("Only what browsers show and never run is shown", () => {
  const shown = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "video/mp4"];
  const heard = ["video/webm", "audio/mpeg", "audio/ogg", "audio/wav", "text/plain"];
  for (const type of [...shown, ...heard, "text/plain; charset=utf-8", "Image/PNG"]) {
    assertEquals(dispositionOf(type, "a"), "inline; filename=\"a\"; filename*=UTF-8''a", type);
  }
  const saved = ["image/svg+xml", "text/html", "application/xhtml+xml", "application/pdf"];
  const others = ["application/zip", "application/octet-stream", "text/xml", "", "image/png,x"];
  for (const type of [...saved, ...others, "text/javascript", "multipart/x-mixed-replace"]) {
    assertEquals(dispositionOf(type, "a").split(";")[0], "attachment", type);
  }
});

Deno.test("A name comes as it is, and in letters that every program reads", () => {
  const names = ["a b.png", "猫.png", "l'été (1)*.png", "100%.png", '"\\;=.png', "👍.gif", "ü~!#"];
  for (const name of names) {
    const disposition = dispositionOf("image/png", name);
    assertEquals(nameIn(disposition), name);
    assertEquals(/^[\x20-\x7e]+$/.test(disposition), true, disposition);
    assertEquals(disposition.match(/filename="([^"\\%]*)"; filename\*=/)?.length, 2, disposition);
    assertEquals(/'[^']*['()*\\"; ]/.test(disposition.split("UTF-8'")[1]!.slice(1)), false);
  }
});

Deno.test("A text is told to be UTF-8, and all else is what it is", () => {
  assertEquals(contentTypeOf("text/plain"), "text/plain; charset=utf-8");
  assertEquals(contentTypeOf("image/png"), "image/png");
});
