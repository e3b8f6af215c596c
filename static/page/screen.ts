/**
 * Everything that is drawn. However much happens, it is drawn at most once a frame.
 *
 * @module
 */

import type { Said } from "../../protocol.ts";
import type { Room } from "./chat/room.ts";
import type { ScreenVisit } from "./screen/screen_visit.ts";
import type { Silence } from "./screen/composer/silence.ts";
import type { Jumps } from "./screen/timeline/jumps.ts";
import type { LineFocus } from "./screen/timeline/line_focus.ts";
import type { Sending } from "./sending.ts";
import { CutError } from "../../client/connection/conversation.ts";
import { restOfDay, strings } from "../strings.ts";
import { Badge, Banner, Me, outdated, PeopleList, RoomHeader, RoomList } from "./screen/frame.ts";
import { Chat } from "./chat.ts";
import { Composer } from "./screen/composer.ts";
import { insist, part, style } from "./document.ts";
import type { People } from "./screen/people.ts";
import type { SideBar } from "./screen/frame/side_bar.ts";
import { Timeline, TypingLine } from "./screen/timeline.ts";
import { UnsentList } from "./screen/timeline/message.ts";

/** Countdowns and who is typing change with time alone. */
const TICK_MS = 1000;
/** A timer may be late by as long as the computer slept: so "Today" is looked at this often. */
const DAY_TICK_MS = 60_000;
/** When it asks how those are shown whom it shows for the first time. */
const PEOPLE_AFTER_MS = 1_500;
/** How often others are notified that you are still typing. */
const TYPING_EVERY_MS = 2_000;

export class Screen {
  timeline: Timeline;

  /** What is shown before anybody has signed in. */
  #nothing = new Chat();
  #visit: ScreenVisit | undefined;
  #banner = new Banner({ onAct: () => this.#visit?.accept(), onDone: () => this.draw() });
  #header = new RoomHeader();
  readonly composer: Composer;
  #unsent;
  #silence: Silence | undefined;
  #jumps: Jumps | undefined;
  #me = new Me();
  #badge = new Badge();
  #rooms = new RoomList(() => this.draw());
  #side: SideBar | undefined;
  #people = new PeopleList();
  #typing = new TypingLine();
  #lines: LineFocus | undefined;
  #linesLoading: Promise<LineFocus> | undefined;
  #isScheduled = false;
  #typedAt = 0;
  #tick: ReturnType<typeof setTimeout> | undefined;
  /** Asks how people are shown, once it is loaded. */
  people: People | undefined;
  /** Called when it has been drawn: another room may be in front. */
  onDrawn: (() => void) | undefined;

  constructor() {
    this.timeline = new Timeline({
      onTurn: () => this.draw(),
      ask: (question) => this.#here.connection.ask(question),
    });
    this.composer = new Composer({
      onSay: (room, text, reply) => {
        const { loadedSending } = this.#here;
        if (room.waitMs(Date.now()) > 0) throw new Error(strings.tooSoon);
        if (room.files > 0 && loadedSending) loadedSending.send(room, text, reply);
        else this.#here.say(room, text, reply);
        this.#typedAt = 0;
        this.timeline.toNewest();
      },
      onEdit: (said, text) => this.#here.revise(said, { type: "edit", of: said.seq }, text),
      onCommand: (room, line) => this.#here.runCommand(room, line),
      onReturn: (room, line, problem) =>
        this.#here.pending().then((pending) => pending.keepCommand(room, line, problem)),
      onTyping: (room) => this.#signalTyping(room),
      lastOfYours: () => this.timeline.lastOfYours,
    });
    this.#unsent = new UnsentList({
      onRetry: async (room, message) => {
        const pending = await this.#here.pending();
        if (!message.isCommand) return pending.retry(room, message);
        pending.discard(room, message);
        this.composer.again(room, message.text);
      },
      onDiscard: async (room, message) => (await this.#here.pending()).discard(room, message),
      onFiles: async (...all) => (await this.#here.sending()).show(...all),
    });
    this.#listenForFiles();
    const scroller = part(document, "#scroller", HTMLElement);
    for (const type of ["focusin", "pointerover"]) {
      scroller.addEventListener(type, () => this.#attendToLines(), { once: true });
    }
    scroller.addEventListener("keydown", (event) => this.#keepKey(event, scroller));
    scroller.addEventListener("click", async ({ target }) => {
      (await this.#attendToLines()).click(target);
    });
    document.addEventListener("visibilitychange", () => this.#draw());
    addEventListener("outdated", () => {
      this.#chat.lastingNotice = outdated();
      this.draw();
    });
  }

  /** Shows what belongs to a visit; nothing, while there is none. */
  show(visit: ScreenVisit | undefined): void {
    this.#visit = visit;
    if (visit) visit.chat.listener = (event) => this.people?.hear(event);
    this.draw();
  }

  /** Whether they are writing, or choosing. */
  get isBusy(): boolean {
    return this.composer.isWritten || document.querySelector("dialog[open]") !== null;
  }

  /** They are in a room, and can talk: soon after that, people are asked how they want to be shown. */
  meetPeople(): void {
    setTimeout(async () => {
      const { People } = await insist(() => import("./screen/people.ts"));
      this.people = new People(() => this.draw());
      const { SideBar } = await insist(() => import("./screen/frame/side_bar.ts"));
      this.#side = new SideBar(this.#rooms, this.people, { draw: () => this.draw() });
      this.draw();
    }, PEOPLE_AFTER_MS);
  }

  /** Soon. A page that nobody sees gets no frames, yet its title is seen. */
  draw(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    if (document.hidden) setTimeout(() => this.#draw());
    else requestAnimationFrame(() => this.#draw());
  }

  /** The visit that something is done in. Without one no room is shown, and nothing can be done. */
  get #here(): ScreenVisit {
    if (this.#visit === undefined) throw new CutError(strings.notNow);
    return this.#visit;
  }

  get #chat(): Chat {
    return this.#visit?.chat ?? this.#nothing;
  }

  /** Buttons to what is out of sight, for somebody who has scrolled. */
  async #drawJumps() {
    const { isAtEnd, isNewsAbove } = this.timeline;
    if (this.#jumps === undefined && isAtEnd && !isNewsAbove) return;
    const [{ Jumps }] = await Promise.all([import("./screen/timeline/jumps.ts"), style("jumps")]);
    this.#jumps ??= new Jumps(this.timeline);
    this.#jumps.draw(this.#chat.shown);
  }

  /** Why nothing can be said here, or not yet. */
  async #drawSilence(room: Room | undefined, now: number) {
    const waitMs = room === undefined ? 0 : Math.max(room.waitMs(now), room.mutedUntil - now);
    if (this.#silence === undefined && room?.silence === undefined && waitMs <= 0) return;
    const { Silence } = await import("./screen/composer/silence.ts");
    this.#silence ??= new Silence();
    this.#silence.draw(this.#chat.shown, Date.now());
  }

  /** Loads what can be done with a message when somebody turns to one. */
  #attendToLines(): Promise<LineFocus> {
    // One promise for all: its listeners run in their order, before the next key.
    return this.#linesLoading ??= this.#loadLines().catch((error) => {
      this.#linesLoading = undefined;
      throw error;
    });
  }

  async #loadLines(): Promise<LineFocus> {
    const { LineFocus } = await import("./screen/timeline/line_focus.ts");
    return this.#lines ??= new LineFocus(this.timeline, {
      you: () => this.#chat.you,
      onReact: (said, emoji, on) => this.#react(said, emoji, on),
      onReply: (of) => this.composer.begin({ type: "reply", of }),
      onEdit: (of) => this.composer.begin({ type: "edit", of }),
      mayWrite: () => this.#chat.shown?.silence === undefined,
      onMenu: (said, at) => this.#openMenu(said, at),
      onLeave: () => this.composer.focus(),
    });
  }

  /** While what answers keys is still being loaded, they wait for it, in their order. */
  async #keepKey(event: KeyboardEvent, scroller: HTMLElement): Promise<void> {
    const { key, target } = event;
    const isAnother = event.ctrlKey || event.altKey || event.metaKey || key === "Tab";
    if (this.#lines !== undefined || isAnother || target !== scroller) return;
    event.preventDefault();
    (await this.#attendToLines()).press(key, document.activeElement);
  }

  async #react(said: Said, emoji: string, on: boolean) {
    const { chat } = this.#here;
    const change = { type: "react", of: said.seq, emoji, on } as const;
    const problem = await this.#here.revise(said, change, emoji);
    if (problem === undefined) return;
    chat.note(problem);
    this.draw();
  }

  #signalTyping(room: Room) {
    if (Date.now() < Math.max(this.#typedAt + TYPING_EVERY_MS, room.mutedUntil)) return;
    this.#typedAt = Date.now();
    this.#here.connection.signal({ type: "typing", room: room.name });
  }

  /** Files are pasted, dropped, chosen or recorded. What handles them is loaded with the first. */
  #listenForFiles() {
    const use = (act: (sending: Sending) => unknown) =>
      this.#chat.shown?.silence === undefined &&
      this.#visit?.attempt(async () => void await act(await this.#here.sending()));
    const bring = (act: Parameters<typeof use>[0]) => this.composer.awaits(use(act));
    const input = part(document, "#attach + input", HTMLInputElement);
    part(document, "#attach", HTMLButtonElement).onclick = () => input.click();
    input.onchange = () => {
      const files = [...input.files ?? []];
      input.value = "";
      bring((sending) => sending.add(files));
    };
    document.addEventListener("paste", (event) => {
      const [data, { textMax }] = [event.clipboardData, this.#chat];
      const target = event.target instanceof Element ? event.target : document.body;
      const isWriting = target.matches("#composer textarea");
      const isElsewhere = !isWriting && target.closest("dialog, input, textarea") !== null;
      if (data === null || isElsewhere || this.#chat.shown === undefined) return;
      const [text, files, types] = [data.getData("text"), [...data.files], data.types];
      // A table or a formatted text comes with a picture of it, and is text.
      const isText = files.length === 0 || text.trim() !== "" && types.includes("text/html");
      if (isText && (!isWriting || [...text].length <= textMax)) return;
      event.preventDefault();
      bring((sending) => isText ? sending.offer(text) : sending.add(files));
    });
    // A picture of the page itself, which browsers hand over as a file, too.
    let isOwn = false;
    document.addEventListener("dragstart", () => isOwn = true);
    document.addEventListener("dragend", () => isOwn = false);
    for (const type of ["dragenter", "dragover", "drop"] as const) {
      document.addEventListener(type, (event) => {
        const { items, types, files } = event.dataTransfer ?? {};
        if (isOwn || !items || !files || !types?.includes("Files")) return;
        // Else the browser goes to what is dropped.
        event.preventDefault();
        if (type === "dragover" || document.querySelector("dialog[open]")) return;
        const all = type === "drop" ? [...files] : [];
        const folders = all.filter((_, at) => items[at]?.webkitGetAsEntry()?.isDirectory);
        bring((sending) => type === "drop" ? sending.add(all, folders) : sending.drag());
      });
    }
    const record = part(document, "#record", HTMLButtonElement);
    record.onpointerdown = ({ button, timeStamp }) => {
      if (button === 0) use((sending) => sending.record(timeStamp));
    };
    record.onclick = ({ detail }) => {
      if (detail === 0) use((sending) => sending.record());
    };
  }

  #openMenu(said: Said, at: Element) {
    this.#here.openMenu(said, at, {
      reply: () => this.composer.begin({ type: "reply", of: said }),
      edit: () => this.composer.begin({ type: "edit", of: said }),
    });
  }

  #draw() {
    this.#isScheduled = false;
    const chat = this.#chat;
    const { shown, you } = chat;
    const now = Date.now();
    this.#me.draw(chat);
    this.#banner.draw(chat, now);
    this.#header.draw(shown);
    this.#people.draw(shown, you);
    this.#typing.draw(shown, now);
    this.composer.draw(chat);
    this.#drawSilence(shown, now);
    this.#visit?.loadedSending?.follow();
    this.#unsent.draw(chat, now);
    this.timeline.draw(shown, you);
    this.#drawJumps();
    if (shown) this.#visit?.read(shown);
    // What has been read by now is not unread, in the list and in the title.
    this.#rooms.draw(chat);
    this.#side?.draw(chat, this.#visit?.connection);
    this.#badge.draw(chat);
    this.onDrawn?.();
    this.people?.look();
    clearTimeout(this.#tick);
    const wait = chat.changesByItself(now) ? TICK_MS : Math.min(restOfDay(now), DAY_TICK_MS);
    this.#tick = setTimeout(() => this.draw(), wait);
  }
}
