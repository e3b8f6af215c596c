import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { LIMITS, ProtocolError } from "../../protocol.ts";
import { directRoom, lookOf, LOOKS, nameKey, peopleOf } from "../../protocol/name.ts";
import { parseName, parsePeople, parseRoom } from "../../protocol/name/parse_name.ts";

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
    ["a filler, which is a letter that nobody sees", "\u3164"],
    ["a filler beside letters", "ada\u3164"],
    ["a selector alone", "\ufe0f"],
    ["a selector beside letters", "a\ufe0fda"],
    ["a joiner of graphemes", "a\u034fda"],
    ["a selector of ideographs", "ada\u{e0100}"],
    ["a blank hieroglyph", "\u{13441}"],
    ["a mark on nothing", "\u0301ada"],
    ["too many marks", `a${"\u0323".repeat(31)}`],
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

Deno.test("parseRoom takes the names of open rooms as they are written", () => {
  for (const room of ["lobby", "Kitchen", "中文", "__proto__", "x".repeat(LIMITS.name)]) {
    assertEquals(parseRoom(room), room);
  }
});

Deno.test("parseRoom knows a direct room by its people, in whatever order and spelling", () => {
  for (const room of ["@ada,bob", "@bob,ada", "@BOB,Ada", "@ada,bob,ADA", "@ａｄａ,bob"]) {
    assertEquals(parseRoom(room), "@ada,bob");
  }
  const eight = Array.from({ length: LIMITS.people }, (_, i) => `guest-${i}`);
  assertEquals(parseRoom(`@${eight.toReversed().join(",")}`), `@${eight.join(",")}`);
  assertEquals(parseRoom("@中文,Ωμέγα"), `@${["中文", nameKey("Ωμέγα")].sort().join(",")}`);
});

Deno.test("parseRoom refuses a direct room of one, of too many, and of nobody", () => {
  const nine = Array.from({ length: LIMITS.people + 1 }, (_, i) => `guest-${i}`);
  const strangers = [
    "@",
    "@ada",
    "@ada,ADA",
    "@ada,",
    "@,ada",
    "@ada,,bob",
    "@ada, bob",
    "@@ada,bob",
  ];
  for (const room of [...strangers, "ada,bob", "@ada,@bob", `@${nine.join(",")}`, undefined, 7]) {
    const { reason } = assertThrows(() => parseRoom(room), ProtocolError, "", String(room));
    assertEquals(reason, "malformed", String(room));
  }
  const often = `@${Array.from(nine, () => "ada").join(",")},bob`;
  assertThrows(() => parseRoom(often), ProtocolError, "Cannot read room", "many times the same");
});

Deno.test("parsePeople takes a name or a list of them, and leaves room for who says it", () => {
  const seven = Array.from({ length: LIMITS.people - 1 }, (_, i) => `guest-${i}`);
  assertEquals(parsePeople("Ada"), ["Ada"]);
  assertEquals(parsePeople(["Ada", "bob"]), ["Ada", "bob"]);
  assertEquals(parsePeople(seven), seven);
  for (const people of [[], [...seven, "ada"], undefined, {}, [["ada"]], "@ada", "ada,bob"]) {
    assertThrows(() => parsePeople(people), ProtocolError, "Cannot read");
  }
});

Deno.test("peopleOf names the people of a direct room, and nobody of an open one", () => {
  assertEquals(peopleOf(directRoom(["Bob", "Ada", "BOB"])), ["ada", "bob"]);
  assertEquals(peopleOf("lobby"), []);
});

Deno.test("Somebody has one look in all spellings of their name, and looks are spread evenly", () => {
  assertEquals(lookOf("Ada"), lookOf("ａｄａ"));
  const counts = new Array(LOOKS).fill(0);
  for (let person = 0; person < 100 * LOOKS; person++) counts[lookOf(`pupil${person}`)]++;
  assertEquals(counts.filter((count) => count < 50 || count > 200), []);
});
