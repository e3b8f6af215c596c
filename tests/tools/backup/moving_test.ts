import { assertEquals } from "@std/assert";
import type { Entry } from "../../../protocol.ts";
import type { Store } from "../../../server/kv/store.ts";
import { readStore } from "../../../tools/backup/from_store.ts";
import { numbers } from "../../hub/log/journal_contract.ts";
import { revision } from "../../hub/log/journal_contract/drafts.ts";
import { timedId, upTo } from "../../support/hub/log.ts";
import { ROOM, say, SharedFile, storedAt } from "../../support/store/shared_file.ts";

/** Has something happen each time when rows of a kind were read, with how often that was so before. */
function afterReading(
  store: Store,
  kind: string,
  happens: (times: number) => Promise<unknown>,
): void {
  const list = store.list.bind(store);
  let times = 0;
  store.list = async <T>(selector: Deno.KvListSelector, options: Deno.KvListOptions) => {
    const found = await list<T>(selector, options);
    if ("prefix" in selector && selector.prefix[0] === kind) await happens(times++);
    return found;
  };
}

/** The entries of the lobby in a backup that is made now, in its order. */
async function backedUp(store: Store): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const record of readStore(store, Date.now())) {
    if (record.type === "log") entries.unshift(...record.kept.map(({ entry }) => entry));
  }
  return entries;
}

Deno.test("A backup has a message once, and as it was last, that changes while the log is read", async () => {
  await using file = await SharedFile.make();
  const journal = await file.journal();
  // Each is a row, and more than are read at once.
  await say(journal, upTo(150).map((i) => timedId(i)));
  const reader = await file.store({ migrate: false });
  let last = 150;
  afterReading(reader, "commit", async (times) => {
    [last = 0] = numbers(await journal.append(ROOM, [revision("deleted", 2 + times)]));
  });
  const entries = await backedUp(reader);
  assertEquals(entries.map(({ seq }) => seq), upTo(entries.length));
  // The log is read twice, and what happened after that is not in it.
  assertEquals(entries.length, last - 1);
  const deleted = entries.filter((entry) => entry.type === "said" && entry.text === "");
  assertEquals(deleted.map(({ seq }) => seq), [2, 3, 4]);
});

Deno.test("A backup has the ids of what is compacted and forgotten while it is made", async () => {
  await using file = await SharedFile.make();
  const journal = await file.journal();
  const ids = [...upTo(3).map((i) => timedId(i)), "~", timedId(200_000)];
  await say(journal, ids);
  const reader = await file.store({ migrate: false });
  afterReading(reader, "moment", async (times) => {
    if (times === 0) await journal.trim(ROOM, 6);
  });
  const known: unknown[] = [];
  for await (const record of readStore(reader, Date.now())) {
    if (record.type === "said") known.push(record.id);
  }
  assertEquals(ids.filter((id) => !known.includes(id)), []);
  assertEquals(await say(journal, ids), storedAt(1, 2, 3, 4, 5));
});
