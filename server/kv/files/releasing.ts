/**
 * Lets go of files whose messages are forgotten, and of those of people who are gone.
 *
 * @module
 */
import { FORMER_MEMBER } from "../../../hub/log/kept_entry.ts";
import type { ErasureMode } from "../../../hub/log/journal.ts";
import type { StoredFile } from "../../files/file_store.ts";
import type { Background } from "../background/background.ts";
import { keys } from "../keys.ts";
import type { Stored } from "../schema.ts";
import type { Store } from "../store.ts";

/** Files that one step takes: each is some rows, and its keys have the room's name. */
const STEP_FILES = 40;
/** Keys that a commit checks for each whose author is taken off. */
const FILE_CHECKS = 2;

/** What a step has read of a file. */
interface Known {
  readonly id: string;
  readonly row: Deno.KvEntryMaybe<StoredFile>;
}

export class Releasing {
  readonly #store: Store;
  readonly #background: Background;

  constructor(store: Store, background: Background) {
    this.#store = store;
    this.#background = background;
  }

  /** Lets go of the files of a room's messages before `first`. */
  async trim(room: string, first: number): Promise<void> {
    const selector = { start: keys.roomFilesFrom(room, 0), end: keys.roomFilesFrom(room, first) };
    const options = { limit: STEP_FILES, batchSize: STEP_FILES };
    for (let some = STEP_FILES; some === STEP_FILES;) {
      some = await this.#background.step(async () => {
        const rows = await this.#store.list<Stored["roomFile"]>(selector, options);
        if (rows.length === 0) return 0;
        await this.#background.commit((atomic) => {
          for (const { key, value: { file, preview } } of rows) {
            atomic.delete(key).set(keys.goneFile(file.id), true);
            if (preview !== undefined) atomic.set(keys.goneFile(preview), true);
          }
        });
        return rows.length;
      });
    }
  }

  /** Lets go of a person's files, or of whose they are. They must not upload or post meanwhile. */
  async erase(by: string, mode: ErasureMode, signal?: AbortSignal): Promise<void> {
    const checked = Math.floor((this.#store.checksMax - 1) / FILE_CHECKS);
    const limit = mode === "keep" ? Math.min(STEP_FILES, checked) : STEP_FILES;
    const options = { limit, batchSize: limit };
    for (let some = 1; some > 0 && !signal?.aborted;) {
      some = await this.#background.step(async () => {
        const found = await this.#store.list<number>({ prefix: keys.filesOf(by) }, options);
        const ids = found.map(({ key }) => String(key[2]));
        const rows = await this.#store.getMany<Stored["file"]>(ids.map(keys.file));
        const known = ids.map((id, i) => ({ id, row: rows[i]! }));
        const isKept = ({ row }: Known) => mode === "keep" && row.value?.said !== undefined;
        await this.#forget(by, known.filter((one) => !isKept(one)));
        await this.#anonymize(by, known.filter(isKept));
        return found.length;
      });
    }
    if (signal?.aborted) return;
    await this.#background.commit((atomic) => atomic.delete(keys.storedBytes(by)));
  }

  async #forget(by: string, files: readonly Known[]): Promise<void> {
    if (files.length === 0) return;
    await this.#background.commit((atomic) => {
      for (const { id, row: { value } } of files) {
        atomic.delete(keys.fileOf(by, id)).set(keys.goneFile(id), true);
        const said = value?.said;
        if (said?.n !== undefined) atomic.delete(keys.roomFile(said.room, said.seq, said.n));
      }
    });
  }

  /** The list of a room's files tells their names no more. */
  async #anonymize(by: string, files: readonly Known[]): Promise<void> {
    if (files.length === 0) return;
    const listed = await this.#store.getMany<Stored["roomFile"]>(
      files.flatMap(({ row: { value } }) =>
        value?.said?.n === undefined
          ? []
          : [keys.roomFile(value.said.room, value.said.seq, value.said.n)]
      ),
    );
    await this.#background.commit((atomic) => {
      for (const { id, row } of files) {
        atomic.delete(keys.fileOf(by, id));
        if (row.value) atomic.check(row).set(row.key, { ...row.value, by: "" });
      }
      for (const one of listed) {
        if (one.value) atomic.check(one).set(one.key, { ...one.value, from: FORMER_MEMBER });
      }
    });
  }
}
