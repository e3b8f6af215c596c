import { assert, assertEquals } from "@std/assert";
import type { Draft } from "../../../../hub/log/journal.ts";
import { LIMITS } from "../../../../protocol.ts";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { numbers } from "../../../hub/log/journal_contract.ts";
import { saying, timedId, upTo, words } from "../../../support/hub/log.ts";
import { ROOM, say, SharedFile } from "../../../support/store/shared_file.ts";

/** Messages of each kind that puts much on a commit. */
const HEAVY: Readonly<Record<string, (i: number) => Draft>> = {
  "short messages": (i) => saying(ROOM, timedId(i)),
  "messages of many people": (i) => saying(ROOM, timedId(i), { from: `𠮷${i}`.padEnd(33, "中") }),
  "long texts": (i) => saying(ROOM, timedId(i), { text: "中".repeat(LIMITS.text) }),
  "calls by name": (i) =>
    saying(ROOM, timedId(i).padEnd(LIMITS.id, "~"), {
      text: upTo(8).map((n) => `@${"𠮷".repeat(30)}${n}${i % 10}`).join(" "),
    }),
  "ids that are not known to be new": (i) => saying(ROOM, `${i}`),
};

for (const [kind, draft] of Object.entries(HEAVY)) {
  Deno.test(`A journal that holds puts no more ${kind} on a commit than that can bear`, async () => {
    await using file = await SharedFile.make();
    const journal = await file.journal();
    await say(journal, [timedId(-1)]);
    const rooms = [ROOM, ...words(400)];
    for (const room of rooms) await journal.createRoom(room, room);
    const elsewhere = rooms.map((room, i) => journal.append(room, [draft(2000 + i)]));
    const here = upTo(1_000).map((i) => journal.append(ROOM, [draft(i)]));
    assertEquals((await Promise.all(here)).flatMap(numbers), upTo(1_002, 3));
    assert((await Promise.all(elsewhere)).flat().every((outcome) => "entry" in outcome));
  });
}

Deno.test("A journal of a store that is shared puts no more direct rooms on a commit than that can bear", async () => {
  await using file = await SharedFile.make();
  const journal = new KvJournal(await file.store({ shared: true }));
  const people = upTo(LIMITS.people).map((n) => `guest:${n}`.padEnd(40, "~"));
  const rooms = upTo(300).map((n) => `@${n}`.padEnd(250, "中"));
  for (const room of rooms) await journal.createRoom(room, room, people);
  const told = await Promise.all(
    rooms.map((room, i) => journal.append(room, [saying(room, `${i}`)])),
  );
  assertEquals(told.flatMap(numbers), rooms.map(() => 1));
});
