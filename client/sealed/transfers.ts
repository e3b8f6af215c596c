/**
 * Sends files of sealed rooms, and brings them back. Such a file is whole in memory while it is sealed or
 * opened, as nothing of it may be believed before all of it is known.
 *
 * @module
 */
import type { FileInfo } from "../../protocol.ts";
import { RefusedError } from "../connection.ts";
import { type Source, Transfers, type UploadOptions } from "../connection/files.ts";
import { openFile, SEAL_BYTES, sealFile } from "./file.ts";
import { mediaTypeOf } from "./media_type.ts";
import { isOpenedFile, SEALED_NAME, type SealedRef } from "./opened_file.ts";

/** How often a seal that looks like something else to the server is made anew. */
const TRIES = 5;

/** Uploads and downloads; files of sealed rooms are opened as they come. */
export class SealedTransfers extends Transfers {
  /**
   * Seals a file, and uploads it.
   *
   * @throws {RefusedError} If the server does not want it.
   * @throws {CutError} If it cannot be reached.
   */
  async uploadSealed(source: Source, options: UploadOptions = {}): Promise<SealedRef> {
    const { name, size } = source;
    if (size + SEAL_BYTES > this.sizeMax) {
      const most = `${size} of at most ${this.sizeMax - SEAL_BYTES} bytes`;
      throw new RefusedError("too-long", `Cannot send ${name}: too large, ${most}`);
    }
    const bytes = await new Response(await source.open()).bytes();
    for (let tries = 0; tries < TRIES; tries++) {
      const { key, sealed } = await sealFile(bytes);
      const open = () => new Blob([sealed]).stream();
      const file = await this.upload({ name: SEALED_NAME, size: sealed.length, open }, options);
      // A nonce may begin as a picture does, of which a server takes out what looks personal.
      if (file.size !== sealed.length) continue;
      return { id: file.id, name, type: mediaTypeOf(name), size: bytes.length, key };
    }
    throw new RefusedError("malformed", `Cannot send ${name}: the server changes what it is sent`);
  }

  /** @throws {RefusedError} Also if it does not open. */
  override async *download(
    file: Pick<FileInfo, "url" | "size">,
    signal?: AbortSignal,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    if (!isOpenedFile(file)) return yield* super.download(file, signal);
    const { url, size } = file;
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of super.download({ url, size: size + SEAL_BYTES }, signal)) {
      pieces.push(piece);
    }
    const opened = await openFile(await new Blob(pieces).bytes(), file);
    if (opened) return yield opened;
    throw new RefusedError("malformed", "It can't be opened: it is not the file that was sealed");
  }
}
