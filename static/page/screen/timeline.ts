/**
 * The conversation: a stretch of the shown room's log. Like a member on the server it is a cursor:
 * drawn late or seldom, it reads a longer piece. What somebody reads is never moved.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import type { Line } from "../../../client/connection/log.ts";
import type { DeletedRuns } from "./timeline/deleted.ts";
import type { Originals } from "./timeline/originals.ts";
import type { HistoryQuestion } from "./timeline/past.ts";
import type { AnswerTo } from "../../../client/connection/conversation.ts";
import type { Room } from "../chat/room.ts";
import { shownName } from "../browser_storage.ts";
import { dayOf, strings } from "../../strings.ts";
import { insist, KeyedList, lazy, part } from "../document.ts";
import { makeLine, showing, showLine } from "./timeline/message.ts";
import type { Item } from "./timeline/message/types.ts";
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
  /** Comes with the first deleted message. */
  #deleted: DeletedRuns | undefined;
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
      this.#deleted?.show(element, item.run);
    },
  });
  #scroll = new StickyScroll(this.#scroller, this.#entries, () => {
    this.#reach();
    this.#options.onTurn();
  });

  #reader: Reader | undefined;
  /** Whether someone saw the newest when it was last drawn. */
  #wasWatched = false;
  /** How many messages were new, before they were read. */
  #newCount = 0;
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

  /** How many messages are new, and when the first of them came, as far as that is known. */
  get news(): { count: number; since: number | undefined } {
    const { room, stretch } = this.#reader ?? {};
    const { newAfter = Infinity } = room ?? {};
    if (room === undefined || stretch === undefined) return { count: 0, since: undefined };
    const isNew = (line: Line) => this.#isNew(line, newAfter);
    const all = stretch.first <= newAfter + 1 ? stretch.lines.filter(isNew) : [];
    const kept = room.log.reaches(newAfter) ? room.log.after(newAfter).filter(isNew) : [];
    const count = Math.max(all.length, kept.length) || this.#newCount;
    return { count, since: (all[0] ?? kept[0])?.at };
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
    this.#scroll.notice();
    reader.revise();
    if (this.isAtEnd) reader.follow();
    else reader.fill();
    this.#note(room);
    this.#list.show(this.#items(reader));
    this.#scroll.hasEnd = !reader.hasMore;
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
    this.#newCount = 0;
    this.#deleted?.forget();
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
    if (room.newAfter !== undefined) this.#newCount = Math.max(this.#newCount, room.unread);
    if (isWatched && !room.isSetBack) room.readAll();
    this.#wasWatched = isWatched;
  }

  #items(reader: Reader): Item[] {
    const { room, stretch } = reader;
    const { newAfter = Infinity } = room;
    const isFirst = stretch.first <= newAfter + 1;
    const firstNew = isFirst
      ? stretch.lines.find((line) => this.#isNew(line, newAfter))
      : undefined;
    if (this.#deleted === undefined && stretch.lines.some(isDeleted)) this.#loadDeleted();
    const runs = this.#deleted?.runsIn(stretch.lines, firstNew);
    const today = dayOf(Date.now());
    return stretch.lines.map((line, index) => ({
      line,
      today,
      previous: stretch.lines[index - 1],
      original: this.#originalOf(line, reader),
      run: runs?.get(line),
      isFirstNew: line === firstNew,
    }));
  }

  #isNew(line: Line, newAfter: number) {
    if (line.seq <= newAfter || line.type !== "said") return false;
    return line.from !== this.#you && !line.blocked && !line.deleted;
  }

  async #loadDeleted() {
    const { DeletedRuns } = await import("./timeline/deleted.ts");
    if (this.#deleted !== undefined) return;
    this.#deleted = new DeletedRuns(this.#options.onTurn);
    this.#options.onTurn();
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
    // Until what shows them is here, files take no space, and more seems to be wanted than is.
    if (reader?.stretch.lines.some((line) => "files" in line)) await showing();
    if (reader === undefined || reader !== this.#reader) return;
    this.#scroll.notice();
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
      : room.isSealed
      ? strings.sealedBeginning
      : room.settings.archived
      ? strings.archivedBeginning(room.title)
      : room.silence !== undefined || room.mutedUntil > Date.now()
      ? strings.quietBeginning(room.title)
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

function isDeleted(line: Line) {
  return line.type === "said" && line.deleted;
}

function isSame(one: Item, other: Item) {
  return one.line === other.line && one.previous === other.previous &&
    one.original === other.original && one.run?.lines.length === other.run?.lines.length &&
    one.run?.isHead === other.run?.isHead && one.run?.isOpen === other.run?.isOpen &&
    one.isFirstNew === other.isFirstNew &&
    one.today === other.today;
}
