import { assert, assertEquals } from "@std/assert";
import { keys } from "../../../../server/kv/keys.ts";
import { pageValue, takeList } from "../../../../server/kv/pages/page_value.ts";
import type { PageValue } from "../../../../server/kv/schema.ts";
import { LIMITS } from "../../../../protocol.ts";
import { wholeLog } from "../../../hub/log/journal_contract.ts";
import { revision, ROOM } from "../../../hub/log/journal_contract/drafts.ts";
import { saying, upTo } from "../../../support/hub/log.ts";
import { SharedFile } from "../../../support/store/shared_file.ts";

/** What takes most in one form or another, and whether it is JSON that a page is kept as. */
const TEXTS: Record<string, { text: string; isJson: boolean }> = {
  "letters": { text: "a", isJson: true },
  "quotation positions": { text: '"', isJson: true },
  "Chinese": { text: "语", isJson: false },
  "emoji": { text: "👍", isJson: true },
  "control characters": { text: "\u0001", isJson: false },
  "halves of pairs": { text: "\ud800", isJson: false },
};
const MESSAGES = 40;

for (const [name, { text, isJson }] of Object.entries(TEXTS)) {
  Deno.test(`A page of messages as long as can be, of ${name}, is kept and changed`, async () => {
    await using file = await SharedFile.make();
    const journal = await file.journal();
    const drafts = upTo(MESSAGES).map((i) =>
      saying(ROOM, `${i}`, { text: text.repeat(LIMITS.text) })
    );
    await journal.append(ROOM, drafts);
    await journal.compactor.all();
    const store = await file.store();
    const pages = await store.list<PageValue>({ prefix: keys.log(ROOM) }, {});
    const first = pages[0]!.value;
    assertEquals(first instanceof Uint8Array, isJson);
    const [reacted] = await journal.append(ROOM, [revision("reacted", 2, { emoji: "👍" })]);
    assert(reacted && "entry" in reacted);
    const other = await file.journal();
    const texts = (await wholeLog(other, ROOM)).map((entry) => "text" in entry && entry.text);
    assertEquals(
      texts.slice(0, MESSAGES),
      drafts.map(({ entry }) => "text" in entry && entry.text),
    );
  });
}

Deno.test("A page holds no memory once what is on it was taken", () => {
  const value = pageValue([]);
  assert(value instanceof Uint8Array);
  assertEquals([value.byteLength, takeList(value), value.byteLength], [2, [], 0]);
});
