import { MemoryJournal } from "../../hub/memory_journal.ts";
import { journalContract } from "./journal_contract.ts";

journalContract("MemoryJournal", () =>
  Promise.resolve({
    journal: new MemoryJournal(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }));
