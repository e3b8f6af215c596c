/**
 * The conversation: a stretch of the shown room's log. Like a member on the server it is a cursor:
 * drawn late or seldom, it reads a longer piece. What somebody reads is never moved.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import type { Line } from "../../../client/connection/log.ts";
import type { Originals } from "./timeline/originals.ts";
import type { HistoryQuestion } from "./timeline/past.ts";
import type { AnswerTo } from "../../../client/connection/conversation.ts";
import type { Room } from "../chat/room.ts";
import { shownName } from "../browser_storage.ts";
import { dayOf, strings } from "../../strings.ts";
import { insist, KeyedList, lazy, part } from "../document.ts";
import { type Item, makeLine, showLine } from "./timeline/message.ts";
import { Reader, StickyScroll } from "./timeline/reader.ts";

/** So many heights of what is in sight before an end of the page, more is fetched. */
const AHEAD = 2;

export class Timeline {
  #options;
  #past = lazy(async () => {
    const { Past } = await import("./timeline/past.ts");
    return new Past(this.#options.ask);
  });
  #answering = lazy(() =>
    insist(() => Promise.all([import("./timeline/originals.ts"), this.#past()]))
  );
  /** Comes with the first reply. */
  #originals: Originals | undefined;
  #scroller = part(document, "#scroller", HTMLElement);
  #entries = part(document, "#entries", HTMLElement);
  #beginning = part(document, "#beginning", HTMLElement);
  #you = "";
  #drawn: WeakMap<HTMLElement, Item> = new WeakMap();
  #list: KeyedList<Item> = new KeyedList(this.#entries, {
    keyOf: ({ line }) => String(line.seq),
    make: ({ line }) => makeLine(line, this.#you),
    update: (element, item) => {
      const before = this.#drawn.get(element);
      if (before && isSame(before, item)) return;
      this.#drawn.set(element, item);
      showLine(element, item, this.#you);
    },
  });
  #scroll = new StickyScroll(this.#scroller, this.#entries, {
    hasEnd: () => !this.#reader?.hasMore,
    onScroll: () => {
      this.#reach();
      this.#options.onTurn();
    },
  });

  #reader: Reader | undefined;
  /** Whether someone saw the newest when it was last drawn. */
  #wasWatched = false;
  /** The message that the address names, until it is in sight. */
  #wanted: number | undefined;

  /** @param options.onTurn called when it has to be drawn again */
  constructor(
    options: {
      onTurn: () => void;
      ask: (question: HistoryQuestion) => Promise<AnswerTo<HistoryQuestion>>;
    },
  ) {
    this.#options = options;
  }

  /** Whether the newest message is in sight. */
  get isAtEnd(): boolean {
    return this.#scroll.isAtEnd;
  }

  /** Whether the line that says where the news begins is above what is in sight. */
  get isNewsAbove(): boolean {
    const { room, stretch } = this.#reader ?? {};
    if (room?.newAfter === undefined || stretch === undefined) return false;
    const line = this.#entries.querySelector(".first-new");
    if (line === null) return stretch.first > room.newAfter + 1;
    return line.getBoundingClientRect().bottom < this.#scroller.getBoundingClientRect().top;
  }

  /** The newest message of yours that is on the page. */
  get lastOfYours(): Said | undefined {
    return this.#reader?.stretch.lines.findLast(
      (line): line is Said => line.type === "said" && line.from === this.#you && !line.deleted,
    );
  }

  /** The line of an element that is in it. */
  lineOf(target: EventTarget | null): Line | undefined {
    const element = target instanceof Element ? target.closest("#entries > li") : null;
    return element instanceof HTMLElement ? this.#drawn.get(element)?.line : undefined;
  }

  /** Goes to the newest message, and follows new ones. */
  toNewest(): void {
    if (this.#reader?.hasMore) this.#reader.restart();
    this.#scroll.toEnd();
    this.#options.onTurn();
  }

  /**
   * Goes to a message, wherever it is.
   *
   * @param room which need not be shown yet, or known
   * @param seq if any is wanted
   */
  goTo(room: Room | undefined, seq: number | undefined): void {
    this.#wanted = seq;
    if (room !== undefined && room === this.#reader?.room) this.#fetchWanted();
  }

  draw(room: Room | undefined, you: string): void {
    this.#you = you;
    if (room !== this.#reader?.room || room?.edition !== this.#reader?.edition) this.#open(room);
    const reader = this.#reader;
    if (room === undefined || reader === undefined) return;
    reader.revise();
    if (this.isAtEnd) reader.follow();
    else reader.fill();
    this.#note(room);
    this.#list.show(this.#items(reader));
    this.#scroll.settle();
    this.#bringWanted(reader);
    this.#drawBeginning(reader);
    this.#reach();
  }

  #open(room: Room | undefined) {
    this.#wasWatched = false;
    // Whoever comes back reads it.
    if (room && room !== this.#reader?.room) room.isSetBack = false;
    this.#list.show([]);
    this.#reader = room && new Reader(room, this.#past);
    if (room === undefined) return;
    if (!room.isSetBack) room.newAfter = undefined;
    this.#scroll.toEnd();
    this.#fetchWanted();
  }

  async #fetchWanted() {
    const [reader, seq] = [this.#reader, this.#wanted];
    if (reader === undefined || seq === undefined) return;
    await reader.goTo(seq);
    if (reader.stretch.has(seq)) this.#scroll.stay();
    else this.#wanted = undefined;
    this.#options.onTurn();
  }

  /** Notes what is read, and where the unread messages begin. */
  #note(room: Room) {
    const isWatched = this.isAtEnd && !document.hidden;
    // Whoever looks elsewhere has seen the line; whoever scrolls up to it has not.
    if (this.#wasWatched && document.hidden && !room.isSetBack) room.newAfter = undefined;
    if (!this.#wasWatched && room.unread > 0) room.newAfter ??= room.readTo;
    if (isWatched && !room.isSetBack) room.readAll();
    this.#wasWatched = isWatched;
  }

  #items(reader: Reader): Item[] {
    const { room, stretch } = reader;
    const { newAfter = Infinity } = room;
    const isNew = (line: Line) =>
      line.seq > newAfter && line.type === "said" && line.from !== this.#you && !line.blocked;
    const firstNew = stretch.first <= newAfter + 1 ? stretch.lines.find(isNew) : undefined;
    const today = dayOf(Date.now());
    return stretch.lines.map((line, index) => ({
      line,
      today,
      previous: stretch.lines[index - 1],
      original: this.#originalOf(line, reader),
      isFirstNew: line === firstNew,
    }));
  }

  #originalOf(line: Line, { room, stretch }: Reader) {
    if (line.type !== "said" || line.reply === undefined) return undefined;
    if (this.#originals === undefined) this.#loadOriginals();
    return this.#originals?.of(line.reply, stretch, room);
  }

  async #loadOriginals() {
    const [{ Originals }, past] = await this.#answering();
    if (this.#originals !== undefined) return;
    this.#originals = new Originals(past, this.#options.onTurn);
    this.#options.onTurn();
  }

  #bringWanted({ stretch }: Reader) {
    const seq = this.#wanted;
    if (seq === undefined || !stretch.has(seq)) return;
    this.#wanted = undefined;
    const line = stretch.lines.find((line) => line.seq >= seq);
    const element = this.#list.element(String(line?.seq));
    if (element === undefined) return;
    this.#scroll.bring(element);
    element.classList.remove("found");
    // In the next frame, so that it lights up again.
    requestAnimationFrame(() => element.classList.add("found"));
    element.focus({ preventScroll: true });
  }

  /** Fetches more where someone comes near an end of what is on the page. */
  async #reach() {
    const reader = this.#reader;
    if (reader === undefined) return;
    const ahead = AHEAD * this.#scroll.sight;
    const isNearTop = this.#scroll.above < ahead && !reader.isAtBeginning;
    if (isNearTop && await reader.older()) this.#options.onTurn();
    const isNearEnd = !this.isAtEnd && this.#scroll.below < ahead && reader.hasMore;
    if (isNearEnd && await reader.newer()) this.#options.onTurn();
  }

  #drawBeginning({ room, isAtBeginning }: Reader) {
    const isMissing = room.isMissingSome || room.first > 1;
    this.#beginning.hidden = !isAtBeginning;
    this.#beginning.textContent = isMissing
      ? strings.missing
      : room.isDirect
      ? strings.directBeginning(room.title)
      : room.settings.archived
      ? strings.archivedBeginning(room.title)
      : strings.beginning(room.title);
  }
}

/** Below the conversation: who is about to say something. */
export class TypingLine {
  #line = part(document, "#typing", HTMLElement);

  draw(room: Room | undefined, now: number): void {
    const names = room?.typists(now) ?? [];
    const words = names.length === 0 ? "" : strings.typing(names.map(shownName));
    if (this.#line.textContent !== words) this.#line.textContent = words;
  }
}

function isSame(one: Item, other: Item) {
  return one.line === other.line && one.previous === other.previous &&
    one.original === other.original && one.isFirstNew === other.isFirstNew &&
    one.today === other.today;
}
