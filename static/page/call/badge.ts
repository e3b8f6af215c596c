/**
 * How many messages call somebody, where the list of rooms is out of sight: on the button that opens it
 * on a phone, and on the icon of an installed page.
 *
 * @module
 */
import type { Chat } from "../chat.ts";
import { strings } from "../../strings.ts";
import { part } from "../document.ts";

/** More are shown as this. */
const SHOWN_MAX = 99;

export class CallBadge {
  #opener = part(document, "#open-side", HTMLButtonElement);
  #told = "";

  draw({ unread, rooms, directRooms }: Chat): void {
    const calls = [...rooms, ...directRooms].filter(({ isMuted }) => !isMuted)
      .reduce((sum, room) => sum + (room.isDirect ? room.unread : room.mentions), 0);
    const news = calls > 0 ? strings.mentions(calls) : unread > 0 ? strings.unread : "";
    if (news === this.#told) return;
    this.#told = news;
    const { dataset } = this.#opener;
    dataset.count = calls > 0 ? String(Math.min(calls, SHOWN_MAX)) : "";
    dataset.news = String(news !== "");
    this.#opener.ariaLabel = [strings.showRooms, news].filter(Boolean).join(": ");
    // Where there is no icon it is refused.
    if (news === "") navigator.clearAppBadge?.().catch(() => {});
    else navigator.setAppBadge?.(calls || undefined).catch(() => {});
  }
}
