import { MemoryJournal } from "../../support/memory/memory_journal.ts";
import { MemoryReadPositions } from "../../support/memory/memory_read_positions.ts";
import { readPositionsContract } from "./read_positions_contract.ts";
import { unreadCounts } from "../unread_counts.ts";

const open = () => {
  const journal = new MemoryJournal();
  return Promise.resolve({
    journal,
    positions: new MemoryReadPositions(journal),
    reopen: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
};

readPositionsContract("MemoryReadPositions", open);
unreadCounts("MemoryReadPositions", open);
