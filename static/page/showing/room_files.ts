/**
 * The files of a room beside its conversation: pictures as a grid, all others as a list, the newest
 * first. A page of them is fetched at a time, the next when somebody comes near the end.
 *
 * @module
 */

import type { FileInfo } from "../../../protocol.ts";
import type { Session } from "../../../client/connection/endpoint.ts";
import { briefly, dayAndTime } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { showing } from "../../strings/showing.ts";
import type { Room } from "../chat/room.ts";
import { seals } from "../browser_storage.ts";
import { addressOf, button, element, part, style } from "../document.ts";
import { showByDay } from "../document/show_by_day.ts";
import { SearchForm } from "../search/search_form.ts";
import { downloadLink, nameOf, tileOf } from "./card.ts";
import { iconButton } from "./icons.ts";
import { kindOf, noteOf } from "./kind.ts";
import { makePicture, picturesIn } from "./picture.ts";

/** How many are wanted at once: what fills a high window twice. */
const WANTED = 60;
/** How far below what is in sight the next page is fetched. */
const AHEAD_PX = 800;

/** A file, and where it was said. */
export type RoomFile = FileInfo & { seq: number; from: string; at: number };

export interface Page {
  readonly files: readonly RoomFile[];
  /** Whether there are more, or may be. */
  readonly more: boolean;
  /** What those are before. */
  readonly next?: number;
}

export class RoomFiles {
  #session;
  #room: Room | undefined;
  #title = element("h2", { id: "room-files-title" });
  readonly #form = new SearchForm(showing.findFiles, () => this.#begin());
  #found = element("div", { className: "shared-files" });
  #state = element("p", { className: "note", role: "status" });
  #problem = element("p", { className: "problem", role: "alert" });
  #more = button(showing.moreFiles, () => this.#fetch(), "quiet");
  /** Of a private room not all are known. */
  #loaded = element("p", { className: "note", hidden: true }, showing.filesLoaded);
  /** Comes with the first list of a private room. */
  #sealed: typeof import("./sealed_list.ts") | undefined;
  #panel = element("aside", { id: "room-files" });
  /** Where it goes on. */
  #before: number | undefined;
  #hasMore = false;
  #isFetching = false;
  /** Counts what was looked for, so that a late answer to another question is known. */
  #question = 0;
  #came: Element | null = null;
  #nearEnd = new IntersectionObserver(([end]) => {
    if (end?.isIntersecting && this.#hasMore) this.#fetch();
  }, { root: this.#panel, rootMargin: `${AHEAD_PX}px` });

  constructor(session: Session) {
    this.#session = session;
    const close = iconButton("close", more.close, () => this.close());
    const header = element("header", {}, this.#title, close);
    const end = element("div", { className: "end" });
    this.#panel.append(
      header,
      this.#form.element,
      this.#found,
      this.#state,
      this.#problem,
      this.#more,
      this.#loaded,
      end,
    );
    this.#panel.setAttribute("aria-labelledby", this.#title.id);
    this.#nearEnd.observe(end);
    this.#panel.addEventListener("keydown", (event) => this.#press(event));
    this.#found.addEventListener("click", ({ target }) => {
      if (target instanceof Element) this.#click(target);
    });
  }

  async open(room: Room): Promise<void> {
    this.#room = room;
    this.#title.textContent = `${showing.files} · ${room.label}`;
    this.#form.input.value = "";
    // It is on its way while the whole page is laid out anew, to make room for it.
    const listed = this.#begin();
    const styles = ["pictures", "cards", "panel"].map((name) => style(`files/${name}`));
    await Promise.all(styles);
    if (!this.#panel.isConnected) {
      this.#came = document.activeElement;
      document.body.append(this.#panel);
    }
    document.body.dataset.files = "open";
    this.#form.input.focus();
    await listed;
  }

  close(): void {
    if (!this.#panel.isConnected) return;
    this.#question++;
    this.#found.replaceChildren();
    delete document.body.dataset.files;
    this.#panel.remove();
    const opener = this.#came?.isConnected ? this.#came : document.querySelector("#room-menu");
    if (opener instanceof HTMLElement) opener.focus();
  }

  async #begin() {
    this.#form.stop();
    this.#question++;
    this.#before = undefined;
    this.#isFetching = false;
    this.#found.replaceChildren();
    await this.#fetch();
  }

  /** Fetches a page. What was found so far stays also when that fails. */
  async #fetch() {
    if (this.#isFetching) return;
    const question = this.#question;
    this.#isFetching = true;
    this.#more.hidden = true;
    this.#state.textContent = showing.looking;
    this.#problem.textContent = "";
    try {
      const page = await this.#ask();
      if (question !== this.#question) return;
      this.#before = page.next ?? page.files.at(-1)?.seq;
      this.#hasMore = page.more && this.#before !== undefined;
      this.#add(page.files);
      this.#state.textContent = this.#found.childElementCount > 0 || this.#hasMore
        ? ""
        : this.#form.input.value.trim() === ""
        ? showing.noFiles
        : more.nothingFound;
    } catch (error) {
      if (question !== this.#question) return;
      // It goes on when somebody asks for it: what was too much is so again soon.
      this.#hasMore = false;
      this.#more.hidden = false;
      this.#state.textContent = "";
      this.#problem.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      if (question === this.#question) this.#isFetching = false;
    }
    if (this.#hasMore && question === this.#question) this.#lookAgain();
  }

  /** The end may still be in sight: then the observer says so again, as it is anew to it. */
  #lookAgain() {
    const end = part(this.#panel, ".end", HTMLElement);
    this.#nearEnd.unobserve(end);
    this.#nearEnd.observe(end);
  }

  async #ask(): Promise<Page> {
    const seal = seals.get(this.#room?.name ?? "");
    this.#loaded.hidden = seal === undefined;
    if (seal === undefined) return await this.#session.ask<Page>("GET", this.#path());
    this.#sealed = await import("./sealed_list.ts");
    return this.#sealed.filesIn(seal.said, this.#form.input.value);
  }

  #path() {
    const asked = new URLSearchParams({ limit: String(WANTED) });
    if (this.#before !== undefined) asked.set("before", String(this.#before));
    const q = this.#form.input.value.trim();
    if (q !== "") asked.set("q", q);
    return `rooms/${encodeURIComponent(this.#room?.name ?? "")}/files?${asked}`;
  }

  /** What follows a picture stands beside it; what is no picture begins a list below. */
  #add(files: readonly RoomFile[]) {
    for (const file of files) {
      const isPicture = kindOf(file) === "picture";
      const className = isPicture ? "grid" : "rows";
      let list = this.#found.lastElementChild;
      if (!list?.classList.contains(className)) {
        list = element("ul", { className });
        this.#found.append(list);
      }
      list.append(isPicture ? this.#pictureOf(file) : this.#rowOf(file));
    }
  }

  #pictureOf(file: RoomFile) {
    const sent = { from: file.from, at: file.at, where: this.#where(file) };
    const picture = this.#sealed?.isSealedRoomFile(file)
      ? this.#sealed.makeSealedFile({ ...sent, file })
      : makePicture({ ...sent, file });
    return element("li", {}, picture);
  }

  #rowOf(file: RoomFile) {
    const { from, at, name } = file;
    const time = showByDay(
      element("time", { title: dayAndTime(at) }),
      (now) => briefly(at, now),
    );
    const note = element("span", { className: "note" }, element("bdi", {}, from), " · ");
    note.append(time, ` · ${noteOf(file)}`);
    const about = element("span", { className: "about" }, nameOf(file), note);
    const link = element(
      "a",
      { className: "to-message", href: this.#where(file) },
      tileOf(file),
      about,
    );
    link.title = showing.goToFile(name);
    const save = this.#sealed?.isSealedRoomFile(file)
      ? this.#sealed.saveButton(file)
      : downloadLink(file);
    return element("li", {}, link, save);
  }

  #where({ seq }: RoomFile) {
    return addressOf(this.#room?.name ?? "", seq);
  }

  async #click(target: Element) {
    // On a narrow screen the panel would hide where the link leads.
    if (target.closest("a.to-message") && matchMedia("(max-width: 1000px)").matches) this.close();
    const picture = target.closest("button.picture");
    if (picture === null) return;
    const pictures = picturesIn(this.#found);
    const { openLightbox } = await import("./lightbox.ts");
    const onLeave = () => matchMedia("(max-width: 1000px)").matches && this.close();
    await openLightbox(
      pictures.map(({ sent }) => sent),
      pictures.findIndex(({ at }) => at === picture),
      onLeave,
    );
  }

  #press(event: KeyboardEvent) {
    const { key, target } = event;
    if (key === "Escape") return this.close();
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[key];
    const isWriting = target === this.#form.input;
    if (step === undefined || isWriting && key !== "ArrowDown") return;
    event.preventDefault();
    const places = [
      ...this.#found.querySelectorAll<HTMLElement>("button.picture, a.to-message, .file-card"),
    ];
    const now = places.findIndex((place) => place === target);
    const isAcross = key === "ArrowDown" || key === "ArrowUp";
    const next = isAcross && now >= 0 ? below(places, now, step) : now + step;
    if (next < 0) this.#form.input.focus();
    else places[next]?.focus();
  }
}

/** The nearest place in the next row of a grid, or that follows in a list. */
function below(places: HTMLElement[], now: number, step: number): number {
  const from = places[now]?.getBoundingClientRect();
  if (from === undefined) return -1;
  let next = now + step;
  for (; places[next]; next += step) {
    const { top, left } = places[next]?.getBoundingClientRect() ?? from;
    const isBeyond = (top - from.top) * step > 1;
    if (isBeyond && (step > 0 ? left >= from.left - 1 : left <= from.left + 1)) return next;
    // There is nothing right below: then the last of that row.
    if (Math.abs(top - from.top) > 2 * from.height) return next - step;
  }
  return step < 0 ? -1 : Math.min(now + step, places.length - 1);
}
