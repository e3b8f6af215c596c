import { MemoryJournal } from "../../hub/memory_journal.ts";
import { MemoryMarks } from "../../hub/memory_marks.ts";
import { marksContract } from "./marks_contract.ts";
import { unreadCounts } from "./unread_counts.ts";

const open = () => {
  const journal = new MemoryJournal();
  return Promise.resolve({
    journal,
    marks: new MemoryMarks(journal),
    reopen: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
};

marksContract("MemoryMarks", open);
unreadCounts("MemoryMarks", open);
