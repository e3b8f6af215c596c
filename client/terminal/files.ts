/**
 * What somebody at a terminal does with files: sends them, and saves those of others.
 *
 * @module
 */

import type { FileInfo, FileRef } from "../../protocol.ts";
import { isSealed } from "../../protocol/name.ts";
import { sizeText } from "../../protocol/text/size.ts";
import { CutError } from "../connection.ts";
import type { Uploaded } from "../connection/files.ts";
import type { SealedRef } from "../sealed/opened_file.ts";
import type { SealedTransfers } from "../sealed/transfers.ts";
import { type Attachment, attachmentOf } from "../library/file/source.ts";
import { plainLine } from "../plain_text.ts";
import type { FileInput, Path } from "./files/arguments.ts";
import { isFolder, located, type Permits } from "./files/places.ts";
import { create, fill } from "./files/saving.ts";
import type { ShownFiles } from "./files/shown.ts";
import { say, told } from "../program/languages.ts";

/** What the copy of one's data is called, unless a path says otherwise. */
const DATA_NAME = "hubbub-data.zip";
/** How often the same transfer is drawn at most: at each of so many parts of it. */
const STEPS = 50;

/** Where results are shown. */
export interface FileUi {
  quiet(...lines: string[]): void;
  wrong(message: string): void;
  /** Shows how something goes, in place of what was shown of it, until it is settled. */
  said(id: string, text: string): void;
  settled(id: string): void;
}

/** Uploads and saves, until somebody leaves. */
export class FileCommands {
  readonly #transfers: SealedTransfers;
  readonly #shown: ShownFiles;
  readonly #ui: FileUi;
  readonly #permits: Permits;
  readonly #leaving = new AbortController();
  #lastId = 0;
  /** Whether something was not sent as the connection ended, or somebody left. */
  wasCut = false;

  constructor(transfers: SealedTransfers, shown: ShownFiles, ui: FileUi, permits: Permits) {
    this.#transfers = transfers;
    this.#shown = shown;
    this.#ui = ui;
    this.#permits = permits;
  }

  /** Gives up what is under way. */
  leave(): void {
    this.#leaving.abort(new CutError("you left"));
  }

  /** Uploads files, and names them for their message; `undefined` when that failed, which is told. */
  async upload(
    { paths, room = "" }: { paths: readonly Path[]; room?: string },
  ): Promise<FileRef[] | undefined> {
    const refs: FileRef[] = [];
    try {
      // Whoever is asked is asked at once.
      const places = paths.map((path) => this.#readable(path));
      const attachments: Attachment[] = [];
      for (const place of places) attachments.push(await attachmentOf(place));
      for (const attachment of attachments) {
        refs.push(
          isSealed(room) ? await this.#sendSealed(attachment) : await this.#send(attachment),
        );
      }
      return refs;
    } catch (error) {
      if (error instanceof CutError) this.wasCut = true;
      const names = paths.map(({ text }) => text).join(", ");
      this.#ui.wrong(say`Not sent, ${reasonOf(error)}: ${names}`);
    }
  }

  /** Saves a file that was shown. */
  async save({ number, path }: FileInput & { type: "save" }): Promise<void> {
    const file = this.#shown.find(number);
    if (file === undefined) {
      return this.#ui.wrong(
        number === undefined
          ? say`No file was shown here yet`
          : say`No file is shown as ${number}: the number stands before its name`,
      );
    }
    await this.#save(path, file.name, this.#bytesOf(file));
  }

  /** Saves what the server has of oneself. */
  async saveData({ path }: FileInput & { type: "data" }): Promise<void> {
    await this.#save(path, DATA_NAME, this.#dataBytes());
  }

  async #save(path: Path | undefined, name: string, bytes: AsyncIterable<Uint8Array>) {
    try {
      const permits = this.#permits;
      const place = located(path ?? { text: "", isHome: false }, permits);
      const isIn = path === undefined || isFolder(place, permits);
      const to = isIn ? { folder: place, name } : { path: place };
      const made = create(to, (path) => permits({ name: "write", path }));
      const size = await fill(made, bytes);
      this.#ui.quiet(say`Saved ${made.path} (${sizeText(size)})`);
    } catch (error) {
      this.#ui.wrong(say`Not saved, ${reasonOf(error)}: ${name}`);
    }
  }

  /** Nobody knows beforehand how much it is. */
  async *#dataBytes(): AsyncGenerator<Uint8Array> {
    const id = `file ${++this.#lastId}`;
    let read = 0;
    try {
      for await (const piece of this.#transfers.ownData(this.#leaving.signal)) {
        yield piece;
        this.#ui.said(id, say`saving ${DATA_NAME}, ${sizeText(read += piece.length)}`);
      }
    } finally {
      this.#ui.settled(id);
    }
  }

  #readable(path: Path): string {
    const place = located(path, this.#permits);
    if (this.#permits({ name: "read", path: place })) return place;
    throw new Error(say`it may not be read: run with --allow-read, or allow it when asked`);
  }

  async #sendSealed(attachment: Attachment): Promise<SealedRef> {
    const tell = this.#teller((what) => say`sending ${what}`, attachment);
    try {
      const { signal } = this.#leaving;
      return await this.#transfers.uploadSealed(attachment, { onProgress: tell.moved, signal });
    } finally {
      tell.settled();
    }
  }

  async #send(attachment: Attachment): Promise<Pick<Uploaded, "id">> {
    const tell = this.#teller((what) => say`sending ${what}`, attachment);
    try {
      const { signal } = this.#leaving;
      const uploaded = await this.#transfers.upload(attachment, { onProgress: tell.moved, signal });
      if (uploaded.keeps === "location") {
        const name = plainLine(attachment.name);
        this.#ui.quiet(say`${name} tells where it was made: that cannot be removed from it`);
      }
      return { id: uploaded.id };
    } finally {
      tell.settled();
    }
  }

  async *#bytesOf(file: FileInfo): AsyncGenerator<Uint8Array> {
    const tell = this.#teller((what) => say`saving ${what}`, file);
    let read = 0;
    try {
      for await (const piece of this.#transfers.download(file, this.#leaving.signal)) {
        yield piece;
        tell.moved(read += piece.length);
      }
    } finally {
      tell.settled();
    }
  }

  /** Shows how a transfer goes. */
  #teller(doing: (what: string) => string, { name, size }: { name: string; size: number }) {
    const id = `file ${++this.#lastId}`;
    let drawn = -1;
    return {
      moved: (bytes: number) => {
        const step = Math.floor(STEPS * bytes / Math.max(size, 1));
        if (step === drawn) return;
        drawn = step;
        const percent = Math.floor(100 * bytes / Math.max(size, 1));
        const what = say`${name}, ${percent} % of ${sizeText(size)}`;
        this.#ui.said(id, doing(what));
      },
      settled: () => this.#ui.settled(id),
    };
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return say`there is no such file`;
  if (code === "EACCES" || code === "EPERM") return say`it may not be read`;
  return told(error instanceof Error ? error.message : String(error));
}
