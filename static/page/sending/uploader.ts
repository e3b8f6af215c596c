/**
 * Uploads the bytes of one file. By XMLHttpRequest, as `fetch` does not tell how much has gone.
 *
 * @module
 */

import { sending as words } from "../../strings/sending.ts";

/** So long nothing may go through. */
const STALLED_MS = 60_000;

/** Why a file is not uploaded: `message` is a sentence for people. */
export class UploadError extends Error {
  /** For programs, as the server says it; "network" when it could not be asked. */
  readonly reason: string;
  /** Whether it may go well when the same is tried again by itself. */
  readonly isForNow: boolean;
  /** Milliseconds to wait before that, where the server says so. */
  readonly retry: number | undefined;

  override name = "UploadError";

  constructor(
    reason: string,
    message: string,
    { isForNow = false, retry }: { isForNow?: boolean; retry?: number | undefined } = {},
  ) {
    super(message);
    this.reason = reason;
    this.isForNow = isForNow;
    this.retry = retry;
  }
}

/** What the server has taken. */
export interface Taken {
  /** What it calls it. */
  id: string;
  /** Whether the file still tells where it was made: the server could not take that out. */
  keepsLocation: boolean;
  /** The bytes that it keeps. */
  size?: number;
}

/**
 * Resolves when the server has taken it.
 *
 * @param url where the server takes files
 * @throws {UploadError} If it does not take this one.
 * @throws {DOMException} Called `AbortError`, if `signal` says so.
 */
export function upload(
  file: Blob,
  { url, name, onProgress, signal, makeRequest = () => new XMLHttpRequest() }: {
    url: URL;
    name: string;
    onProgress: (sent: number) => void;
    signal: AbortSignal;
    makeRequest?: () => XMLHttpRequest;
  },
): Promise<Taken> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Taken>();
  const request = makeRequest();
  let stalled: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(stalled);
    stalled = setTimeout(() => {
      reject(new UploadError("network", words.stalled, { isForNow: true }));
      request.abort();
    }, STALLED_MS);
  };
  const stop = () => {
    reject(signal.reason);
    request.abort();
  };
  request.open("POST", addressFor(url, name));
  request.upload.onprogress = ({ loaded }) => {
    wait();
    onProgress(loaded);
  };
  request.onload = () => {
    try {
      resolve(
        takenOf(request.status, request.responseText, request.getResponseHeader("retry-after")),
      );
    } catch (error) {
      reject(error);
    }
  };
  request.onerror = () => reject(new UploadError("network", words.brokeOff, { isForNow: true }));
  signal.addEventListener("abort", stop, { once: true });
  wait();
  request.send(file);
  return promise.finally(() => {
    clearTimeout(stalled);
    signal.removeEventListener("abort", stop);
  });
}

function addressFor(url: URL, name: string): string {
  const address = new URL(url);
  address.searchParams.set("name", name);
  return String(address);
}

/** What may be otherwise soon. */
const FOR_NOW = [408, 425, 429, 500, 502, 503, 504];

function takenOf(status: number, text: string, seconds: string | null): Taken {
  const { id, keeps, size, error, message } = read(text);
  if (status >= 200 && status < 300 && typeof id === "string") {
    return {
      ...{ id, keepsLocation: keeps === "location" },
      ...(typeof size === "number" && { size }),
    };
  }
  // Somebody has to remove something first, whatever the status.
  const isForNow = FOR_NOW.includes(status) && error !== "quota";
  if (typeof error === "string" && typeof message === "string") {
    const retry = seconds === null ? undefined : 1_000 * Number(seconds);
    throw new UploadError(error, sentenceOf(message), { isForNow, retry });
  }
  // What is no refusal of ours is from something between us and the server.
  const sentence = status === 413 ? words.tooLargeForProxy : words.notTaken(status);
  throw new UploadError("network", sentence, { isForNow });
}

/** The server says what it can't do, and why, as `Cannot upload: the disk is full`. */
function sentenceOf(message: string): string {
  const [first = "", ...rest] = message.replace(/^Cannot [^:]*: /, "").replace(/\.?$/, ".");
  return first.toLocaleUpperCase() + rest.join("");
}

function read(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
