import { assert, assertEquals } from "@std/assert";
import { numbered, safeName } from "../../../../client/terminal/files/file_names.ts";
import { below, withChance } from "../../../support/random/random.ts";
import { HOSTILE_TEXTS } from "../../../support/hostile_texts.ts";

Deno.test("A file is saved under a name that is nothing but a name", () => {
  assertEquals(safeName("cat.png"), "cat.png");
  assertEquals(safeName("../../etc/passwd"), "passwd");
  assertEquals(safeName("..\\..\\boot.ini"), "boot.ini");
  assertEquals(safeName("/"), "file");
  assertEquals(safeName("..."), "file");
  assertEquals(safeName(".bashrc"), "bashrc");
  assertEquals(safeName("-rf"), "rf");
  assertEquals(safeName("--.-x.sh"), "x.sh");
  assertEquals(safeName("~root"), "root");
  assertEquals(safeName("con.txt"), "_con.txt");
  assertEquals(safeName("a\u202egnp.exe"), "agnp.exe");
  assertEquals(safeName("\x1b]0;owned\x07.png"), "]0;owned.png");
  assertEquals(safeName("写真.png"), "写真.png");
});

Deno.test("A name is never longer than file systems take, and keeps its extension", () => {
  const name = safeName(`${"猫".repeat(99)}.jpeg`);
  assert(new TextEncoder().encode(name).length <= 200);
  assert(name.endsWith("猫.jpeg"));
});

Deno.test("No text of anybody becomes a path, an option or a command", () =>
  withChance((random) => {
    const letters = [..."./\\-~ :*\x1b\x9b\u202e\u2028\0\n\taç猫😀\u0301"];
    const made = Array.from({ length: 2_000 }, () => {
      const length = 1 + below(12, random);
      return Array.from({ length }, () => letters[below(letters.length, random)]).join("");
    });
    const hostile = Object.values(HOSTILE_TEXTS).map((text) => text(2_000));
    for (const text of [...made, ...hostile]) {
      const name = safeName(text);
      assert(/^[^-.~/\\\p{Cc}\s][^/\\\p{Cc}]*$/u.test(name), JSON.stringify([text, name]));
    }
  }));

Deno.test("A second file of a name gets a number before what the name ends with", () => {
  assertEquals(numbered("cat.png", 1), "cat.png");
  assertEquals(numbered("cat.png", 2), "cat-2.png");
  assertEquals(numbered("logs.tar.gz", 3), "logs-3.tar.gz");
  assertEquals(numbered("README", 2), "README-2");
});
