/**
 * Blocks in Deno KV.
 *
 * @module
 */
import { type Block, type Blocks, BLOCKS_MAX } from "../../../hub/people/person_blocks.ts";
import { nameKey } from "../../../protocol/name.ts";
import { keys } from "../keys.ts";
import { KINDS, type Stored } from "../schema.ts";
import type { Store } from "../store.ts";

/** People whose blocks changed that are told at once; who is not among them is the next time. */
const CHANGED_MAX = 1_000;
/** Mutations of one commit. */
const COMMIT_MAX = 500;

export class KvBlocks implements Blocks {
  readonly #store: Store;
  /** Up to where `changed` has told, as a versionstamp. */
  #told = "";

  constructor(store: Store) {
    this.#store = store;
  }

  async of(person: string): Promise<Block[]> {
    const found = await this.#list(person);
    return found.map(({ value }) => value).sort((a, b) => b.at - a.at);
  }

  async has(person: string, key: string): Promise<boolean> {
    const { value } = await this.#store.use((kv) => kv.get(keys.block(person, key)));
    return value !== null;
  }

  async add(person: string, block: Block): Promise<boolean> {
    const key = nameKey(block.name);
    if (await this.has(person, key)) return true;
    if ((await this.#list(person)).length >= BLOCKS_MAX) return false;
    await this.#store.write((kv) =>
      this.#tell(kv.atomic(), person).set(keys.block(person, key), block).commit()
    );
    return true;
  }

  async delete(person: string, key: string): Promise<boolean> {
    if (!await this.has(person, key)) return false;
    await this.#store.write((kv) =>
      this.#tell(kv.atomic(), person).delete(keys.block(person, key)).commit()
    );
    return true;
  }

  async forget(person: string): Promise<void> {
    const found = await this.#list(person);
    for (let i = 0; i < found.length; i += COMMIT_MAX) {
      await this.#store.write((kv) => {
        const atomic = kv.atomic();
        for (const { key } of found.slice(i, i + COMMIT_MAX)) atomic.delete(key);
        return atomic.commit();
      });
    }
  }

  async changed(): Promise<string[]> {
    if (!this.#store.shared) return [];
    const selector = { prefix: keys.allBlocksChanged };
    const found = await this.#store.list<unknown>(selector, { limit: CHANGED_MAX });
    const fresh = found.filter(({ versionstamp }) => versionstamp > this.#told);
    for (const { versionstamp } of fresh) if (versionstamp > this.#told) this.#told = versionstamp;
    return fresh.map(({ key }) => String(key[1]));
  }

  #tell(atomic: Deno.AtomicOperation, person: string): Deno.AtomicOperation {
    if (!this.#store.shared) return atomic;
    return atomic.set(keys.blocksChanged(person), true, { expireIn: KINDS.blocksChanged.expireIn });
  }

  #list(person: string): Promise<Deno.KvEntry<Stored["block"]>[]> {
    const options = { limit: BLOCKS_MAX, batchSize: BLOCKS_MAX };
    return this.#store.list<Stored["block"]>({ prefix: keys.blocks(person) }, options);
  }
}
