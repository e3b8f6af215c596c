import { assertEquals } from "@std/assert";
import { mentionsIn } from "../../../hub/mentions/mention.ts";
import { nameKey } from "../../../client/connection/names.ts";
import { calledIn, calls, parseMarkup } from "../../../static/page/markup.ts";
import { CALLS, knottyText } from "../../support/calls.ts";
import { withChance } from "../../support/random.ts";

type Piece = ReturnType<typeof parseMarkup>[number];
type Inner = Extract<Piece, { type: "paragraph" }>["inside"][number];

/** The keys of those whose names are drawn as calls, each once, in their order. */
function drawn(text: string): string[] {
  const names = (pieces: (Piece | Inner)[]): string[] =>
    pieces.flatMap((piece) =>
      "inside" in piece
        ? names(piece.inside)
        : piece.type === "mention"
        ? nameKey(piece.text.slice(1))
        : []
    );
  return [...new Set(names(parseMarkup(text)))];
}

Deno.test("A call is drawn, and rings, for those whom the server counts it for", () => {
  for (const [text, called] of CALLS) {
    assertEquals(drawn(text), called, text);
    assertEquals([...calledIn(text)], called, text);
    for (const name of ["ada", "BOB", "中文"]) {
      assertEquals(calls(text, name), called.includes(nameKey(name)), `${name}: ${text}`);
    }
  }
});

Deno.test("The page and the server agree on who is called by texts that are hard to read", async () => {
  await withChance((random) => {
    for (let count = 0; count < 20_000; count++) {
      const text = knottyText(random);
      const called = mentionsIn(text);
      assertEquals([...calledIn(text)], called, JSON.stringify(text));
      assertEquals(drawn(text), called, JSON.stringify(text));
    }
  });
});
