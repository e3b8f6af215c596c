/**
 * What is inside a seal, before it is sealed and after it is opened. Whoever sealed it may have written
 * anything, and no server has looked at it: so it is read here as the server reads what it is sent.
 *
 * @module
 */
import { LIMITS } from "../../protocol.ts";
import { isObject, isPosition } from "../../protocol/field.ts";
import { isFileId } from "../../protocol/field/files.ts";
import { fileName } from "../../protocol/file_name.ts";
import { compose, TextError } from "../../protocol/text.ts";
import { bytesOf } from "./base64url.ts";

/** What somebody says in a sealed room. */
export interface SealedWords {
  /** Empty only where there are files. */
  readonly text: string;
  readonly files?: readonly SealedFile[];
}

/** A file in a sealed room: the server knows its id and how large it is when it is sealed. */
export interface SealedFile {
  /** Which of the entry's files it is. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** In bytes, before it was sealed. */
  readonly size: number;
  /** What opens it. */
  readonly key: string;
  /** Of a picture or a video, in pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Of sound or a video, in seconds. */
  readonly duration?: number;
  /** What it shows, in words. */
  readonly alt?: string;
  /** A smaller picture of it: another of the entry's files. */
  readonly preview?: SealedPreview;
}

/** A smaller picture, sealed by a key of its own. */
export interface SealedPreview {
  readonly id: string;
  readonly key: string;
  readonly size: number;
  readonly width: number;
  readonly height: number;
}

const TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;
const ANY_TYPE = "application/octet-stream";
const KEY_BYTES = 32;

/**
 * What is sealed, as the text that will be.
 *
 * @throws {TextError} If it is too long, or nothing.
 */
export function encodeWords({ text, files = [] }: SealedWords): string {
  const composed = compose(text, LIMITS.text);
  if (composed === "" && files.length === 0) {
    throw new TextError("malformed", `1 to ${LIMITS.text} code points`);
  }
  return JSON.stringify({ text: composed, ...(files.length > 0 && { files }) });
}

/** Reads what was opened; `undefined` if it is not what somebody may say. */
export function decodeWords(json: string): SealedWords | undefined {
  const fields = parsed(json);
  if (!isObject(fields)) return undefined;
  const text = composedOf(fields.text, LIMITS.text);
  const files = filesOf(fields.files);
  if (text === undefined || !files || text === "" && files.length === 0) return undefined;
  return { text, ...(files.length > 0 && { files }) };
}

/** The text of a topic, sealed as a message is. Unlike one it may be empty. */
export function encodeTopic(text: string): string {
  return JSON.stringify({ text: compose(text, LIMITS.topic) });
}

/** Reads a topic that was opened; `undefined` if it is none. */
export function decodeTopic(json: string): string | undefined {
  const fields = parsed(json);
  return isObject(fields) ? composedOf(fields.text, LIMITS.topic) : undefined;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function composedOf(value: unknown, maxCodePoints: number): string | undefined {
  if (typeof value !== "string") return undefined;
  try {
    return compose(value, maxCodePoints);
  } catch (error) {
    if (error instanceof TextError) return undefined;
    throw error;
  }
}

function filesOf(value: unknown = []): SealedFile[] | undefined {
  if (!Array.isArray(value) || value.length > LIMITS.files) return undefined;
  const files = value.map(fileOf).filter((file) => file !== undefined);
  return files.length === value.length ? files : undefined;
}

function fileOf(value: unknown): SealedFile | undefined {
  if (!isObject(value)) return undefined;
  const { id, name, type, size, key, alt, width, height, duration, preview } = value;
  if (!isFileId(id) || typeof name !== "string" || !isPosition(size) || !isKey(key)) {
    return undefined;
  }
  const words = composedOf(alt, LIMITS.alt);
  const smaller = previewOf(preview);
  return {
    ...{ id, name: fileName(name), size, key },
    type: typeof type === "string" && TYPE.test(type) ? type.toLowerCase() : ANY_TYPE,
    ...(isSide(width) && isSide(height) && { width, height }),
    ...(typeof duration === "number" && isFinite(duration) && duration > 0 && { duration }),
    ...(words && { alt: words }),
    ...(smaller && { preview: smaller }),
  };
}

function previewOf(value: unknown): SealedPreview | undefined {
  if (!isObject(value)) return undefined;
  const { id, key, size, width, height } = value;
  const isWhole = isFileId(id) && isKey(key) && isPosition(size) && isSide(width) && isSide(height);
  return isWhole ? { id, key, size, width, height } : undefined;
}

function isKey(value: unknown): value is string {
  return typeof value === "string" && bytesOf(value)?.length === KEY_BYTES;
}

function isSide(value: unknown): value is number {
  return isPosition(value) && value > 0;
}
