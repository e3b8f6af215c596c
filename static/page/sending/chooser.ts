/**
 * Which of the files that somebody chose can be sent, and why the others can't.
 *
 * @module
 */

import { sending as words } from "../../strings/sending.ts";
import { sizeInWords } from "../../strings/size.ts";

/** A file that was chosen, or a folder that was dropped. */
export interface Chosen {
  name: string;
  size: number;
}

/**
 * Divides what was chosen, in its order.
 *
 * @param limits.have how many files the message has already
 * @param limits.files how many it may have
 * @param limits.bytes how large each may be
 * @returns those that can be sent, and a sentence for each reason why others can't
 */
export function choose<T extends Chosen>(
  chosen: readonly T[],
  limits: { have: number; files: number; bytes: number },
  isFolder: (file: T) => boolean = () => false,
): { taken: T[]; problems: string[] } {
  const problems: string[] = [];
  const fitting = chosen.filter((file) => {
    const { name, size } = file;
    if (isFolder(file)) problems.push(words.isFolder(name));
    else if (size > limits.bytes) problems.push(words.tooLarge(name, sizeInWords(limits.bytes)));
    else return true;
    return false;
  });
  const room = Math.max(0, limits.files - limits.have);
  if (fitting.length > room) problems.push(words.tooMany(limits.files, fitting.length - room));
  return { taken: fitting.slice(0, room), problems };
}

const PLAIN_TYPES: Record<string, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/avif": "avif",
  "image/svg+xml": "svg",
};

/** A browser calls every pasted picture `image.png`: then it is called after the time, as a camera would. */
export function nameOf({ name, type }: { name: string; type: string }, at: Date): string {
  if (name !== "" && !/^image\.(png|jpe?g|webp|gif)$/i.test(name)) return name;
  const ending = PLAIN_TYPES[type] ?? /\.(\w+)$/.exec(name)?.[1] ?? "bin";
  return `${type.startsWith("image/") ? words.pastedPicture : words.pastedFile} ${
    stamp(at)
  }.${ending}`;
}

/** What a voice message is called. */
export function recordingName({ type }: { type: string }, at: Date): string {
  const ending = /mp4/.test(type) ? "m4a" : /ogg/.test(type) ? "ogg" : "webm";
  return `${words.recordingName} ${stamp(at)}.${ending}`;
}

/** As it may stand in the name of a file, wherever it is saved. */
export function stamp(at: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `${day} ${two(at.getHours())}.${two(at.getMinutes())}.${two(at.getSeconds())}`;
}
