import { assert, assertEquals } from "@std/assert";
import { Bookmark, BOOKMARK_MAX_LENGTH } from "../../../../server/api/events/bookmark.ts";
import type {
  SavedPositions,
  StreamPositions,
} from "../../../../server/kv/people/stream_positions.ts";
import { Clock } from "../../../support/clock.ts";
import { below, seeded } from "../../../support/random/random.ts";

/** Positions in memory, which are forgotten after as long as those in a store. */
class Saved implements StreamPositions {
  readonly clock = new Clock();
  readonly rows = new Map<string, SavedPositions>();
  readonly options = { person: "ada", store: this, now: this.clock.now };

  write(person: string, id: string, positions: SavedPositions): Promise<void> {
    this.rows.set(`${person} ${id}`, structuredClone(positions));
    return Promise.resolve();
  }

  read(person: string, id: string): Promise<SavedPositions | undefined> {
    return Promise.resolve(this.rows.get(`${person} ${id}`));
  }
}

Deno.test("A bookmark brings back where each of hundreds of logs was read, whatever was read on", async () => {
  const saved = new Saved();
  const random = seeded(4);
  const wanted = new Map(
    Array.from({ length: 500 }, () => [crypto.randomUUID(), below(2 ** 40, random)]),
  );
  const bookmark = new Bookmark(saved.options, wanted);
  const epochs = [...wanted.keys()];
  for (let i = 0; i < 2_000; i++) {
    const epoch = i % 100 === 0 ? crypto.randomUUID() : epochs[below(epochs.length, random)]!;
    const seq = (wanted.get(epoch) ?? 0) + 1 + below(300, random);
    wanted.set(epoch, seq);
    bookmark.advance(epoch, seq);
    const text = await bookmark.toText();
    assert(text.length <= BOOKMARK_MAX_LENGTH && /^[\x21-\x7e]+$/.test(text));
    if (i % 50 > 0) continue;
    const found = await Bookmark.find(text, saved.options);
    for (const [epoch, seq] of wanted) assertEquals(found?.seqOf(epoch), seq);
  }
});

Deno.test("Positions are stored anew only when a bookmark is too long or too old", async () => {
  const saved = new Saved();
  const bookmark = new Bookmark(saved.options, [["a", 1], ["b", 2]]);
  for (let seq = 2; seq < 1_000; seq++) {
    bookmark.advance("a", seq);
    await bookmark.toText();
  }
  assertEquals(saved.rows.size, 1);
  saved.clock.pass(30 * 60_000);
  await bookmark.toText();
  assertEquals(saved.rows.size, 2);
});

Deno.test("What is no bookmark, or another person's, finds nothing", async () => {
  const saved = new Saved();
  const text = await new Bookmark(saved.options, [["a", 1]]).toText();
  for (
    const strange of [
      "",
      "x",
      ".",
      text.slice(1),
      `${text}!`,
      `${text}gA`,
      `${text}BQE`,
      `${text}AA`,
    ]
  ) {
    assertEquals(await Bookmark.find(strange, saved.options), undefined, strange);
  }
  assertEquals(await Bookmark.find(text, { ...saved.options, person: "eve" }), undefined);
  assertEquals((await Bookmark.find(text, saved.options))?.seqOf("a"), 1);
});
