import { assertEquals } from "@std/assert";
import { Folders } from "../../../../server/service/archive/texts.ts";

Deno.test("Rooms whose names a file system may take for one have folders of their own", () => {
  const folders = new Folders();
  assertEquals(folders.of("den", "Den"), "Den");
  assertEquals(folders.of("den 2", "den"), "den 2");
  assertEquals(folders.of("den", "Den"), "Den");
  assertEquals(folders.of("@ada,bob x y", "@ada,bob"), "@ada,bob");
  assertEquals(folders.of("attic 3"), "attic");
  const people = Array.from({ length: 40 }, (_, i) => `person-${i}`).join(",");
  assertEquals(folders.of("1", `@${people}`).length, 60);
  assertEquals(folders.of("2", `@${people}`).length, 62);
  assertEquals(folders.of("3", "../.."), "_");
});
