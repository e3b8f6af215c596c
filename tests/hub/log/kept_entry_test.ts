import { assert, assertEquals } from "@std/assert";
import {
  anonymizeReaction,
  keep,
  type Kept,
  restore,
  revise,
} from "../../../hub/log/kept_entry.ts";

const HEART = "❤\ufe0f";
const REACTED = { type: "reacted", room: "lobby", at: 2, of: 1, from: "bob" } as const;

/** A message that was kept when an emoji could still have several spellings. */
function saidBefore(reactions: Record<string, string[]>): Kept {
  const said = { type: "said", room: "lobby", seq: 1, id: "1", from: "ada", at: 1, text: "tea" };
  return keep({ ...said, type: "said", reactions }, "guest:ada", 1);
}

/** The reactions to a message after somebody reacted, or took it back. */
function reactionsAfter(kept: Kept, emoji: string, on: boolean): unknown {
  const revised = revise(kept, { by: "guest:bob", entry: { ...REACTED, emoji, on } });
  assert("entry" in revised && revised.entry.type === "said");
  return revised.entry.reactions;
}

Deno.test("One emoji is one reaction, with and without its selector", () => {
  for (const emoji of ["❤", HEART]) {
    for (const kept of [saidBefore({ "❤": ["ada"] }), saidBefore({ [HEART]: ["ada"] })]) {
      assertEquals(reactionsAfter(kept, emoji, true), { [HEART]: ["ada", "bob"] });
    }
  }
  const both = saidBefore({ "❤": ["ada", "bob"], [HEART]: ["bob"] });
  assertEquals(reactionsAfter(both, HEART, true), { [HEART]: ["ada", "bob"] });
});

Deno.test("A reaction is taken back under whatever spelling it was kept", () => {
  for (const emoji of ["❤", HEART]) {
    const both = saidBefore({ "❤": ["bob"], "👍": ["bob"], [HEART]: ["bob", "ada"] });
    assertEquals(reactionsAfter(both, emoji, false), { "👍": ["bob"], [HEART]: ["ada"] });
    assertEquals(reactionsAfter(saidBefore({ "❤": ["bob"] }), emoji, false), {});
  }
});

Deno.test("What was kept is read with each emoji in one spelling", () => {
  const said = restore(saidBefore({ "❤": ["ada"], [HEART]: ["bob"] }), undefined);
  assertEquals(said.type === "said" && said.reactions, { [HEART]: ["ada", "bob"] });
  const reacted = keep({ ...REACTED, seq: 2, emoji: "❤", on: true }, "guest:bob", 1);
  const read = restore(reacted, undefined);
  assertEquals(read.type === "reacted" && read.emoji, HEART);
});

Deno.test("A reaction of a person who is gone is nobody's, under whatever spelling it was kept", () => {
  for (const kept of [saidBefore({ "❤": ["bob"] }), saidBefore({ [HEART]: ["bob"] })]) {
    const { entry } = anonymizeReaction(kept, { ...REACTED, seq: 2, emoji: "❤", on: true }, "keep");
    assertEquals(entry.type === "said" && entry.reactions, { [HEART]: ["former member"] });
  }
});

Deno.test("A reaction that is named as what objects are born with disturbs nobody", () => {
  assertEquals(reactionsAfter(saidBefore({}), "constructor", false), {});
  assertEquals(reactionsAfter(saidBefore({}), "constructor", true), { constructor: ["bob"] });
});
