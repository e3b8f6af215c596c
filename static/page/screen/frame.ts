/**
 * What stands around the conversation: who you are, the rooms and the people beside it, what it is
 * called above it, and how the connection is.
 *
 * @module
 */
import type { State } from "../../../client/connection.ts";
import type { RoomSettings, RoomSummary } from "../../../protocol.ts";
import type { Chat } from "../chat.ts";
import type { Room } from "../chat/room.ts";
import { faceOf, shownName } from "../browser_storage.ts";
import type { Notice, Person, RoomLink } from "./frame_types.ts";
import { strings } from "../../strings.ts";
import {
  addressOf,
  KeyedList,
  part,
  showAvatar,
  showMark,
  showName,
  showState,
  stamp,
} from "../document.ts";
import { isDirect, nameKey } from "../../../protocol/name.ts";

const IN_WORDS: Record<State, () => string> = {
  connecting: () => strings.connecting,
  open: () => strings.connected,
  waiting: () => strings.disconnected,
  paused: () => strings.disconnected,
  closed: () => strings.disconnected,
};

export class Me {
  #avatar = part(document, "#me .avatar", HTMLElement);
  #name = part(document, "#you", HTMLElement);
  #light = part(document, "#light", HTMLElement);
  #state = part(document, "#state", HTMLElement);

  draw({ you, status: { state } }: Chat): void {
    showAvatar(this.#avatar, you);
    showName(this.#name, you);
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
    showMark(this.#mark, room?.isDirect ? "@" : "#", lockOf(room?.settings));
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
    const words = names.length === 0 ? "" : strings.typing(names.map(shownName));
    if (this.#line.textContent !== words) this.#line.textContent = words;
  }
}

export class Banner {
  #banner = part(document, "#banner", HTMLElement);
  #text = part(document, "#banner .text", HTMLElement);
  #button = part(document, "#banner button", HTMLButtonElement);

  #act: (() => void) | undefined;

  /** @param options called when someone wants to be back, now */
  constructor({ onAct }: { onAct: () => void }) {
    this.#button.addEventListener("click", () => (this.#act ?? onAct)());
  }

  draw(chat: Chat, now: number): void {
    const notice = noticeOf(chat, now);
    this.#act = notice?.act;
    this.#banner.hidden = notice === undefined;
    this.#banner.classList.toggle("good", notice?.isGood ?? false);
    // Only what changed is written, so that a screen reader does not hear the same again.
    if (notice && this.#text.textContent !== notice.text) this.#text.textContent = notice.text;
    const { action = "" } = notice ?? {};
    this.#button.hidden = action === "";
    if (this.#button.textContent !== action) this.#button.textContent = action;
  }
}

function noticeOf(chat: Chat, now: number): Notice | undefined {
  const { status } = chat;
  switch (status.state) {
    case "open":
      if (chat.noted !== undefined) return chat.noted;
      if (chat.absent !== undefined) {
        return { text: strings.noRoom(chat.absent), action: strings.makeRoom, isGood: true };
      }
      return chat.told ?? (chat.isBack ? { text: strings.back, isGood: true } : undefined);
    case "connecting":
      return { text: strings.connecting };
    case "waiting": {
      const seconds = Math.ceil((chat.statusAt + status.retryMs - now) / 1000);
      return {
        text: `${strings.cutOff(status.message)} ${strings.tryingIn(seconds)}`,
        action: strings.tryNow,
      };
    }
    case "paused":
      return { text: strings.cutOff(status.message), action: strings.tryNow };
    case "closed":
      return { text: status.message, action: strings.comeBack };
    default:
      status satisfies never;
  }
}

/** More would push the people out of sight. All others can be reached by name. */
const OTHERS_MAX = 8;

export class RoomList {
  #directSection = part(document, "#direct-rooms", HTMLElement);
  #otherSection = part(document, "#other-rooms", HTMLElement);
  #rooms = linkList("#rooms");
  #direct = linkList("#direct-rooms ul");
  #others = linkList("#other-rooms ul");
  #archivedGroup = part(document, "#archived-rooms", HTMLDetailsElement);
  #archived = linkList("#archived-rooms ul");
  #shown: Room | undefined;

  draw(chat: Chat): void {
    const { rooms, directRooms, shown } = chat;
    const isArchived = ({ settings }: Room) => settings.archived === true;
    const linked = (rooms: Room[]) => rooms.map((room) => linkTo(room, shown));
    this.#rooms.show(linked(rooms.filter((room) => !isArchived(room))));
    this.#directSection.hidden = directRooms.length === 0;
    this.#direct.show(linked(directRooms));
    const others = chat.otherSummaries.filter(({ archived }) => !archived).slice(0, OTHERS_MAX);
    this.#otherSection.hidden = others.length === 0;
    this.#others.show(others.map(linkToOther));
    const archived = rooms.filter(isArchived);
    this.#archivedGroup.hidden = archived.length === 0;
    this.#archived.show(linked(archived));
    // Whoever comes to one sees where they are, and may close the group again.
    if (shown && shown !== this.#shown && isArchived(shown)) this.#archivedGroup.open = true;
    this.#shown = shown;
  }
}

function lockOf({ access = "open" }: RoomSettings = {}): string {
  return strings.locked[access];
}

function linkToOther(room: RoomSummary): RoomLink {
  const [isShown, isUnread, isMuted] = [false, false, false];
  const { room: name, name: title = name } = room;
  return { name, title, isShown, isUnread, isMuted, mentions: 0, lock: lockOf(room) };
}

function linkTo(room: Room, shown: Room | undefined): RoomLink {
  const { name, title, others, unread, isDirect, isMuted, mentions, level } = room;
  const marked = level === "nothing" ? 0 : isMuted ? mentions : unread + mentions;
  const isShown = room === shown;
  return {
    name,
    title,
    other: others.length === 1 ? others[0] : undefined,
    isShown,
    isMuted,
    isUnread: !isShown && marked > 0,
    // All that is said in a direct room is said to you.
    mentions: isDirect ? unread : mentions,
    lock: lockOf(room.settings),
  };
}

function linkList(selector: string): KeyedList<RoomLink> {
  return new KeyedList(part(document, selector, HTMLElement), {
    keyOf: ({ name }) => name,
    make: ({ name }) => {
      const element = stamp("room-link");
      part(element, "a", HTMLAnchorElement).href = addressOf(name);
      return element;
    },
    update: (element, { name, title, other, isShown, isUnread, isMuted, mentions, lock }) => {
      element.classList.toggle("muted", isMuted);
      const mark = part(element, ".hash, .avatar", HTMLElement);
      if (other !== undefined) {
        mark.className = "avatar";
        showAvatar(mark, other);
        showState(element, other, strings);
      } else showMark(mark, isDirect(name) ? "@" : "#", lock);
      const words = part(element, ".name", HTMLElement);
      if (words.textContent !== title) words.textContent = title;
      const link = part(element, "a", HTMLAnchorElement);
      link.title = isMuted ? strings.muted : "";
      if (isShown) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      const news = part(element, ".unread", HTMLElement);
      news.textContent = !isUnread
        ? ""
        : mentions > 0
        ? strings.mentions(mentions)
        : strings.unread;
      news.dataset.count = isUnread && mentions > 0 ? String(Math.min(mentions, 99)) : "";
    },
  });
}

export class PeopleList {
  #title = part(document, "#people-title", HTMLElement);
  #count = part(document, "#people-count", HTMLElement);
  #more = part(document, "#more-people", HTMLElement);
  #people: KeyedList<Person> = new KeyedList(part(document, "#people", HTMLElement), {
    keyOf: ({ name }) => name,
    make: () => stamp("person"),
    update: (element, { name, you, marksGuests }) => {
      const isYou = nameKey(name) === nameKey(you);
      element.classList.toggle("yours", isYou);
      showName(part(element, ".name", HTMLElement), name);
      showAvatar(part(element, ".avatar", HTMLElement), name);
      showState(element, name, strings);
      const marks = [
        isYou ? strings.you : "",
        marksGuests && faceOf(name).guest ? strings.guest : "",
      ];
      part(element, ".note", HTMLElement).textContent = marks.filter(Boolean).join(" · ");
    },
  });

  draw(room: Room | undefined, you: string): void {
    const people = room?.people ?? [];
    const count = room?.isDirect ? people.length : room?.count ?? 0;
    const unnamed = count - people.length;
    const marksGuests = room?.settings.role !== undefined;
    this.#people.show(people.map((name) => ({ name, you, marksGuests })));
    this.#title.textContent = room?.isDirect ? strings.directPeople : strings.people;
    this.#count.textContent = room ? String(count) : "";
    this.#more.hidden = unnamed <= 0;
    this.#more.textContent = strings.andMore(unnamed);
  }
}
