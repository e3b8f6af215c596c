/**
 * Files of private rooms: fetched sealed, and opened here. Pictures, sound and films are shown once they
 * come into sight, all else is saved; so is what is too large to be held in memory unasked.
 *
 * @module
 */

import { openFile, SEAL_BYTES } from "../../../client/sealed/file.ts";
import type { OpenedFile } from "../../../client/sealed/opened_file.ts";
import type { FileInfo } from "../../../protocol.ts";
import { showing } from "../../strings/showing.ts";
import { element } from "../document.ts";
import { aboutOf, tileOf } from "./card.ts";
import { icon, iconButton } from "./icons.ts";
import { hrefOf, isPictureType, kindOf, ownUrls } from "./kind.ts";
import { makePicture } from "./picture.ts";
import { makeAudio, makeVideo, makeVoice } from "./player.ts";
import { ClosedError, makeText, READ_BYTES } from "./text_file.ts";

/** Bytes of a file that is opened unasked. */
export const SHOWN_BYTES_MAX = 25 * 1024 * 1024;
/** Bytes of all that is shown: then what was opened first is only to be saved. */
const HELD_BYTES_MAX = 256 * 1024 * 1024;
/** How long a saved file stays in memory: a browser may ask first where to put it. */
const SAVED_MS = 60_000;

/** A file, and who sent it. */
interface SentSealed {
  readonly file: OpenedFile;
  readonly from: string;
  readonly at: number;
  /** Where it was said, if it was not where one looks at it. */
  readonly where?: string;
}

/** What is shown, the oldest first. */
const held: Set<{ readonly url: string; readonly size: number; close(): void }> = new Set();

const inSight = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (!isIntersecting) continue;
    inSight.unobserve(target);
    waiting.get(target)?.();
    waiting.delete(target);
  }
}, { rootMargin: "400px" });
const waiting: WeakMap<Element, () => void> = new WeakMap();

/** A place for the file, which fills itself. */
export function makeSealedFile(sent: SentSealed): HTMLElement {
  const { file } = sent;
  const place = element("div", { className: "sealed-file" });
  if (kindOf(file) === "text" && file.size <= SHOWN_BYTES_MAX) {
    place.append(makeText(file, { read: () => startOf(file), save: saveButton(file) }));
    return place;
  }
  if (!isShown(file) || file.size > SHOWN_BYTES_MAX) {
    place.append(makeRow(file));
    return place;
  }
  place.append(keepPlace(file, makeRow(file, showing.opening)));
  waiting.set(place, () => show(place, sent));
  inSight.observe(place);
  return place;
}

/** Whether browsers show what says that it is this, without running anything. */
function isShown(file: OpenedFile): boolean {
  return isPictureType(file.type) || ["video", "voice", "audio"].includes(kindOf(file));
}

async function show(place: HTMLElement, sent: SentSealed): Promise<void> {
  const { file } = sent;
  try {
    const bytes = await open(file);
    const url = URL.createObjectURL(new Blob([bytes], { type: file.type }));
    const look = isPictureType(file.type) ? await sizeOf(url) : {};
    if (!look) {
      URL.revokeObjectURL(url);
      throw new ClosedError(showing.brokenPicture);
    }
    ownUrls.add(url);
    hold(url, file.size, () => place.replaceChildren(makeRow(file)));
    const { key: _, ...opened } = file;
    place.replaceChildren(make({ ...opened, url, ...look }, sent));
  } catch (error) {
    if (!(error instanceof ClosedError)) console.debug(error);
    const why = error instanceof ClosedError ? error.message : showing.unread;
    place.replaceChildren(keepPlace(file, makeRow(file, why)));
  }
}

function make(file: FileInfo, { from, at, where }: SentSealed): HTMLElement {
  switch (kindOf(file)) {
    case "video":
      return makeVideo(file);
    case "voice":
      return makeVoice(file);
    case "audio":
      return makeAudio(file);
    default:
      return makePicture({ file, from, at, ...(where !== undefined && { where }) });
  }
}

/** A line with its name and size, which saves it. */
function makeRow(file: OpenedFile, note?: string): HTMLButtonElement {
  const row = element(
    "button",
    { type: "button", className: "file-card" },
    tileOf(file),
    aboutOf(file, note),
    element("span", { className: "go" }, icon("download")),
  );
  row.title = row.ariaLabel = showing.save(file.name);
  row.addEventListener("click", async () => {
    const tell = (about: string) => {
      row.querySelector(".about")?.replaceWith(aboutOf(file, about));
    };
    row.disabled = true;
    tell(showing.opening);
    try {
      save(file, await open(file));
      tell("");
    } catch (error) {
      tell(error instanceof ClosedError ? error.message : showing.unread);
    } finally {
      row.disabled = false;
    }
  });
  return row;
}

/** The beginning of a text: all of it has to be opened for that. */
async function startOf(file: OpenedFile): Promise<string> {
  const bytes = await open(file);
  // A letter that was cut there is left out.
  return new TextDecoder().decode(bytes.subarray(0, READ_BYTES), { stream: true });
}

/** Saves it, shown by a drawing. */
export function saveButton(file: OpenedFile): HTMLButtonElement {
  const label = showing.save(file.name);
  const saver = iconButton("download", label, async () => {
    saver.disabled = true;
    try {
      save(file, await open(file));
      saver.title = label;
    } catch (error) {
      saver.title = error instanceof ClosedError ? error.message : showing.unread;
    } finally {
      saver.disabled = false;
    }
  });
  saver.classList.add("download");
  return saver;
}

/** Whatever is in it, it is opened by no page of ours: it has no type. */
function save({ name }: OpenedFile, bytes: Uint8Array<ArrayBuffer>): void {
  const href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), SAVED_MS);
}

/** @throws {ClosedError} If it is gone, or not what was sealed. */
async function open(file: OpenedFile): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(hrefOf(file));
  if (response.status === 404) throw new ClosedError(showing.gone);
  if (!response.ok) throw new Error(`Cannot read ${file.id}: ${response.status}`);
  const length = response.headers.get("content-length");
  const isAsLong = length === null || Number(length) === file.size + SEAL_BYTES;
  const bytes = isAsLong
    ? await openFile(new Uint8Array(await response.arrayBuffer()), file)
    : undefined;
  if (!bytes) throw new ClosedError(showing.unopened);
  return bytes;
}

/** How large a picture is, which only its bytes tell for certain. */
async function sizeOf(url: string): Promise<{ width: number; height: number } | undefined> {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    return { width: image.naturalWidth, height: image.naturalHeight };
  } catch (error) {
    console.debug(error);
    return undefined;
  }
}

/** Keeps the place that its sender says it takes. */
function keepPlace({ width, height }: OpenedFile, row: HTMLElement): HTMLElement {
  if (!width || !height) return row;
  const place = element("div", { className: "broken" }, row);
  place.style.setProperty("--width", String(width));
  place.style.setProperty("--ratio", Math.min(4, Math.max(0.5, width / height)).toFixed(4));
  return place;
}

function hold(url: string, size: number, close: () => void): void {
  held.add({ url, size, close });
  let sum = [...held].reduce((sum, { size }) => sum + size, 0);
  for (const oldest of held) {
    if (sum <= HELD_BYTES_MAX) return;
    sum -= oldest.size;
    held.delete(oldest);
    ownUrls.delete(oldest.url);
    URL.revokeObjectURL(oldest.url);
    oldest.close();
  }
}
