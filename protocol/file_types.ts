/**
 * The types of files: of those that a message has, and of how a client names one that it uploaded.
 *
 * @module
 */

/** A file of a message. */
export interface FileInfo {
  /** Identifies it, and is no secret. */
  id: string;
  /** Where it is read, below the server's public address: `/files/ID/NAME`. */
  url: string;
  /** What whoever sent it calls it, without a path. */
  name: string;
  /** Its media type, as its bytes tell it. */
  type: string;
  /** In bytes. */
  size: number;
  /** Of a picture or a video, in pixels, as it is shown. */
  width?: number;
  /** Likewise. */
  height?: number;
  /** Of sound or a video, in seconds. */
  duration?: number;
  /** What it shows, in words. */
  alt?: string;
  /** A smaller picture of it. */
  preview?: { url: string; width: number; height: number };
}

/** How a client names an uploaded file in `say`; one on the wire that is an ID only is read as `{id}`. */
export type FileRef = {
  id: string;
  name?: string | undefined;
  alt?: string | undefined;
  /** The ID of another upload, a smaller picture of this one. */
  preview?: string | undefined;
};
