import { assertEquals } from "@std/assert";
import { FORMER_MEMBER } from "../../../../hub/log/kept_entry.ts";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { wholeLog } from "../../../hub/log/journal_contract.ts";
import { revision, ROOM } from "../../../hub/log/journal_contract/drafts.ts";
import { saying, upTo } from "../../../support/hub/log.ts";
import { below, seeded, withChance } from "../../../support/random/random.ts";
import { SharedFile } from "../../../support/store/shared_file.ts";
import { Shuffle } from "../../../support/random/shuffle.ts";

const SHARED = { shared: true };
const RUNS = 40;
const BOB = { from: "bob", by: "guest:bob" };

/** Has ada anonymized while bob edits what he said, reacts to what she said, and the oldest is forgotten. */
async function run(random: () => number): Promise<void> {
  await using file = await SharedFile.make();
  const witness = await file.journal({}, SHARED);
  const said = upTo(12).map((i) => saying(ROOM, `${i}`, i % 2 ? {} : BOB));
  for (const some of [said.slice(0, 5), said.slice(5)]) await witness.append(ROOM, some);
  const stores = [await file.store(SHARED), await file.store(SHARED)];
  const shuffle = new Shuffle(random);
  for (const store of stores) shuffle.hold(store);
  // Nothing happens by itself, as it would after a rest.
  const options = { background: { restFactor: 0 } };
  const journals = stores.map((store) => new KvJournal(store, options));
  const one = () => journals[below(2, random)]!;
  const doing: Promise<unknown>[] = [Array.fromAsync(one().anonymize("guest:ada", "keep"))];
  for (const of of upTo(12, 3)) {
    const about = revision(of % 2 ? "reacted" : "edited", of, { ...BOB, text: "new", emoji: "🎉" });
    doing.push(one().append(ROOM, [about]));
    for (let i = below(6, random); i > 0; i--) await shuffle.step();
    if (of === 6) doing.push(one().trim(ROOM, 3));
  }
  await shuffle.finish();
  shuffle.end();
  await Promise.all(doing);
  const log = await wholeLog(witness, ROOM);
  for (const entry of log) {
    const { seq } = entry;
    if (seq < 3 || seq > 12) continue;
    const message = entry.type === "said" && [entry.from, entry.text, entry.reactions];
    const [hers, his] = [[FORMER_MEMBER, `${seq}`, { "🎉": ["bob"] }], ["bob", "new", undefined]];
    assertEquals<unknown>(message, seq % 2 ? hers : his, `${seq}`);
  }
  assertEquals(log.filter(({ seq }) => seq > 12).length, 10);
}

Deno.test("Who is gone stays gone, and nothing else is lost, whatever comes between", async () => {
  await withChance(async (random) => {
    for (let i = 0; i < RUNS; i++) await run(seeded(below(2 ** 31, random)));
  });
});
