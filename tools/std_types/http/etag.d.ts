/** What is asked of a file, as `Deno.stat` answers it. */
export interface FileInfo {
  mtime: Date | null;
  /** In bytes. */
  size: number;
}

/** Options for {@linkcode eTag}. */
export interface ETagOptions {
  /** "SHA-256" by default. */
  algorithm?: AlgorithmIdentifier;
  /** By default only for files. */
  weak?: boolean;
}

/** The value of an `ETag` header. */
export declare function eTag(
  entity: string | Uint8Array<ArrayBuffer>,
  options?: ETagOptions,
): Promise<string>;
/** The value of an `ETag` header, or `undefined` for a file without `mtime`. */
export declare function eTag(entity: FileInfo, options?: ETagOptions): Promise<string | undefined>;
/** Whether an `If-Match` header lets a request pass; false without one. */
export declare function ifMatch(value: string | null, etag: string | undefined): boolean;
/** Whether an `If-None-Match` header lets a request pass, true without one. False means 304. */
export declare function ifNoneMatch(value: string | null, etag: string | undefined): boolean;
