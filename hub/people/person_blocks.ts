/**
 * Whom people have blocked: the seam between the hub and storage.
 *
 * @module
 */
/** People whom one person may block. */
export const BLOCKS_MAX = 1_000;

/** A block is of whoever has the name, as with a ban, so that a new session is no way around it. */
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
  /** Deletes all blocks of a person. */
  forget(person: string): Promise<void>;
  /** Ids of people whose blocks changed since this was last asked, on whatever server that shares them. */
  changed(): Promise<string[]>;
}
