/**
 * How things are, in a line each: who you are and whether you are connected, which room is shown, who
 * types there, what is unread (in the tab's title and icon), and what is wrong with the connection.
 *
 * @module
 */

import type { State } from "../../client/connection.ts";
import type { Chat } from "./chat.ts";
import type { Room } from "./room.ts";
import { strings } from "../strings.ts";
import { part, showAvatar } from "./part.ts";

const IN_WORDS: Record<State, () => string> = {
  connecting: () => strings.connecting,
  open: () => strings.connected,
  waiting: () => strings.disconnected,
  closed: () => strings.disconnected,
};

export class Me {
  #avatar = part(document, "#me .avatar", HTMLElement);
  #name = part(document, "#you", HTMLElement);
  #light = part(document, "#light", HTMLElement);
  #state = part(document, "#state", HTMLElement);

  draw({ you, status: { state } }: Chat): void {
    showAvatar(this.#avatar, you);
    this.#name.textContent = you;
    this.#light.dataset.state = state;
    this.#state.textContent = IN_WORDS[state]();
  }
}

export class RoomHeader {
  #mark = part(document, "#room-header .hash", HTMLElement);
  #topic = part(document, "#topic", HTMLElement);
  #name = part(document, "#room-name", HTMLElement);
  #count = part(document, "#here-count", HTMLElement);

  draw(room: Room | undefined): void {
    this.#mark.textContent = room?.isDirect ? "@" : "#";
    this.#name.textContent = room?.title ?? "";
    this.#topic.textContent = this.#topic.title = room?.topic ?? "";
    this.#count.textContent = room && !room.isDirect ? strings.hereCount(room.count) : "";
    this.#topic.hidden = !room?.topic;
  }
}

export class Badge {
  #icon = part(document, "link[rel=icon]", HTMLLinkElement);

  draw({ shown, unread }: Chat): void {
    const place = shown === undefined ? strings.appName : `${shown.label} · ${strings.appName}`;
    document.title = unread > 0 ? `(${unread}) ${place}` : place;
    const icon = unread > 0 ? "icon-unread.svg" : "icon.svg";
    if (this.#icon.getAttribute("href") !== icon) this.#icon.href = icon;
  }
}

export class TypingLine {
  #line = part(document, "#typing", HTMLElement);

  draw(room: Room | undefined, now: number): void {
    const names = room?.typists(now) ?? [];
    const words = names.length === 0 ? "" : strings.typing(names);
    if (this.#line.textContent !== words) this.#line.textContent = words;
  }
}

export type Notice = { text: string; action?: string; isGood?: boolean };

export class Banner {
  #banner = part(document, "#banner", HTMLElement);
  #text = part(document, "#banner .text", HTMLElement);
  #button = part(document, "#banner button", HTMLButtonElement);

  /** @param options called when someone wants to be back, now */
  constructor({ onAct }: { onAct: () => void }) {
    this.#button.addEventListener("click", onAct);
  }

  draw(chat: Chat, now: number): void {
    const notice = noticeOf(chat, now);
    this.#banner.hidden = notice === undefined;
    this.#banner.classList.toggle("good", notice?.isGood ?? false);
    // Only what changed is written, so that a screen reader does not hear the same again.
    if (notice && this.#text.textContent !== notice.text) this.#text.textContent = notice.text;
    this.#button.hidden = notice?.action === undefined;
    this.#button.textContent = notice?.action ?? "";
  }
}

function noticeOf(chat: Chat, now: number): Notice | undefined {
  const { state, message = strings.disconnected, retryMs = 0 } = chat.status;
  switch (state) {
    case "open":
      if (chat.notice !== undefined) return { text: chat.notice };
      return chat.isBack ? { text: strings.back, isGood: true } : undefined;
    case "connecting":
      return { text: strings.connecting };
    case "waiting": {
      const seconds = Math.ceil((chat.statusAt + retryMs - now) / 1000);
      return {
        text: `${strings.cutOff(message)} ${strings.tryingIn(seconds)}`,
        action: strings.tryNow,
      };
    }
    case "closed":
      return { text: message, action: strings.comeBack };
    default:
      state satisfies never;
  }
}
