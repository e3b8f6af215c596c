/**
 * Whom people have blocked: the seam between the hub and storage.
 *
 * @module
 */
import { nameKey } from "../../protocol/name.ts";

/** People whom one person may block. */
export const BLOCKS_MAX = 1_000;

/** Somebody who is blocked: whoever has the name, as with a ban, so that coming anew is no way around it. */
export interface Block {
  readonly name: string;
  /** When, in milliseconds since the epoch. */
  readonly at: number;
}

/** Keeps blocks by the id of the person who made them. Any method may reject when the storage fails. */
export interface Blocks {
  /** Whom a person has blocked, the newest first. */
  of(person: string): Promise<Block[]>;
  /** Whether a person has blocked a name, by its key. */
  has(person: string, key: string): Promise<boolean>;
  /** Blocks somebody, who may be blocked already; `false` when the person has blocked `BLOCKS_MAX`. */
  add(person: string, block: Block): Promise<boolean>;
  /** Ends a block, by the key of its name; `false` when there is none. */
  delete(person: string, key: string): Promise<boolean>;
  /** Forgets all blocks of a person who is gone. */
  forget(person: string): Promise<void>;
  /** Ids of people whose blocks changed since this was last asked, on whatever server that shares them. */
  changed(): Promise<string[]>;
}

/** Keeps blocks in this process: for `--ephemeral`, and for tests. */
export class MemoryBlocks implements Blocks {
  readonly #blocks = new Map<string, Map<string, Block>>();

  of(person: string): Promise<Block[]> {
    const blocks = this.#blocks.get(person)?.values() ?? [];
    return Promise.resolve([...blocks].sort((a, b) => b.at - a.at));
  }

  has(person: string, key: string): Promise<boolean> {
    return Promise.resolve(this.#blocks.get(person)?.has(key) ?? false);
  }

  add(person: string, block: Block): Promise<boolean> {
    const blocks = this.#blocks.getOrInsertComputed(person, () => new Map());
    const key = nameKey(block.name);
    if (blocks.has(key)) return Promise.resolve(true);
    if (blocks.size >= BLOCKS_MAX) return Promise.resolve(false);
    blocks.set(key, block);
    return Promise.resolve(true);
  }

  delete(person: string, key: string): Promise<boolean> {
    const blocks = this.#blocks.get(person);
    const isEnded = blocks?.delete(key) ?? false;
    if (blocks?.size === 0) this.#blocks.delete(person);
    return Promise.resolve(isEnded);
  }

  forget(person: string): Promise<void> {
    this.#blocks.delete(person);
    return Promise.resolve();
  }

  changed(): Promise<string[]> {
    return Promise.resolve([]);
  }
}
