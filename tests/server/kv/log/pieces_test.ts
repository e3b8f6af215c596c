import { assert, assertEquals, assertLessOrEqual, assertRejects } from "@std/assert";
import { type Appended, type Draft, JournalError } from "../../../../hub/log/journal.ts";
import { LIMITS } from "../../../../protocol.ts";
import { appendPieces, PIECE_MAX, piecesOf, weigh } from "../../../../server/kv/log/pieces.ts";
import { saying, words } from "../../../support/hub/log.ts";
import { below, withChance } from "../../../support/random/random.ts";

/** What somebody may say, as chance decides it. */
function anything(random: () => number): Draft {
  const text = "👍".repeat(1 + below(LIMITS.text, random));
  const about = { room: "lobby", from: "Ada", at: 7 };
  const by = "guest:ada";
  switch (below(6, random)) {
    case 0:
      return { by, entry: { type: "edited", ...about, of: 1, text } };
    case 1:
      return { by, entry: { type: "reacted", ...about, of: 1, emoji: "👍", on: true } };
    case 2:
      return { by, entry: { type: "topic", ...about, text: "Tea" } };
    case 3:
      return { by, entry: { type: "said", ...about, id: "1", text } };
    default:
      return { by, entry: { type: "said", ...about, id: "1", text: "short" } };
  }
}

/** Some short messages. */
function short(count: number): Draft[] {
  return words(count).map((id) => saying("lobby", id));
}

/** Keys that a commit may check. */
const CHECKS_MAX = 100;

/** Appends that are answered as a journal does; where the nth piece fails, if one is to. */
function journalFailing(...failing: number[]): (piece: readonly Draft[]) => Promise<Appended[]> {
  let seq = 0;
  let piece = 0;
  return (drafts) => {
    if (failing.includes(piece++)) return Promise.reject(new JournalError("Cannot reach it"));
    return Promise.resolve(
      drafts.map(({ entry }): Appended => ({ entry: { ...entry, seq: ++seq } })),
    );
  };
}

Deno.test("piecesOf cuts what is said into pieces that a commit can bear, and loses nothing", async () => {
  await withChance((random) => {
    const drafts = Array.from({ length: 2_000 }, () => anything(random));
    const pieces = piecesOf(drafts, CHECKS_MAX);
    assertEquals(pieces.flat().every((one, i) => one === drafts[i]), true);
    assertEquals(pieces.flat().length, drafts.length);
    for (const [index, piece] of pieces.entries()) {
      assert(piece.length > 0);
      assertLessOrEqual(piece.length, PIECE_MAX.drafts);
      const bytes = (some: readonly Draft[]) => some.reduce((sum, draft) => sum + weigh(draft), 0);
      assertLessOrEqual(bytes(piece), PIECE_MAX.bytes);
      // The next one would not have fitted.
      const longer = [...piece, ...pieces[index + 1]?.slice(0, 1) ?? []];
      const fits = longer.length <= PIECE_MAX.drafts && bytes(longer) <= PIECE_MAX.bytes;
      assertEquals(fits, index === pieces.length - 1);
    }
  });
});

Deno.test("piecesOf takes as many short messages at once as there may be", () => {
  assertEquals(piecesOf(short(200), CHECKS_MAX).map(({ length }) => length), [90, 90, 20]);
});

Deno.test("appendPieces says which drafts are not stored where one piece of three failed", async () => {
  const appended = await appendPieces(short(200), CHECKS_MAX, journalFailing(1));
  const kinds = appended.map((outcome) => "failed" in outcome ? "failed" : "entry");
  assertEquals(kinds.filter((kind) => kind === "failed").length, 90);
  assertEquals(kinds.slice(90, 180).every((kind) => kind === "failed"), true);
  assertEquals(kinds.length, 200);
});

Deno.test("appendPieces rejects when nothing could be stored", async () => {
  await assertRejects(
    () => appendPieces(short(200), CHECKS_MAX, journalFailing(0, 1, 2)),
    JournalError,
  );
  await assertRejects(() => appendPieces(short(2), CHECKS_MAX, journalFailing(0)), JournalError);
});
