import { assertEquals } from "@std/assert";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { keys } from "../../../../server/kv/keys.ts";
import { MIGRATIONS } from "../../../../server/kv/migrations.ts";
import { pageValue } from "../../../../server/kv/pages/page_value.ts";
import { Store } from "../../../../server/kv/store.ts";
import type { Kept } from "../../../../hub/log/kept_entry.ts";
import { numbers, wholeLog } from "../../../hub/log/journal_contract.ts";
import { saying, timedId, upTo } from "../../../support/hub/log.ts";
import { TempFolder } from "../../../support/temp_folder.ts";

const ROOMS = ["lobby", "kitchen"];
/** The format in which a commit wrote a head and a page for each of its rooms. */
const BEFORE = 5;

/** What was said in a room, in pages of three, and where its ids are: shared, and alone. */
function oldRows(room: string): [Deno.KvKey, unknown][] {
  const ids = upTo(9).map((i) => i % 3 ? timedId(i) : crypto.randomUUID());
  const kept = ids.map((id, i): Kept => ({
    entry: { type: "said", room, seq: i + 1, id, from: "ada", at: 1, text: `${room} ${i}` },
    ...{ by: "guest:ada", nth: i + 1 },
  }));
  const moments = ids.flatMap((id, i): [Deno.KvKey, unknown][] =>
    (i + 1) % 3 ? [[keys.moment(id.slice(0, 10), id, "ada"), [[id, "ada", room, i + 1]]]] : []
  );
  const alone = ids.flatMap((id, i): [Deno.KvKey, unknown][] =>
    (i + 1) % 3 ? [] : [[keys.said(id, "ada"), { room, seq: i + 1 }]]
  );
  const head = { name: room, epoch: room, first: 1, seq: 9, said: 9, topic: "" };
  return [
    [keys.room(room), head],
    ...[3, 6, 9].map((end): [Deno.KvKey, unknown] => [
      keys.page(room, end),
      pageValue(kept.slice(end - 3, end)),
    ]),
    ...moments,
    ...alone,
  ];
}

Deno.test("A store of heads and pages goes on with a log, wherever its migration is broken off", async () => {
  const migrate = MIGRATIONS[BEFORE]!;
  for (const done of [0, 1]) {
    await using folder = await TempFolder.make();
    const path = folder.file("chat.db");
    {
      using kv = await Deno.openKv(path);
      for (const [key, value] of ROOMS.flatMap(oldRows)) await kv.set(key, value);
      await kv.set(["hold"], true);
      await kv.set(keys.format, BEFORE);
      let steps = 0;
      for await (const step of migrate(kv, {})) {
        if (steps++ === done) break;
        const atomic = kv.atomic();
        step(atomic);
        await atomic.commit();
      }
    }
    await using store = await Store.open(path);
    assertEquals(await store.list({ prefix: [] }, {}).then((rows) => rows.filter(isHold)), []);
    const journal = new KvJournal(store);
    for (const room of ROOMS) {
      const log = await wholeLog(journal, room);
      assertEquals(
        log.map((entry) => "text" in entry && entry.text),
        upTo(9).map((i) => `${room} ${i - 1}`),
      );
      const again = log.flatMap((entry) => "id" in entry ? saying(room, entry.id) : []);
      const stored = upTo(9).map((seq) => ({ stored: { room, seq } }));
      assertEquals(await journal.append(room, again), stored);
      assertEquals(numbers(await journal.append(room, [saying(room, timedId())])), [10]);
    }
    await journal.compactor.all();
    for (const room of ROOMS) {
      assertEquals((await wholeLog(new KvJournal(store), room)).map(({ seq }) => seq), upTo(10));
    }
  }
});

function isHold({ key }: Deno.KvEntry<unknown>): boolean {
  return key[0] === "hold";
}
