/**
 * Errors for uploads that are refused, or that fail.
 *
 * @module
 */

/** The reason, for a program. */
export type FileReason =
  | "too-long"
  | "quota"
  | "too-slow"
  | "broken-off"
  | "forbidden"
  | "unavailable";

/** Nothing of the upload is kept. It knows nothing of HTTP: `server/http/errors.ts` does. */
export class FileError extends Error {
  override readonly name = "FileError";
  readonly reason: FileReason;

  constructor(reason: FileReason, why: string, options?: ErrorOptions) {
    super(`Cannot upload file: ${why}`, options);
    this.reason = reason;
  }
}

/** What is read of a file fails, as it was deleted meanwhile. */
export class DeletedFileError extends Error {
  override readonly name = "DeletedFileError";

  constructor() {
    super("Cannot read file: it was deleted meanwhile");
  }
}
