/**
 * Pictures as large as the window, one at a time. By keys: the arrows, + and −, 0, Home, End, Escape.
 *
 * @module
 */

import { more } from "../../strings/more.ts";
import { showing } from "../../strings/showing.ts";
import { briefly } from "../../strings.ts";
import { element, style } from "../document.ts";
import { giveCaretBack } from "../document/caret.ts";
import { downloadLink } from "./card.ts";
import { iconButton } from "./icons.ts";
import { hrefOf, noteOf, wordsFor } from "./kind.ts";
import { Gestures } from "./lightbox/gestures.ts";
import { Zoom } from "./lightbox/zoom.ts";
import type { Sent } from "./picture.ts";

const ZOOM_STEP = 1.5;
const MOVE_PX = 80;

/**
 * Opens it; what had the focus before has it again when it is closed.
 *
 * @param onLeave called when somebody goes to where a picture was said
 */
export async function openLightbox(
  pictures: readonly Sent[],
  start: number,
  onLeave: () => void = () => {},
): Promise<void> {
  await style("files/lightbox");
  new Lightbox(pictures, Math.max(0, start), onLeave).open();
}

class Lightbox {
  #pictures;
  #nth;
  #onLeave;
  #zoom = new Zoom();
  #dialog = element("dialog", { className: "lightbox", tabIndex: -1 });
  #stage = element("div", { className: "stage" });
  #count = element("span", { className: "count", role: "status" });
  #words = element("p", { className: "words", id: "lightbox-words", dir: "auto" });
  #about = element("p", { className: "note" });
  #tools = element("span", { className: "tools" });
  #previous = iconButton("previous", showing.previous, () => this.#go(this.#nth - 1));
  #next = iconButton("next", showing.next, () => this.#go(this.#nth + 1));
  #smaller = iconButton("smaller", showing.zoomOut, () => this.#zoomBy(1 / ZOOM_STEP));
  #larger = iconButton("larger", showing.zoomIn, () => this.#zoomBy(ZOOM_STEP));
  #close = iconButton("close", more.close, () => this.#dialog.close());
  #image: HTMLImageElement | undefined;

  constructor(pictures: readonly Sent[], nth: number, onLeave: () => void) {
    this.#pictures = pictures;
    this.#nth = nth;
    this.#onLeave = onLeave;
    const header = element("header", {}, this.#count, this.#tools);
    const footer = element("footer", {}, this.#words, this.#about);
    this.#previous.classList.add("previous");
    this.#next.classList.add("next");
    this.#dialog.append(this.#stage, header, this.#previous, this.#next, footer);
    this.#dialog.setAttribute("aria-labelledby", this.#words.id);
    this.#dialog.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !this.#press(event.key)) return;
      event.preventDefault();
    });
    new Gestures(this.#stage, this.#zoom, {
      onMove: () => this.#place(),
      onDrag: (dx, dy) => this.#drag(dx, dy),
      onSwipe: (to) => {
        if (to === "away") this.#dialog.close();
        else this.#go(this.#nth + (to === "next" ? 1 : -1));
      },
      onBeside: () => this.#dialog.close(),
    });
  }

  open() {
    const observer = new ResizeObserver(() => this.#measure());
    this.#dialog.addEventListener("close", () => {
      observer.disconnect();
      this.#dialog.remove();
      giveCaretBack();
    });
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#dialog.focus();
    this.#show();
    observer.observe(this.#stage);
  }

  /** @returns whether it means something here */
  #press(key: string): boolean {
    switch (key) {
      case "ArrowLeft":
        return this.#move(MOVE_PX, 0) || this.#go(this.#nth - 1);
      case "ArrowRight":
        return this.#move(-MOVE_PX, 0) || this.#go(this.#nth + 1);
      case "ArrowUp":
        return this.#move(0, MOVE_PX);
      case "ArrowDown":
        return this.#move(0, -MOVE_PX);
      case "Home":
        return this.#go(0);
      case "End":
        return this.#go(this.#pictures.length - 1);
      case "+":
      case "=":
        return this.#zoomBy(ZOOM_STEP);
      case "-":
        return this.#zoomBy(1 / ZOOM_STEP);
      case "0":
        return this.#zoomBy(0);
      default:
        return false;
    }
  }

  #move(dx: number, dy: number): boolean {
    const isMoved = this.#zoom.move(dx, dy);
    if (isMoved) this.#place();
    return isMoved;
  }

  #zoomBy(factor: number): boolean {
    this.#zoom.by(factor);
    this.#place();
    return true;
  }

  #go(nth: number): boolean {
    if (nth === this.#nth || !this.#pictures[nth]) return false;
    this.#nth = nth;
    this.#show();
    return true;
  }

  #show() {
    const sent = this.#pictures[this.#nth];
    if (sent === undefined) return;
    const { file, from, at, where } = sent;
    this.#count.textContent = showing.countOf(this.#nth + 1, this.#pictures.length);
    this.#words.textContent = wordsFor(file);
    this.#about.replaceChildren(
      element("bdi", {}, showing.sentBy(from, briefly(at, Date.now()))),
      ` · ${noteOf(file)}`,
      ...(where === undefined ? [] : [" · ", this.#linkTo(where)]),
    );
    const download = downloadLink(file);
    download.classList.add("round");
    this.#keepFocus(() => {
      this.#tools.replaceChildren(this.#smaller, this.#larger, download, this.#close);
      this.#setDisabled(this.#previous, this.#nth === 0);
      this.#setDisabled(this.#next, this.#nth === this.#pictures.length - 1);
    });
    this.#zoom.reset();
    this.#stage.replaceChildren(this.#imageOf(sent));
    this.#measure();
    this.#fetch(this.#pictures[this.#nth + 1]);
  }

  #linkTo(where: string) {
    const link = element("a", { href: where }, showing.goToMessage);
    link.addEventListener("click", () => {
      this.#dialog.close();
      this.#onLeave();
    });
    return link;
  }

  /** What had the focus may be gone, or have no use now: then the whole has it, and all keys go on. */
  #keepFocus(change: () => void) {
    change();
    if (!this.#dialog.contains(document.activeElement)) this.#dialog.focus();
  }

  #setDisabled(button: HTMLButtonElement, isDisabled: boolean) {
    const had = button === document.activeElement;
    button.disabled = isDisabled;
    if (isDisabled && had) this.#dialog.focus();
  }

  /** The small one until the large one is there, in the same place. */
  #imageOf({ file }: Sent): HTMLElement {
    const { width = 1, height = 1, preview } = file;
    const image = element("img", { alt: wordsFor(file), draggable: false, decoding: "async" });
    image.style.setProperty("--width", String(width));
    image.style.setProperty("--ratio", String(width / height));
    this.#image = image;
    image.addEventListener("error", () => {
      if (this.#image !== image) return;
      const note = element("p", { className: "note", role: "alert" }, showing.brokenPicture);
      this.#stage.replaceChildren(note);
    });
    image.src = hrefOf(preview ?? file);
    if (preview) this.#replace(image, hrefOf(file));
    return image;
  }

  async #replace(image: HTMLImageElement, large: string) {
    const loaded = new Image();
    loaded.src = large;
    try {
      await loaded.decode();
      image.src = large;
    } catch (error) {
      // The small one stays.
      console.debug(error);
    }
  }

  /** So that the next one is there when it is wanted. */
  #fetch(sent: Sent | undefined) {
    if (sent) new Image().src = hrefOf(sent.file.preview ?? sent.file);
  }

  #measure() {
    const { offsetWidth = 1, offsetHeight = 1 } = this.#image ?? {};
    const { clientWidth, clientHeight } = this.#stage;
    this.#zoom.measure({ width: clientWidth, height: clientHeight }, {
      width: offsetWidth,
      height: offsetHeight,
    });
    this.#place();
  }

  #place() {
    const { x, y, scale, isWhole } = this.#zoom;
    if (this.#image) this.#image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    this.#stage.classList.toggle("near", !isWhole);
    this.#setDisabled(this.#smaller, isWhole);
  }

  #drag(dx: number, dy: number) {
    if (this.#image && this.#zoom.isWhole) {
      this.#image.style.transform = `translate(${dx}px, ${dy}px)`;
    }
  }
}
