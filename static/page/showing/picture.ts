/**
 * Pictures in a message. Each has its size before a byte of it has come, so that nothing moves when it
 * comes; what can't be shown keeps that size, and becomes a card.
 *
 * @module
 */

import type { FileInfo } from "../../../protocol.ts";
import { showing } from "../../strings/showing.ts";
import { element } from "../document.ts";
import { makeCard } from "./card.ts";
import { hrefOf, wordsFor } from "./kind.ts";

/** A picture, and who sent it. */
export interface Sent {
  readonly file: FileInfo;
  readonly from: string;
  readonly at: number;
  /** Where it was said, if it was not where one looks at it. */
  readonly where?: string;
}

/** Of a very wide or a very high picture the middle is shown. */
const RATIO = { min: 0.5, max: 4 };
/** What is smaller on both sides is not enlarged. */
const SMALL_PX = 64;

const shown: WeakMap<Element, Sent> = new WeakMap();

/** The pictures that are shown in a place, in their order, each with what to click on for it. */
export function picturesIn(place: ParentNode): { at: HTMLElement; sent: Sent }[] {
  return Array.from(place.querySelectorAll<HTMLElement>("button.picture"), (at) => {
    const sent = shown.get(at);
    return sent ? [{ at, sent }] : [];
  }).flat();
}

/** Several are a grid, whose cells are as large whatever is in them. */
export function makeGallery(pictures: readonly Sent[]): HTMLElement {
  const inside = pictures.map((sent) => makePicture(sent));
  const [first] = inside;
  if (inside.length === 1 && first) return first;
  const gallery = element("div", { className: "gallery", role: "group" }, ...inside);
  gallery.ariaLabel = showing.pictures(inside.length);
  const leading = { 1: 4, 2: 2 }[inside.length % 3];
  if (leading !== undefined) gallery.classList.add(`lead-${leading}`);
  return gallery;
}

export function makePicture(sent: Sent): HTMLElement {
  const { file } = sent;
  const { width = 1, height = 1 } = file;
  const button = element("button", { type: "button", className: "picture" });
  button.style.setProperty("--width", String(width));
  const ratio = Math.min(RATIO.max, Math.max(RATIO.min, width / height));
  button.style.setProperty("--ratio", ratio.toFixed(4));
  button.classList.toggle("small", Math.max(width, height) < SMALL_PX);
  button.ariaHasPopup = "dialog";
  button.title = file.alt ?? "";
  shown.set(button, sent);
  button.append(imageOf(sent, button));
  return button;
}

function imageOf(sent: Sent, button: HTMLElement): HTMLImageElement {
  const { file } = sent;
  const image = element("img", {
    alt: wordsFor(file),
    loading: "lazy",
    decoding: "async",
    draggable: false,
  });
  image.addEventListener("error", () => showBroken(sent, button));
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (isCalm && file.type === "image/gif") image.addEventListener("load", () => standStill(image));
  // Last, so that it is lazy, and that its errors are heard.
  image.src = hrefOf(file.preview ?? file);
  return image;
}

/** Shows the first picture of those that move to whoever wants no motion, until they open it. */
function standStill(image: HTMLImageElement) {
  const { naturalWidth: width, naturalHeight: height } = image;
  const still = element("canvas", { width, height, role: "img" });
  still.ariaLabel = image.alt;
  still.getContext("2d")?.drawImage(image, 0, 0);
  image.replaceWith(still);
}

/** Keeps its place for a card; without a connection, it is tried again when there is one. */
function showBroken(sent: Sent, button: HTMLElement) {
  const broken = element(
    "div",
    { className: "broken" },
    makeCard(sent.file, showing.brokenPicture),
  );
  for (const name of ["--width", "--ratio"]) {
    broken.style.setProperty(name, button.style.getPropertyValue(name));
  }
  button.replaceWith(broken);
  if (navigator.onLine) return;
  addEventListener("online", () => broken.replaceWith(makePicture(sent)), { once: true });
}
