/**
 * Answers that are a file of somebody's: all of it, a part of it, or that it has not changed.
 *
 * @module
 */
import { ifNoneMatch } from "@std/http/etag";
import { contentTypeOf, dispositionOf, policyOf } from "./download/disposition.ts";
import { type Part, partOf } from "./download/range.ts";
import { SECURITY_HEADERS } from "./headers.ts";

/**
 * A file is kept by its reader's browser alone, which asks each time whether they may still have it.
 */
const HEADERS: Readonly<Record<string, string>> = {
  ...SECURITY_HEADERS,
  "cache-control": "private, no-cache",
  "accept-ranges": "bytes",
};

/** For pictures of people, which are shown in each line. Another picture has another address. */
const FIXED = "private, max-age=31536000, immutable";

/** A file that is to be sent. */
export interface Download {
  readonly name: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  readonly etag: string;
  /** Whether whoever has read it once may go on to show it, and need not ask again. */
  readonly isFixed?: boolean;
  /** A part of it. Called at most once, and not for an answer without a body. */
  readonly read: (part: Part) => ReadableStream<Uint8Array>;
}

/** The answer to somebody who may have the file. */
export function downloadAnswer(request: Request, file: Download): Response {
  // Also when it has not changed: a browser takes these headers for those of what it has kept.
  const headers = new Headers({ ...HEADERS, etag: file.etag });
  if (file.isFixed) headers.set("cache-control", FIXED);
  headers.set("content-security-policy", policyOf(file.type));
  if (!ifNoneMatch(request.headers.get("if-none-match"), file.etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers.set("content-type", contentTypeOf(file.type));
  headers.set("content-disposition", dispositionOf(file.type, file.name));
  const part = partAskedFor(request, file);
  if (part === "none") {
    headers.delete("content-type");
    headers.delete("content-disposition");
    headers.set("content-range", `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  if (part === "all") return sent(request, file, { start: 0, end: file.size }, headers, 200);
  headers.set("content-range", `bytes ${part.start}-${part.end - 1}/${file.size}`);
  return sent(request, file, part, headers, 206);
}

/** Of a `HEAD` request a range means nothing, and neither does one of another version of the file. */
function partAskedFor({ method, headers }: Request, file: Download): Part | "all" | "none" {
  const version = headers.get("if-range");
  if (method !== "GET" || version !== null && version !== file.etag) return "all";
  return partOf(headers.get("range"), file.size);
}

function sent(
  { method }: Request,
  file: Download,
  part: Part,
  headers: Headers,
  status: number,
): Response {
  headers.set("content-length", String(part.end - part.start));
  const isEmpty = method === "HEAD" || part.end === part.start;
  return new Response(isEmpty ? null : file.read(part), { status, headers });
}
