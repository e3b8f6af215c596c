// @ts-check
/** @import { Chat } from "./chat.js" */
/** @import { Room, Unsent } from "./room.js" */

/**
 * Everything that is drawn. However much happens, it is drawn at most once a frame.
 *
 * @module
 */

import { strings } from "../strings.js";
import { Banner } from "./banner.js";
import { Composer } from "./composer.js";
import { Me } from "./me.js";
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
 * @property {(room: Room, line: string) => boolean} order whether it could be
 * @property {(room: Room, message: Unsent) => void} retry
 * @property {(room: Room, message: Unsent) => void} discard
 * @property {(room: Room) => void} type
 * @property {(room: Room) => void} leave
 * @property {(room: Room, of: number, emoji: string, on: boolean) => void} react
 * @property {(room: Room) => void} read
 * @property {() => void} comeBack
 */

export class Screen {
  #chat;
  #actions;
  #banner;
  #header;
  #composer;
  #unsent;
  #me = new Me();
  #rooms = new RoomList();
  #people = new PeopleList();
  #typing = new TypingLine();
  #isScheduled = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #tick;

  /**
   * @param {Chat} chat
   * @param {Actions} actions
   */
  constructor(chat, actions) {
    this.#chat = chat;
    this.#actions = actions;
    this.#banner = new Banner({ onAct: actions.comeBack });
    this.#header = new RoomHeader({ onLeave: actions.leave });
    this.#composer = new Composer({
      onSay: actions.say,
      onOrder: actions.order,
      onTyping: actions.type,
    });
    this.#unsent = new UnsentList({ onRetry: actions.retry, onDiscard: actions.discard });
    this.timeline = new Timeline({ onTurn: () => this.draw(), onReact: actions.react });
    document.addEventListener("visibilitychange", () => this.#draw());
  }

  /** @param {Chat} chat */
  show(chat) {
    this.#chat = chat;
    this.draw();
  }

  /** Soon. A page that nobody sees gets no frames, yet its title is seen. */
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
    this.#me.draw(chat);
    this.#banner.draw(chat, now);
    this.#header.draw(shown);
    this.#people.draw(shown, you);
    this.#typing.draw(shown, now);
    this.#composer.draw(chat);
    this.#unsent.draw(shown);
    this.timeline.draw(shown, you);
    if (shown) this.#actions.read(shown);
    // What has been read by now is not unread, in the list and in the title.
    this.#rooms.draw(chat);
    document.title = titleOf(chat);
    clearTimeout(this.#tick);
    if (chat.changesByItself(now)) this.#tick = setTimeout(() => this.draw(), TICK_MS);
  }
}

/** @param {Chat} chat */
function titleOf({ shown, unread }) {
  const place = shown === undefined ? strings.appName : `${shown.label} · ${strings.appName}`;
  return unread > 0 ? `(${unread}) ${place}` : place;
}
