// @ts-check
/** @import { Chat } from "./chat.js" */
/** @import { Room, Unsent } from "./room.js" */

/**
 * Everything that is drawn. However much happens, it is drawn at most once a frame.
 *
 * @module
 */

import { strings } from "../strings.js";
import { showAvatar } from "./avatar.js";
import { Banner } from "./banner.js";
import { Composer } from "./composer.js";
import { part } from "./part.js";
import { PeopleList } from "./people_list.js";
import { RoomHeader } from "./room_header.js";
import { RoomList } from "./room_list.js";
import { Timeline } from "./timeline.js";
import { TypingLine } from "./typing_line.js";
import { UnsentList } from "./unsent_list.js";

/** Countdowns and who is typing change with time alone. */
const TICK_MS = 1000;

/**
 * What someone can do on the screen.
 *
 * @typedef {object} Actions
 * @property {(room: Room, text: string) => void} say
 * @property {(room: Room, message: Unsent) => void} retry
 * @property {(room: Room, message: Unsent) => void} discard
 * @property {(room: Room) => void} type
 * @property {(room: Room) => void} leave
 * @property {() => void} comeBack
 */

export class Screen {
  #chat;
  #isScheduled = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #tick;

  /**
   * @param {Chat} chat
   * @param {Actions} actions
   */
  constructor(chat, actions) {
    this.#chat = chat;
    const here =
      (/** @type {(room: Room, message: Unsent) => void} */ act) =>
      (/** @type {Unsent} */ message) => this.#chat.shown && act(this.#chat.shown, message);
    this.banner = new Banner({ onAct: actions.comeBack });
    this.header = new RoomHeader({ onLeave: actions.leave });
    this.rooms = new RoomList();
    this.people = new PeopleList();
    this.typing = new TypingLine();
    this.composer = new Composer({ onSay: actions.say, onTyping: actions.type });
    this.unsent = new UnsentList({
      onRetry: here(actions.retry),
      onDiscard: here(actions.discard),
    });
    this.timeline = new Timeline({ onScroll: () => this.draw() });
    document.addEventListener("visibilitychange", () => this.draw());
  }

  /** @param {Chat} chat */
  show(chat) {
    this.#chat = chat;
    this.draw();
  }

  /** Soon. A page that is not seen gets no frames, but its title is. */
  draw() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    if (document.hidden) setTimeout(() => this.#draw());
    else requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    this.#isScheduled = false;
    const chat = this.#chat;
    const { shown, you } = chat;
    const now = Date.now();
    this.banner.draw(chat, now);
    this.header.draw(shown);
    this.people.draw(shown, you);
    this.typing.draw(shown, now);
    this.composer.draw(chat);
    this.unsent.draw(shown);
    this.timeline.draw(shown, you);
    this.rooms.draw(chat);
    part(document, "#you", HTMLElement).textContent = you;
    showAvatar(part(document, "#me .avatar", HTMLElement), you);
    document.title = titleOf(chat);
    clearTimeout(this.#tick);
    if (chat.changesByItself(now)) this.#tick = setTimeout(() => this.draw(), TICK_MS);
  }
}

/** @param {Chat} chat */
function titleOf({ shown, unread }) {
  const place = shown === undefined ? strings.appName : `#${shown.name} · ${strings.appName}`;
  return unread > 0 ? `(${unread}) ${place}` : place;
}
