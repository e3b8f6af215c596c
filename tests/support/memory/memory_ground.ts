/**
 * What a hub stands on, in memory: for examples and tests that need no more.
 *
 * @module
 */
import type { HubOptions } from "../../../hub/options.ts";
import { MemoryBlocks } from "./memory_blocks.ts";
import { MemoryJournal } from "./memory_journal.ts";
import { MemoryPolicies } from "./memory_policies.ts";
import { MemoryReadPositions } from "./memory_read_positions.ts";

/** A journal and what belongs to it, all empty. Nobody is known. */
export function memoryGround(): Omit<HubOptions, "server"> {
  const journal = new MemoryJournal();
  return {
    journal,
    positions: new MemoryReadPositions(journal),
    policies: new MemoryPolicies(),
    blocks: new MemoryBlocks(),
    people: { find: () => Promise.resolve(undefined) },
  };
}
