/**
 * A file that somebody has chosen, from then until the message that it is in is stored.
 *
 * @module
 */

import { SEALED_NAME, type SealedRef } from "../../../client/sealed/opened_file.ts";
import type { FileRef } from "../../../protocol.ts";

/** A smaller picture of a large one, which is uploaded beside it. */
export interface Preview {
  blob: Blob;
  width: number;
  height: number;
}

/** What is known of a recording. */
export interface Recording {
  /** In seconds. */
  duration: number;
  /** How loud it is, from 0 to 1, from its beginning to its end. */
  peaks: readonly number[];
}

/** Where a file is on its way: `failed` says why in a sentence, and goes on when somebody wants it. */
export type Progress =
  | { state: "chosen" }
  | { state: "waiting"; reason?: string }
  | { state: "sending"; sent: number; total: number }
  | { state: "sent" }
  | { state: "failed"; reason: string };

/** What was sealed before it was uploaded, and by which key. */
export type SealedUpload = Pick<SealedRef, "key" | "size" | "type" | "width" | "height">;

/** All of a file but its bytes. */
export interface About {
  key: string;
  name: string;
  /** What it shows, in words. */
  alt: string;
  recording?: Recording | undefined;
  /** What the server calls it, once it is there. */
  uploaded?:
    | { id: string; preview?: string | undefined; sealed?: SealedUpload | undefined }
    | undefined;
}

export class Attachment {
  readonly key: string;
  readonly file: Blob;
  readonly recording: Recording | undefined;
  name: string;
  alt: string;
  /** Resolves when it is known whether there is a smaller picture. */
  preview: Promise<Preview | undefined>;
  uploaded: About["uploaded"];
  /** Called when there is something to draw. Drawn in one place at a time. */
  onChange: () => void = () => {};
  /** Called when somebody has named or described it otherwise. */
  onEdit: () => void = () => {};

  #progress: Progress = { state: "chosen" };

  constructor(
    { key, name, alt, recording, uploaded }: About,
    file: Blob,
    preview: Promise<Preview | undefined> = Promise.resolve(undefined),
  ) {
    this.key = key;
    this.name = name;
    this.alt = alt;
    this.recording = recording;
    this.uploaded = uploaded;
    this.file = file;
    this.preview = preview;
  }

  get isPicture(): boolean {
    return this.file.type.startsWith("image/");
  }

  get about(): About {
    const { key, name, alt, recording, uploaded } = this;
    return { key, name, alt, recording, uploaded };
  }

  get progress(): Progress {
    return this.#progress;
  }

  set progress(progress: Progress) {
    this.#progress = progress;
    this.onChange();
  }

  edit(change: { name?: string; alt?: string }): void {
    this.name = change.name ?? this.name;
    this.alt = change.alt ?? this.alt;
    this.onEdit();
  }

  /**
   * How a message names it.
   *
   * @throws {TypeError} If it was not uploaded.
   */
  get ref(): FileRef | SealedRef {
    if (this.uploaded === undefined) throw new TypeError(`Cannot send ${this.name}: not uploaded`);
    const { id, preview, sealed } = this.uploaded;
    const [name, alt] = [this.name.trim(), this.alt.trim()];
    const { duration } = this.recording ?? {};
    if (sealed) {
      const about = { ...(alt !== "" && { alt }), ...(duration !== undefined && { duration }) };
      return { id, ...sealed, ...about, name: name || SEALED_NAME };
    }
    return {
      id,
      ...(name !== "" && { name }),
      ...(alt !== "" && { alt }),
      ...(preview !== undefined && { preview }),
    };
  }
}
