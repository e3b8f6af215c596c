/**
 * Files that were chosen in private rooms, as the browser keeps them for a reload: sealed, what they are
 * called and say, too. What they are is in this page's memory as long as it is open.
 *
 * @module
 */

import { openFile, sealFile } from "../../../../client/sealed/file.ts";
import { seals } from "../../browser_storage.ts";
import { type FileStore, type Kept, readRecording } from "./file_store.ts";

/** What opens the bytes of a file, and what they are. */
interface Sealing {
  readonly fileKey: string;
  readonly type: string;
}

/** What a file is called and says. It is uploaded anew: by which key that was sealed is not kept. */
type Words = Pick<Kept, "name" | "alt" | "recording">;

export class SealedFiles {
  readonly #store: Promise<FileStore>;
  /** By the key of each, as many as were chosen here. */
  readonly #sealings: Map<string, Sealing> = new Map();

  constructor(store: Promise<FileStore>) {
    this.#store = store;
  }

  /** @returns whether it survives a reload; else it is kept as long as the page is open */
  async add(about: Kept, file: Blob): Promise<boolean> {
    const store = await this.#store;
    store.hold(about, file);
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { key: fileKey, sealed } = await sealFile(bytes);
      this.#sealings.set(about.key, { fileKey, type: file.type });
      const kept = await this.#seal(about);
      // It may be sent or taken out already.
      if (!store.holds(about.key)) return true;
      return kept !== undefined && await store.write(kept, new Blob([sealed]));
    } catch (error) {
      // It is too large to be read here once more, or not there any more.
      console.warn(error);
      return false;
    }
  }

  /** Notes what has changed about a file. */
  async update(about: Kept): Promise<void> {
    const store = await this.#store;
    await store.update(about);
    const kept = this.#sealings.has(about.key) ? await this.#seal(about) : undefined;
    if (kept && store.holds(about.key)) await store.rewrite(kept);
  }

  /** Opens what was kept before the page was loaded again; `undefined` if it does not open. */
  async open(kept: Kept): Promise<{ about: Kept; bytes: Blob } | undefined> {
    const store = await this.#store;
    const json = await seals.get(kept.room)?.openKept(kept.sealed, idOf(kept));
    const found = json === undefined ? undefined : wordsIn(json);
    const sealed = await store.bytes(kept.key);
    if (!found || !sealed) return undefined;
    const { sealing, words } = found;
    const file = { key: sealing.fileKey, size: kept.size };
    const opened = await openFile(new Uint8Array(await sealed.arrayBuffer()), file);
    if (!opened) return undefined;
    const { sealed: _, ...rest } = kept;
    const about = { ...rest, ...words };
    const bytes = new Blob([opened], { type: sealing.type });
    this.#sealings.set(kept.key, sealing);
    store.hold(about, bytes);
    return { about, bytes };
  }

  /** What may be written down of it. */
  async #seal(about: Kept): Promise<Kept | undefined> {
    const { name, alt, recording, uploaded: _, ...rest } = about;
    const sealing = this.#sealings.get(about.key);
    const json = JSON.stringify({ name, alt, recording, ...sealing });
    const sealed = await seals.get(about.room)?.sealKept(json, idOf(about));
    return sealed === undefined ? undefined : { ...rest, name: "", alt: "", sealed };
  }
}

/** It opens as this file alone. */
function idOf({ key }: Kept): string {
  return `file ${key}`;
}

function wordsIn(json: string): { sealing: Sealing; words: Words } | undefined {
  const { name, alt, recording, fileKey, type } = Object(JSON.parse(json));
  if ([name, alt, fileKey, type].some((text) => typeof text !== "string")) return undefined;
  return { sealing: { fileKey, type }, words: { name, alt, recording: readRecording(recording) } };
}
