import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { LIMITS, ProtocolError } from "../../protocol.ts";
import { nameKey, parseName } from "../../protocol/name.ts";

Deno.test("parseName takes names in any script", () => {
  for (
    const name of ["ada", "Ada_L-1", "中文", "Ωμέγα", "नमस्ते", "אבג", "7", "_", "-", "x".repeat(32)]
  ) {
    assertEquals(parseName(name), name);
  }
});

Deno.test("parseName takes the names that objects are born with", () => {
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"]) {
    assertEquals(parseName(name), name);
  }
});

Deno.test("parseName counts code points, not code units", () => {
  const rare = "𠮷".repeat(LIMITS.name);
  assertEquals(rare.length, 2 * LIMITS.name);
  assertEquals(parseName(rare), rare);
  assertThrows(() => parseName(rare + "𠮷"), ProtocolError);
});

Deno.test("parseName composes letters and their marks", () => {
  assertEquals(parseName("Zoe\u0308"), "Zoë");
});

Deno.test("parseName refuses what is no name", () => {
  const strangers = [
    ["nothing", undefined],
    ["null", null],
    ["a number", 7],
    ["an array with a name", ["ada"]],
    ["an object", { toString: () => "ada" }],
    ["an empty string", ""],
    ["a space", "ada lovelace"],
    ["a line break", "ada\n"],
    ["a direct room", "@ada,bob"],
    ["a path", "../ada"],
    ["markup", "<b>"],
    ["an emoji", "👍"],
    ["half an emoji", "\ud83d"],
    ["a lone low surrogate", "a\udc00"],
    ["a character that cannot be seen", "a\u200bda"],
    ["a change of direction", "a\u202eda"],
    ["too many letters", "x".repeat(LIMITS.name + 1)],
  ] as const;
  for (const [what, value] of strangers) {
    const { reason, message } = assertThrows(() => parseName(value), ProtocolError, "", what);
    assertEquals(reason, "malformed", what);
    assertEquals(message.startsWith("Cannot read name: must be 1 to 32 letters"), true, message);
  }
});

Deno.test("parseName refuses letters whose key is no name", () => {
  // One letter each: the first has spaces in its key, the other has 18 letters too many.
  for (const name of ["ﷺ", "ﬃ".repeat(LIMITS.name / 2)]) {
    assertThrows(() => parseName(name), ProtocolError, "Cannot read name", name);
  }
});

Deno.test("nameKey is the same for spellings of one name", () => {
  const spellings = [
    ["ada", "ADA", "Ada", "ａｄａ", "ᵃᵈᵃ", "𝒶𝒹𝒶"],
    ["Zoë", "zoe\u0308", "ZOË"],
    ["ΟΔΥΣΣΕΥΣ", "οδυσσευς", "οδυσσευσ"],
    ["straße", "STRASSE", "strasse", "STRAẞE"],
    ["ﬁn", "fin"],
    ["中文", "中文"],
    ["__PROTO__", "__proto__"],
  ];
  for (const [name = "", ...others] of spellings) {
    for (const other of others) assertEquals(nameKey(other), nameKey(name), `${other}, ${name}`);
  }
});

Deno.test("nameKey differs for names that only look alike", () => {
  assertNotEquals(nameKey("ada"), nameKey("аdа"));
  assertNotEquals(nameKey("l1"), nameKey("ll"));
});

Deno.test("nameKey of any letter is that of its upper case, of its lower case and of the key", () => {
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    const letter = String.fromCodePoint(codePoint);
    if (!/[\p{L}\p{M}\p{N}]/u.test(letter)) continue;
    const key = nameKey(letter);
    const same = [letter.toUpperCase(), letter.toLowerCase(), key].every((other) =>
      nameKey(other) === key
    );
    if (!same) throw new Error(`Two keys for ${letter}, U+${codePoint.toString(16)}`);
  }
});
