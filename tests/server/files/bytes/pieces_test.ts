import { assert, assertEquals } from "@std/assert";
import { UNKNOWN } from "../../../../server/files/bytes/described.ts";
import { inspect, SAMPLES } from "../../../support/files/inspecting.ts";
import { join } from "../../../support/files/parts.ts";
import { below, withChance } from "../../../support/random/random.ts";

/** Types that may end anywhere: of most, nothing after the beginning is read. */
const ENDLESS = new Set(["text", "mp3", "ogg", "live webm", "recorded m4a"]);

Deno.test("A file in pieces is the same as a whole one, wherever it is cut", async () => {
  await withChance((random) => {
    for (const [name, make] of SAMPLES) {
      const bytes = join(make(true), make(false));
      const whole = inspect(bytes);
      assertEquals(inspect(bytes, Array.from(bytes, (_, i) => i)), whole, `${name}, byte by byte`);
      for (let i = 0; i < 50; i++) {
        const cuts = Array.from({ length: below(9, random) }, () => below(bytes.length, random));
        cuts.sort((one, other) => one - other);
        assertEquals(inspect(bytes, cuts), whole, `${name}, cut at ${cuts}`);
      }
    }
  });
});

Deno.test("A picture or a film that ends too early is a plain file, and nothing of it is changed", () => {
  for (const [name, make] of SAMPLES) {
    const bytes = make(false);
    const { type } = inspect(bytes);
    for (let end = 0; end < bytes.length; end++) {
      const cut = inspect(bytes.subarray(0, end));
      assertEquals(cut.edits, [], `${name}, ${end} of ${bytes.length}`);
      const isShort = end < 12 && cut.type === "text/plain";
      if (ENDLESS.has(name)) {
        assert([UNKNOWN, type].includes(cut.type) || isShort, `${name} ${end}`);
      } else {assert(
          cut.type === UNKNOWN || isShort,
          `${name}, ${end} of ${bytes.length}: ${cut.type}`,
        );}
    }
  }
});

Deno.test("A picture that ends too early keeps its location, and that is told", () => {
  for (const name of ["png", "jpeg", "webp", "avif"]) {
    const bytes = SAMPLES.get(name)?.(true) ?? new Uint8Array();
    const whole = inspect(bytes);
    assertEquals(whole.keeps, undefined, name);
    const cut = inspect(bytes.subarray(0, bytes.length - 20));
    assertEquals(cut, { type: UNKNOWN, edits: [], keeps: "location" }, name);
  }
});
