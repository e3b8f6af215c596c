import { assertEquals } from "@std/assert";
import { LIMITS } from "../../protocol.ts";
import { nameKey } from "../../protocol/name.ts";
import { mentions, mentionsIn, parseMarkup } from "../../protocol/markup.ts";
import { knottyText, MENTIONS } from "../support/mentions.ts";
import { withChance } from "../support/random/random.ts";

type Piece = ReturnType<typeof parseMarkup>[number];
type Inner = Extract<Piece, { type: "paragraph" }>["inside"][number];

/** The keys of those whose names are drawn as mentions, each once, in their order. */
function drawn(text: string): string[] {
  const names = (pieces: (Piece | Inner)[]): string[] =>
    pieces.flatMap((piece) => {
      if ("inside" in piece) return names(piece.inside);
      if (piece.type === "list") return piece.items.flatMap(({ inside }) => names(inside));
      if (piece.type === "table") return piece.rows.flatMap((row) => row.flatMap(names));
      return piece.type === "mention" ? [nameKey(piece.text.slice(1))] : [];
    });
  return [...new Set(names(parseMarkup(text)))];
}

Deno.test("A mention is drawn, and counted, for those whom a text mentions, each once", () => {
  for (const [text, mentioned] of MENTIONS) {
    assertEquals(drawn(text), mentioned, text);
    assertEquals(mentionsIn(text), mentioned, text);
    for (const name of ["ada", "BOB", "中文"]) {
      assertEquals(mentions(text, name), mentioned.includes(nameKey(name)), `${name}: ${text}`);
    }
  }
});

Deno.test("Who is drawn as mentioned is counted, by texts that are hard to read, too", async () => {
  await withChance((random) => {
    for (let count = 0; count < 20_000; count++) {
      const text = knottyText(random);
      assertEquals(drawn(text), mentionsIn(text), JSON.stringify(text));
    }
  });
});

Deno.test("mentionsIn lets nobody call everybody at once", () => {
  const people = Array.from({ length: 9 }, (_, i) => `guest-${i}`);
  assertEquals(mentionsIn(people.map((name) => `@${name}`).join(" ")), people.slice(0, 5));
  const everything = "@a ".repeat(LIMITS.text);
  assertEquals(mentionsIn(everything), ["a"]);
});
