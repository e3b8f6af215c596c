/**
 * Sends files to a server, and brings them back, for programs: they stream, so that a file is never whole
 * in memory. The page sends in its own way, as browsers stream nothing over HTTP/1.1.
 *
 * @module
 */

import type { FileInfo } from "../../protocol.ts";
import { CutError, RefusedError } from "./conversation.ts";
import { readRefusal } from "./files/refusal.ts";
import { counted, Stall } from "./files/stream.ts";
import { Trials, type Waits } from "./files/trials.ts";

/** Bytes to send, which can be read again from their start as often as they have to be sent. */
export interface Source {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  open(): Promise<ReadableStream<Uint8Array>> | ReadableStream<Uint8Array>;
}

/** A file that was uploaded. `keeps` says what personal data the server could not remove from it. */
export type Uploaded = FileInfo & { readonly keeps?: "location" };

/** What tests replace, and how a transfer is given up. */
export interface TransferOptions {
  fetch?: typeof globalThis.fetch;
  /** How long to wait after each failure in a row, in milliseconds; after so many, it has failed. */
  waitsMs?: Waits;
  /** For how long nothing may move, in milliseconds. */
  stallMs?: number;
}

/** How one file goes. */
export interface UploadOptions {
  /** Called with how many bytes were sent; with less than before when it has to begin again. */
  onProgress?: (sent: number) => void;
  signal?: AbortSignal | undefined;
}

/** Uploads and downloads, as who we are. What breaks off is tried again. */
export class Transfers {
  readonly #base: URL;
  readonly #token: () => string | undefined;
  readonly #options: Required<TransferOptions>;
  /** Bytes of a file at most, once the server has said so. */
  sizeMax = Infinity;

  /**
   * @param url the server's http(s) or ws(s) address
   * @param token who we are, whenever something is sent
   */
  constructor(url: string | URL, token: () => string | undefined, options: TransferOptions = {}) {
    this.#base = new URL(url);
    this.#base.protocol = this.#base.protocol.replace(/^ws/, "http");
    this.#base.search = this.#base.hash = "";
    this.#base.pathname = this.#base.pathname.replace(/(\/ws)?\/*$/, "/");
    this.#token = token;
    this.#options = {
      fetch: (...request) => globalThis.fetch(...request),
      waitsMs: [500, 1_000, 2_000, 4_000, 8_000],
      stallMs: 60_000,
      ...options,
    };
  }

  /**
   * Uploads a file, which a message may name then. What was cut is sent again as a whole; what came
   * before is another upload, which no message names, and the server forgets.
   *
   * @throws {RefusedError} If the server does not want it.
   * @throws {CutError} If it cannot be reached.
   */
  async upload(source: Source, { onProgress, signal }: UploadOptions = {}): Promise<Uploaded> {
    if (source.size > this.sizeMax) {
      const most = `${source.size} of at most ${this.sizeMax} bytes`;
      throw new RefusedError("too-long", `Cannot send ${source.name}: too large, ${most}`);
    }
    const trials = new Trials(this.#options.waitsMs);
    while (true) {
      try {
        return await this.#send(source, onProgress, signal);
      } catch (error) {
        await trials.afterFailure(error, signal);
      }
    }
  }

  /**
   * The bytes of a file. After a cut it goes on where it was.
   *
   * @throws {RefusedError} If there is no such file for us.
   * @throws {CutError} If the server cannot be reached.
   */
  async *download(
    file: Pick<FileInfo, "url" | "size">,
    signal?: AbortSignal,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    let at = 0;
    const trials = new Trials(this.#options.waitsMs);
    while (true) {
      try {
        for await (const piece of this.#read(new URL(this.address(file.url)), at, signal)) {
          at += piece.length;
          if (at > file.size) throw new CutError("The server sent more than the file has");
          trials.succeed();
          yield piece;
        }
        if (at === file.size) return;
        throw new TypeError("the connection ended within the file");
      } catch (error) {
        await trials.afterFailure(error, signal);
      }
    }
  }

  /**
   * What the server has of us, as a ZIP file. It is made while it is sent: after a cut it has to be
   * asked for anew.
   *
   * @throws {RefusedError} If there is none for us.
   * @throws {CutError} If the server cannot be reached.
   */
  async *ownData(signal?: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    try {
      yield* this.#read(new URL("api/account/data", this.#base), 0, signal);
    } catch (error) {
      if (error instanceof RefusedError) throw error;
      signal?.throwIfAborted();
      throw new CutError("the connection ended within the file", { cause: error });
    }
  }

  /** Where a file is read. Whatever the server says, our token goes to nobody else. */
  address(url: string): string {
    return new URL(/files\/[^/]+\/[^/]*$/.exec(url)?.[0] ?? "files/none", this.#base).href;
  }

  async #send(
    source: Source,
    onProgress: UploadOptions["onProgress"],
    signal: AbortSignal | undefined,
  ): Promise<Uploaded> {
    const url = new URL("api/files", this.#base);
    url.searchParams.set("name", source.name);
    const stall = new Stall(this.#options.stallMs, signal);
    try {
      onProgress?.(0);
      let sent = 0;
      const body = counted(await source.open(), source.size, (bytes) => {
        stall.moved();
        onProgress?.(sent += bytes);
      });
      // Not every runtime's types know that a body that streams says so.
      const streaming = { method: "POST", body: body.stream, duplex: "half" };
      const answer = await this.#ask(url, streaming, stall).catch((error) => {
        throw body.failure ?? error;
      });
      const text = await answer.text();
      if (!answer.ok) throw readRefusal(answer, text);
      return readUploaded(text);
    } finally {
      stall.end();
    }
  }

  async *#read(
    address: URL,
    at: number,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    const stall = new Stall(this.#options.stallMs, signal);
    let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
    try {
      const headers = at > 0 ? { range: `bytes=${at}-` } : {};
      const answer = await this.#ask(address, { headers }, stall);
      if (!answer.ok) throw readRefusal(answer, await answer.text());
      // Not `for await`: not every runtime's streams can do that.
      reader = answer.body?.getReader();
      // Whoever knows no ranges begins at the start.
      yield* skipping(reader, answer.status === 206 ? 0 : at, stall);
    } finally {
      stall.end();
      // What is not wanted any more; a stream that has failed has nothing to cancel.
      await reader?.cancel().catch(() => undefined);
    }
  }

  async #ask(
    url: URL,
    request: { headers?: Record<string, string> } & RequestInit,
    stall: Stall,
  ): Promise<Response> {
    const token = this.#token();
    const headers = {
      ...request.headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const { signal } = stall;
    return await this.#options.fetch(url, { cache: "no-store", ...request, headers, signal });
  }
}

function readUploaded(text: string): Uploaded {
  const uploaded: Uploaded = JSON.parse(text);
  if (typeof uploaded.id === "string") return uploaded;
  throw new CutError("The server's answer to an upload cannot be read");
}

/** What a reader brings after so many bytes. */
async function* skipping(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined,
  skip: number,
  stall: Stall,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  while (true) {
    const { value } = await reader?.read() ?? {};
    if (value === undefined) return;
    stall.moved();
    const skipped = Math.min(skip, value.length);
    skip -= skipped;
    if (skipped < value.length) yield value.subarray(skipped);
  }
}
