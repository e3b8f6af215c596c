import { assertEquals, assertLessOrEqual } from "@std/assert";
import { FILE_NAME_MAX, fileName, filePath } from "../../protocol/file_name.ts";

Deno.test("fileName keeps a name as people write it", () => {
  for (const name of ["cat.png", "Über uns.pdf", "猫 (1).jpeg", "a.tar.gz", "👍.gif", "README"]) {
    assertEquals(fileName(name), name);
  }
  assertEquals(fileName("e\u0301.png"), "é.png");
});

Deno.test("fileName leaves out what a name only pretends with", () => {
  const names: [given: string, kept: string][] = [
    ["/etc/passwd", "passwd"],
    ["..\\..\\autoexec.bat", "autoexec.bat"],
    ["C:\\fakepath\\cat.png", "cat.png"],
    ["a/", "a"],
    ["photo\u202egnp.exe", "photognp.exe"],
    ["\u2066a\u2069\u200b\ufeffb.png", "ab.png"],
    ["a\r\nSet-Cookie: x.png", "aSet-Cookie_ x.png"],
    ["a\0b\x1b[31m.png", "ab[31m.png"],
    ["a\u2028b\u2029.png", "ab.png"],
    ['"quoted".png', "_quoted_.png"],
    ["  spaced \t out  .png ", "spaced out .png"],
    [".htaccess", "htaccess"],
    ["a.txt:evil", "a.txt_evil"],
    ["a\ud83d.png", "a\ufffd.png"],
  ];
  for (const [given, kept] of names) assertEquals(fileName(given), kept, JSON.stringify(given));
  for (const none of ["", ".", "..", "/", "\u202e", " \n", "././.."]) {
    assertEquals(fileName(none), "file");
  }
});

Deno.test("fileName cuts what is too long, and keeps the extension", () => {
  assertEquals(fileName("猫".repeat(300) + ".jpeg"), "猫".repeat(FILE_NAME_MAX - 5) + ".jpeg");
  assertEquals(fileName("x".repeat(300)), "x".repeat(FILE_NAME_MAX));
  const marks = fileName(`a${"\u0301\u0323".repeat(100_000)}.png`);
  assertLessOrEqual([...marks].length, FILE_NAME_MAX);
});

Deno.test("fileName gives back what it made, whatever it was made of", () => {
  const pieces = ["a", ".", "/", " ", "\u0301", "\u202e", "\n", "猫", "\ud83d", "%2f", ":", "\0"];
  for (let i = 0; i < 2_000; i++) {
    const given = Array.from({ length: i % 7 }, (_, n) => pieces[(i * (n + 3) + n) % 12]).join("");
    const name = fileName(given);
    assertEquals(fileName(name), name, JSON.stringify(given));
    assertEquals(new URL(filePath("id", name), "http://a/").pathname, filePath("id", name));
  }
});
