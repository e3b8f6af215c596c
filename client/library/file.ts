/**
 * A file of a message, and its bytes.
 *
 * @module
 */

import type { Transfers, Uploaded } from "../connection/files.ts";
import { isOpenedFile } from "../sealed/opened_file.ts";
import { about } from "./about.ts";
import type { CallOptions } from "./waiting.ts";

/** What a message's files need of its chat. */
export type FileReader = Pick<Transfers, "address" | "download">;

/**
 * A file of a message. Reading it goes on where it was after a cut. It rejects with a `RefusedError` when
 * there is no such file any more, or not for us, and with a `CutError` when the server can't be reached.
 */
export class MessageFile {
  /** Identifies it. */
  readonly id: string;
  /** Where it is read, by whoever is signed in and may read its room. */
  readonly url: string;
  /** What whoever sent it calls it: no path, but make sure before you save it under that name. */
  readonly name: string;
  /** Its media type, as its bytes tell it. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** Of a picture or a video, in pixels. */
  readonly width: number | undefined;
  /** Likewise. */
  readonly height: number | undefined;
  /** Of sound or a video, in seconds. */
  readonly duration: number | undefined;
  /** What it shows, in words. */
  readonly alt: string | undefined;
  /** Of a file that was just said: what the server could not remove of where and by whom it was made. */
  readonly keeps: "location" | undefined;
  readonly #reader: FileReader;
  /** What opens it, in a private room. */
  readonly #key: string | undefined;

  /** @internal Files come from messages. */
  constructor(reader: FileReader, info: Uploaded) {
    this.#reader = reader;
    this.id = info.id;
    this.url = reader.address(info.url);
    this.name = info.name;
    this.type = info.type;
    this.size = info.size;
    this.width = info.width;
    this.height = info.height;
    this.duration = info.duration;
    this.alt = info.alt;
    this.keeps = info.keeps;
    this.#key = isOpenedFile(info) ? info.key : undefined;
  }

  /** All of its bytes. */
  async bytes(options: CallOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(this.size);
    let at = 0;
    for await (const piece of this.#pieces(options)) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  /** Its bytes as they come: no more of them are kept than its reader has not read. */
  stream(options: CallOptions = {}): ReadableStream<Uint8Array<ArrayBuffer>> {
    const pieces = this.#pieces(options);
    return new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await pieces.return();
      },
    }, { highWaterMark: 0 });
  }

  async *#pieces({ signal }: CallOptions): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    try {
      const { id, url, name, type, size } = this;
      const key = this.#key;
      const file = { id, url, name, type, size, ...(key !== undefined && { key }) };
      yield* this.#reader.download(file, signal);
    } catch (error) {
      throw about({ type: "file", id: this.id, name: this.name }, error, {});
    }
  }
}
