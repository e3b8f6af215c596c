/**
 * The way of a message that has files: they are uploaded, then it is said. Whatever else is said
 * meanwhile does not wait for it.
 *
 * @module
 */

import type { FileRef } from "../../../protocol.ts";
import { CutError, RefusedError } from "../../../client/connection/conversation.ts";
import type { Changed } from "../../../client/connection/outbox.ts";
import { sending as words } from "../../strings/sending.ts";
import type { Attachment, SealedUpload } from "./attachment.ts";
import { type Taken, upload as uploadFile, UploadError } from "./uploader.ts";

/** Files that are uploaded at the same time: a browser has six connections to a server. */
const AT_ONCE_MAX = 3;
/** How often an upload breaks off, while we are connected, before somebody is asked. */
const TRIES = 4;
/** How long to wait before the next try, by how often it failed. */
const PAUSE_MS = [1_000, 2_000, 5_000];
/** The longest, whatever the server says. */
const PAUSE_MAX_MS = 60_000;

/** Uploads one file; `sealed` is what opens it, where it was sealed before. */
type Upload = (
  ...what: Parameters<typeof uploadFile>
) => Promise<Taken & { sealed?: SealedUpload }>;

export interface DeliveryOptions {
  /** The id of the message: of all tabs that know it, one uploads. */
  id: string;
  /** Where the server takes files. */
  url: URL;
  /** Whether there is something to say without files. */
  hasText: boolean;
  /** The files, once it is this tab's turn. `undefined` when another tab is done with them. */
  load: () => Promise<Attachment[] | undefined>;
  say: (files: readonly FileRef[]) => Changed;
  /** Resolves when the browser keeps the files, if it can: a refusal is told then. */
  kept: () => Promise<unknown>;
  /** Resolves when there is a connection. */
  connected: () => Promise<unknown>;
  isConnected: () => boolean;
  /** A file was uploaded: should the page be loaded again, it need not be once more. */
  onUploaded: (attachment: Attachment) => void;
  onFailed: (attachment: Attachment, reason: string) => void;
  /** A file still tells where it was made. */
  onLocation: (attachment: Attachment) => void;
  /** Nothing is left that could be said. */
  onEmpty: () => void;
  /** What it takes to upload; the browser's own unless given. */
  upload?: Upload;
  pauseMs?: readonly number[];
}

export class Delivery implements Changed {
  readonly acknowledged: Promise<unknown>;
  readonly #options: Required<DeliveryOptions>;
  readonly #ended = new AbortController();
  /** What is uploaded now can be stopped. As many as a message has files. */
  readonly #stops: Map<Attachment, AbortController> = new Map();
  /** What failed goes on when somebody wants it. */
  readonly #retries: Map<Attachment, () => void> = new Map();
  #attachments: Attachment[] = [];
  #said: Changed | undefined;

  constructor(options: DeliveryOptions) {
    this.#options = { upload: uploadFile, pauseMs: PAUSE_MS, ...options };
    this.acknowledged = alone(options.id, this.#ended.signal, () => this.#deliver());
    // Whoever withdraws it does not want to hear of it.
    this.acknowledged.catch(() => {});
  }

  /** It is not sent any more. */
  withdraw(): void {
    this.#said?.withdraw();
    this.end();
  }

  /** It is sent when somebody is back. */
  end(): void {
    this.#ended.abort(new CutError("The page was left before it was sent"));
  }

  stop(attachment: Attachment): void {
    this.#stops.get(attachment)?.abort(STOPPED);
  }

  retry(attachment: Attachment): void {
    this.#retries.get(attachment)?.();
  }

  leaveOut(attachment: Attachment): void {
    this.#attachments = this.#attachments.filter((other) => other !== attachment);
    this.#stops.get(attachment)?.abort(STOPPED);
    this.#retries.get(attachment)?.();
  }

  async #deliver(): Promise<unknown> {
    for (let isRepeated = false;; isRepeated = true) {
      const loaded = await this.#options.load();
      // The other tab says what becomes of it.
      if (loaded === undefined) return await this.#endless();
      this.#attachments = loaded;
      await Promise.all(loaded.map((attachment) => this.#bring(attachment)));
      if (this.#attachments.length === 0 && !this.#options.hasText) {
        this.#options.onEmpty();
        return await this.#endless();
      }
      this.#ended.signal.throwIfAborted();
      this.#said = this.#options.say(this.#attachments.map(({ ref }) => ref));
      try {
        return await this.#said.acknowledged;
      } catch (error) {
        // The server keeps what is in no message for an hour: that was longer ago.
        const isGone = error instanceof RefusedError && error.reason === "no-such-file";
        if (!isGone || isRepeated) {
          await this.#options.kept();
          throw error;
        }
        for (const attachment of this.#attachments) attachment.uploaded = undefined;
      }
    }
  }

  /** Resolves when a file is uploaded, or is not wanted any more. */
  async #bring(attachment: Attachment): Promise<void> {
    for (let failures = 0; this.#attachments.includes(attachment);) {
      const stop = new AbortController();
      this.#stops.set(attachment, stop);
      const signal = AbortSignal.any([stop.signal, this.#ended.signal]);
      try {
        return await this.#tryToBring(attachment, signal);
      } catch (error) {
        if (!this.#goesOn(attachment)) return;
        if (this.#options.isConnected()) failures++;
        const isForNow = error instanceof UploadError && error.isForNow && failures < TRIES &&
          await isReadable(attachment);
        if (isForNow && await this.#pause(attachment, failures, error.retry, signal)) continue;
        if (!this.#goesOn(attachment)) return;
        await this.#askWhether(attachment, stop.signal.aborted ? STOPPED : error);
        failures = 0;
      } finally {
        this.#stops.delete(attachment);
      }
    }
  }

  /**
   * Whether a file is still to be sent.
   *
   * @throws {CutError} If none is.
   */
  #goesOn(attachment: Attachment): boolean {
    this.#ended.signal.throwIfAborted();
    return this.#attachments.includes(attachment);
  }

  async #tryToBring(attachment: Attachment, signal: AbortSignal): Promise<void> {
    attachment.progress = { state: "waiting" };
    const release = await turns.next(signal);
    try {
      attachment.uploaded ??= await this.#upload(attachment, signal);
    } finally {
      release();
    }
    attachment.progress = { state: "sent" };
    this.#options.onUploaded(attachment);
  }

  /** The small picture first: it is little. Without it the large one is good enough. */
  async #upload(attachment: Attachment, signal: AbortSignal) {
    const { file, name } = attachment;
    const { url, upload } = this.#options;
    const preview = await attachment.preview;
    const total = file.size + (preview?.blob.size ?? 0);
    const onProgress = (before: number) => (sent: number) => {
      attachment.progress = { state: "sending", sent: Math.min(total, before + sent), total };
    };
    onProgress(0)(0);
    const before = { url, name, signal, onProgress: onProgress(0) };
    const small = preview && await upload(preview.blob, before).catch((error) => {
      if (error instanceof UploadError && !error.isForNow) return undefined;
      throw error;
    });
    const after = { url, name, signal, onProgress: onProgress(preview?.blob.size ?? 0) };
    const { id, keepsLocation, sealed } = await upload(file, after);
    if (keepsLocation) this.#options.onLocation(attachment);
    return { id, preview: small?.id, sealed };
  }

  /** @returns whether it is tried again now; else it was stopped meanwhile */
  async #pause(
    attachment: Attachment,
    failures: number,
    retry: number | undefined,
    stopped: AbortSignal,
  ): Promise<boolean> {
    const { pauseMs, isConnected, connected } = this.#options;
    const backoff = pauseMs[Math.min(failures, pauseMs.length) - 1] ?? 0;
    attachment.progress = { state: "waiting", reason: words.waitsForConnection };
    const { promise: later, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, Math.min(retry ?? backoff, PAUSE_MAX_MS));
    const stop = new Promise((resolve) => stopped.addEventListener("abort", resolve));
    await Promise.race([stop, later]);
    clearTimeout(timer);
    if (!isConnected()) await Promise.race([stop, connected()]);
    return !stopped.aborted;
  }

  /** Says why a file is not sent, until somebody wants it again, or does not want it any more. */
  async #askWhether(attachment: Attachment, error: unknown): Promise<void> {
    const reason = error === STOPPED
      ? words.stopped
      : !await isReadable(attachment)
      ? words.unreadable(attachment.name)
      : error instanceof Error
      ? error.message
      : String(error);
    attachment.progress = { state: "failed", reason };
    if (error !== STOPPED) this.#options.onFailed(attachment, reason);
    const { promise: wanted, resolve } = Promise.withResolvers<void>();
    this.#retries.set(attachment, resolve);
    await Promise.race([this.#endless(), wanted]);
    this.#retries.delete(attachment);
  }

  /** Rejects when all of it ends. */
  #endless(): Promise<never> {
    const { signal } = this.#ended;
    return new Promise((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }
}

/** A file that was moved or changed since it was chosen breaks off as a connection does. */
async function isReadable({ file }: Attachment): Promise<boolean> {
  try {
    await file.slice(-1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Somebody has stopped it. */
const STOPPED = new DOMException("Stopped by hand", "AbortError");

/** One after the other, where more want to than may. As many wait as files are on their way. */
class Turns {
  #free = AT_ONCE_MAX;
  #waiting: (() => void)[] = [];

  /** @returns to be called when it is done */
  async next(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#wait(signal);
    return () => {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    };
  }

  #wait(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    signal.addEventListener("abort", () => {
      const at = this.#waiting.indexOf(resolve);
      if (at === -1) return;
      this.#waiting.splice(at, 1);
      reject(signal.reason);
    }, { once: true });
    return promise;
  }
}

const turns = new Turns();

/** Does something that no other tab does at the same time, where the browser can tell. */
async function alone(
  id: string,
  signal: AbortSignal,
  act: () => Promise<unknown>,
): Promise<unknown> {
  // Without https there are no locks: then each tab uploads, and the server keeps the message once.
  if (!("locks" in navigator) || navigator.locks === undefined) return await act();
  return await navigator.locks.request(`hubbub message ${id}`, { signal }, act);
}
