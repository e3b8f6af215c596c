/**
 * What two servers stand on that share a store.
 *
 * @module
 */
import type { Backing } from "../../server/backing.ts";
import { KvCharters } from "../../server/kv_charters.ts";
import { KvGuestBook } from "../../server/kv_guest_book.ts";
import { KvJournal } from "../../server/kv_journal.ts";
import { KvMarks } from "../../server/kv_marks.ts";
import type { Store } from "../../server/store.ts";

/** What keeps everything of one of the servers that share a store. */
export function backingOver(store: Store): Backing {
  return {
    journal: new KvJournal(store),
    marks: new KvMarks(store),
    charters: new KvCharters(store),
    guests: new KvGuestBook(store),
    trouble: () => store.trouble(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
