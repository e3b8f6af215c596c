/**
 * Blocks in plain maps.
 *
 * @module
 */
import { type Block, type Blocks, BLOCKS_MAX } from "../../../hub/people/person_blocks.ts";
import { nameKey } from "../../../protocol/name.ts";

/** Keeps blocks as long as a test runs. */
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
