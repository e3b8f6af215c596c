import { assertEquals } from "@std/assert";
import { decodeWords } from "../../../client/sealed/content.ts";

const FILE = `"id":"${"a".repeat(22)}","name":"tune.ogg","type":"audio/ogg","size":3,"key":"${
  "A".repeat(43)
}"`;

Deno.test("decodeWords takes no length of a sound that is none", () => {
  for (const [told, taken] of [["2.5", 2.5], ["1e999", undefined], ["-1", undefined]] as const) {
    const words = decodeWords(`{"text":"","files":[{${FILE},"duration":${told}}]}`);
    assertEquals(words?.files?.[0]?.name, "tune.ogg", told);
    assertEquals(words?.files?.[0]?.duration, taken, told);
  }
});
