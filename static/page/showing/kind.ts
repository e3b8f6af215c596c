/**
 * What a file is to whoever reads a conversation: how it is shown follows from its type, which the
 * server found in its bytes, and never from its name.
 *
 * @module
 */

import type { FileInfo } from "../../../protocol.ts";
import { sizeInWords } from "../../strings/size.ts";
import { baseUrl } from "../document.ts";

export type Kind = "picture" | "video" | "voice" | "audio" | "text" | "other";

/** What browsers draw without running anything: no SVG, which may have scripts. */
const PICTURES = ["png", "jpeg", "gif", "webp", "avif"].map((name) => `image/${name}`);

/** Addresses of what this page has opened itself, in its memory. */
export const ownUrls: Set<string> = new Set();

/** Whether browsers draw it without running anything. */
export function isPictureType(type: string): boolean {
  return PICTURES.includes(type);
}

/** A picture whose size nobody knows would move what is read once it has come. */
export function kindOf({ type, width, height, duration }: FileInfo): Kind {
  if (isPictureType(type)) return width && height ? "picture" : "other";
  if (type.startsWith("video/")) return "video";
  if (type.startsWith("audio/")) return duration === undefined ? "audio" : "voice";
  // What is written in HTML is no text to read, but a page.
  return type.startsWith("text/") && type !== "text/html" ? "text" : "other";
}

/** Where a file is read: below `files/` on the server that the page came from, or in its memory. */
export function hrefOf({ url }: { url: string }): string {
  if (ownUrls.has(url)) return url;
  return new URL(/files\/.*/s.exec(url)?.[0] ?? "files/", baseUrl()).href;
}

/** What a file is like, in passing: `PDF · 2.3 MB`. */
export function noteOf(file: FileInfo): string {
  return [endingOf(file), sizeInWords(file.size)].filter(Boolean).join(" · ");
}

/** The end of its name, if that tells people what it is. */
export function endingOf({ name }: FileInfo): string {
  return /\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1]?.toLocaleUpperCase() ?? "";
}

/** What a picture shows, in words, or its name. */
export function wordsFor({ alt, name }: FileInfo): string {
  return alt || name;
}
