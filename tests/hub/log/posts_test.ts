import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { APPEND_MAX, weigh } from "../../../hub/log/journal.ts";
import { appendable, type Post, postOf, type Speech } from "../../../hub/log/posts.ts";
import { LIMITS } from "../../../protocol.ts";
import { Listener } from "../../support/listener.ts";
import { below, withChance } from "../../support/random.ts";

const { member } = new Listener("Ada");

function post(speech: Speech): Post {
  return postOf({ member, speech, room: "lobby", at: 7, role: "insider" });
}

/** What somebody may say, as chance decides it. */
function anything(random: () => number): Post {
  const text = "👍".repeat(1 + below(LIMITS.text, random));
  const [room, of] = ["lobby", 1];
  switch (below(6, random)) {
    case 0:
      return post({ type: "edit", room, of, text });
    case 1:
      return post({ type: "react", room, of, emoji: "👍", on: true });
    case 2:
      return post({ type: "topic", room, text: "Tea" });
    case 3:
      return post({ type: "say", room, id: "1", text });
    default:
      return post({ type: "say", room, id: "1", text: "short" });
  }
}

Deno.test("postOf is what somebody says, without what the room numbers, and whose it is", () => {
  const posts = [
    post({ type: "say", ref: 1, room: "LOBBY", id: "m", text: "hi" }),
    post({ type: "say", room: "lobby", id: "m", text: "hi", reply: 3 }),
    post({ type: "delete", ref: 1, room: "lobby", of: 3 }),
    post({ type: "react", room: "lobby", of: 3, emoji: "👍", on: false }),
  ];
  const about = { room: "lobby", from: "Ada", at: 7 };
  assertEquals<unknown>(posts.map(({ draft }) => draft.entry), [
    { type: "said", ...about, id: "m", text: "hi" },
    { type: "said", ...about, id: "m", text: "hi", reply: 3 },
    { type: "deleted", ...about, of: 3 },
    { type: "reacted", ...about, of: 3, emoji: "👍", on: false },
  ]);
  assertEquals(new Set(posts.map(({ draft }) => draft.by)), new Set(["guest:ada"]));
});

Deno.test("appendable cuts what is said into pieces that a journal takes, and loses nothing", async () => {
  await withChance((random) => {
    const posts = Array.from({ length: 2_000 }, () => anything(random));
    const pieces = [...appendable(posts)];
    assertEquals(pieces.flat().every((one, i) => one === posts[i]), true);
    assertEquals(pieces.flat().length, posts.length);
    for (const [index, piece] of pieces.entries()) {
      assert(piece.length > 0);
      assertLessOrEqual(piece.length, APPEND_MAX.drafts);
      const bytes = (some: readonly Post[]) =>
        some.reduce((sum, { draft }) => sum + weigh(draft), 0);
      assertLessOrEqual(bytes(piece), APPEND_MAX.bytes);
      // The next one would not have fitted.
      const longer = [...piece, ...pieces[index + 1]?.slice(0, 1) ?? []];
      const fits = longer.length <= APPEND_MAX.drafts && bytes(longer) <= APPEND_MAX.bytes;
      assertEquals(fits, index === pieces.length - 1);
    }
  });
});

Deno.test("appendable takes as many short messages at once as there may be", () => {
  const posts = Array.from({ length: 200 }, () => {
    return post({ type: "say", room: "lobby", id: "1", text: "short" });
  });
  assertEquals([...appendable(posts)].map(({ length }) => length), [90, 90, 20]);
});
