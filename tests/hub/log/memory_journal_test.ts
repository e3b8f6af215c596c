import { MemoryJournal } from "../../support/memory/memory_journal.ts";
import { journalContract } from "./journal_contract.ts";

/** What is kept in a journal, as text. */
async function dump(journal: MemoryJournal): Promise<string> {
  const kept: unknown[] = [];
  for await (const [key, { seq }] of journal.rooms()) {
    for (let i = 0; i <= seq; i++) kept.push(journal.kept(key, i));
  }
  return JSON.stringify(kept);
}

journalContract("MemoryJournal", () => {
  const journal = new MemoryJournal();
  return Promise.resolve({
    journal,
    dump: () => dump(journal),
    reopen: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
});
