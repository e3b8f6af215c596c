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
import { faceOf } from "../browser_storage.ts";
import type { Topic } from "./frame/topic.ts";
import type { Notice, Person, Presence, RoomLink } from "./frame_types.ts";
import { strings } from "../../strings.ts";
import { addressOf, insist, KeyedList, lazy, part, Sections, stamp } from "../document.ts";
import { showAvatar, showMark, showName, showState } from "../document.ts";
import { isDirect, nameKey } from "../../../protocol/name.ts";

const IN_WORDS: Record<State, () => string> = {
  connecting: () => strings.connecting,
  open: () => strings.connected,
  waiting: () => strings.disconnected,
  paused: () => strings.disconnected,
  closed: () => strings.disconnected,
};

/** What shows a topic's links comes with the first topic. */
const topics = lazy(() => insist(() => import("./frame/topic.ts")));

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
  #shown: Topic | undefined;

  draw(room: Room | undefined): void {
    part(document, "#seal", HTMLElement).hidden = !room?.isSealed;
    showMark(this.#mark, room?.isDirect ? "@" : "#", lockOf(room?.settings));
    this.#name.textContent = room?.title ?? "";
    this.#count.textContent = room && !room.isDirect ? strings.hereCount(room.count) : "";
    this.#topic.hidden = !room?.topic;
    this.#showTopic(room?.topic ?? "");
  }

  #showTopic(text: string) {
    if (this.#shown) return this.#shown.show(text);
    this.#topic.textContent = text;
    if (text !== "") topics().then((it) => this.#shown ??= new it.Topic(this.#topic));
  }
}

export class Badge {
  #icon = part(document, "link[rel=icon]", HTMLLinkElement);

  draw({ shown, unread }: Chat): void {
    const label = shown?.isSealed ? strings.privateRoom : shown?.label;
    const place = label === undefined ? strings.appName : `${label} · ${strings.appName}`;
    document.title = unread > 0 ? `(${unread}) ${place}` : place;
    const icon = unread > 0 ? "icon-unread.svg" : "icon.svg";
    if (this.#icon.getAttribute("href") !== icon) this.#icon.href = icon;
  }
}

export class Banner {
  #banner = part(document, "#banner", HTMLElement);
  #text = part(document, "#banner .text", HTMLElement);
  #rest = part(document, "#banner .rest", HTMLElement);
  #button = part(document, "#banner button", HTMLButtonElement);

  #act: (() => void) | undefined;

  /** @param options.onAct called when someone wants to be back, now */
  constructor({ onAct, onDone }: { onAct: () => void; onDone: () => void }) {
    this.#button.addEventListener("click", () => {
      (this.#act ?? onAct)();
      onDone();
    });
  }

  draw(chat: Chat, now: number): void {
    const notice = noticeOf(chat, now);
    this.#act = notice?.act;
    this.#banner.hidden = notice === undefined;
    const { isGood = false, isWaiting = false, rest = "", action = "" } = notice ?? {};
    this.#banner.classList.toggle("good", isGood);
    this.#banner.classList.toggle("waiting", isWaiting);
    this.#banner.role = isGood || isWaiting ? "status" : "alert";
    this.#rest.textContent = rest;
    // Only what changed is written, so that a screen reader does not hear the same again.
    if (notice && this.#text.textContent !== notice.text) this.#text.textContent = notice.text;
    this.#button.hidden = action === "";
    if (this.#button.textContent !== action) this.#button.textContent = action;
  }
}

/** The server has another page by now. What is written is kept. */
export function outdated(): Notice {
  const act = () => location.reload();
  return { text: strings.outdated, action: strings.reload, act, isGood: true };
}

function noticeOf(chat: Chat, now: number): Notice | undefined {
  const { status } = chat;
  switch (status.state) {
    case "open":
      if (chat.notice !== undefined) return chat.notice;
      if (chat.absent !== undefined) {
        return { text: strings.noRoom(chat.absent), action: strings.makeRoom, isGood: true };
      }
      return chat.lastingNotice ?? (chat.isBack ? { text: strings.back, isGood: true } : undefined);
    case "connecting":
      return { text: strings.connecting, isWaiting: true };
    case "waiting":
    case "paused": {
      const wait = "retryMs" in status ? chat.statusAt + status.retryMs - now : undefined;
      const rest = wait === undefined ? "" : strings.tryingIn(Math.ceil(wait / 1000));
      const text = strings.cutOff(status.message);
      return { text, rest, action: strings.tryNow, isWaiting: true };
    }
    case "closed":
      return { text: status.message, action: strings.comeBack };
    default:
      status satisfies never;
  }
}

/** More would push the people out of sight. All others can be reached by name. */
const OTHERS_MAX = 8;
/** Older direct rooms are shown when somebody asks for all, or something is new in them. */
const DIRECT_MAX = 12;
/** A list of more leaves out what is out of sight when it is laid out. */
const LONG = 50;
export class RoomList {
  /** The keys of rooms with a draft from before the page was loaded, until somebody looks at them. */
  readonly drafts: Set<string> = new Set();
  /** How whoever a direct room is with is now, once what knows that is loaded. */
  presenceOf: (room: Room) => Presence | undefined = () => undefined;
  #rooms = linkList("#rooms");
  #direct = linkList("#direct");
  #others = linkList("#others");
  #archived = linkList("#archived");
  #all = part(document, "#all-direct", HTMLButtonElement);

  /** @param draw draws anew what is shown */
  constructor(draw: () => void) {
    new Sections();
    this.#all.addEventListener("click", () => {
      this.#all.ariaExpanded = String(this.#all.ariaExpanded !== "true");
      draw();
    });
  }

  draw(chat: Chat): void {
    const { rooms, directRooms, shown } = chat;
    const isArchived = ({ settings }: Room) => settings.archived === true;
    const link = (room: Room) => linkTo(room, shown, this.drafts);
    this.#rooms.show(rooms.filter((room) => !isArchived(room)).map(link));
    const isAll = this.#all.ariaExpanded === "true";
    const direct = directRooms.filter((room, place) =>
      isAll || place < DIRECT_MAX || room === shown || isUnread(room)
    );
    this.#direct.show(direct.map((room) => ({ ...link(room), presence: this.presenceOf(room) })));
    this.#all.hidden = !isAll && direct.length === directRooms.length;
    const words = isAll ? strings.showFewer : strings.showAll(directRooms.length);
    if (this.#all.textContent !== words) this.#all.textContent = words;
    const others = chat.otherSummaries.filter(({ archived }) => !archived).slice(0, OTHERS_MAX);
    this.#others.show(others.map(linkToOther));
    this.#archived.show(rooms.filter(isArchived).map(link));
  }
}

function lockOf({ access = "open" }: RoomSettings = {}): string {
  return strings.locked[access];
}

function linkToOther(room: RoomSummary): RoomLink {
  const { room: name, name: title = name } = room;
  const none = { isShown: false, isUnread: false, isMuted: false, isDraft: false, mentions: 0 };
  return { name, title, ...none, lock: lockOf(room) };
}

/** Whether something there is shown as unread, if it is not shown itself. */
function isUnread({ level, isMuted, mentions, unread }: Room): boolean {
  return level !== "nothing" && (isMuted ? mentions : unread + mentions) > 0;
}

function linkTo(room: Room, shown: Room | undefined, drafts: ReadonlySet<string>): RoomLink {
  const { name, title, others, unread, isDirect, isMuted, mentions, draft, files } = room;
  const isShown = room === shown;
  const isDraft = draft === undefined ? drafts.has(room.key) : draft.trim() !== "";
  return {
    name,
    title,
    other: others.length === 1 ? others[0] : undefined,
    isShown,
    isMuted,
    isUnread: !isShown && isUnread(room),
    isDraft: !isShown && (isDraft || files > 0),
    // All that is said in a direct room is said to you.
    mentions: isDirect ? unread : mentions,
    lock: room.isSealed ? strings.encrypted : lockOf(room.settings),
  };
}

function linkList(selector: string): KeyedList<RoomLink> {
  const list = part(document, selector, HTMLElement);
  const section = list.closest("section");
  return new KeyedList(list, {
    keyOf: ({ name }) => name,
    make: ({ name }) => {
      const element = stamp("room-link");
      part(element, "a", HTMLAnchorElement).href = addressOf(name);
      return element;
    },
    update: updateLink,
    onShown: (count) => {
      list.classList.toggle("long", count > LONG);
      if (section && selector !== "#rooms") section.hidden = count === 0;
    },
  });
}

function updateLink(element: HTMLElement, link: RoomLink) {
  const { name, title, other, isShown, isUnread, isMuted, isDraft, presence, mentions } = link;
  // Of hundreds of rooms few change at once: the others are not touched.
  const look = Object.values(link).join("\n");
  if (element.dataset.look === look) return;
  element.dataset.look = look;
  element.classList.toggle("muted", isMuted);
  element.classList.toggle("has-news", isUnread);
  element.classList.toggle("current", isShown);
  const mark = part(element, ".hash, .avatar", HTMLElement);
  if (other !== undefined) {
    mark.className = "avatar";
    showAvatar(mark, other);
  } else showMark(mark, isDirect(name) ? "@" : "#", link.lock);
  const state = part(element, ".state", HTMLElement);
  state.hidden = presence === undefined;
  if (presence !== undefined) {
    state.dataset.state = presence;
    state.ariaLabel = state.title = strings.presence[presence];
  }
  const words = part(element, ".name", HTMLElement);
  if (words.textContent !== title) words.textContent = title;
  part(element, ".draft", HTMLElement).hidden = !isDraft;
  const anchor = part(element, "a", HTMLAnchorElement);
  anchor.title = isMuted ? strings.muted : "";
  if (isShown) anchor.setAttribute("aria-current", "page");
  else anchor.removeAttribute("aria-current");
  const news = part(element, ".unread", HTMLElement);
  news.textContent = !isUnread ? "" : mentions > 0 ? strings.mentions(mentions) : strings.unread;
  news.dataset.count = isUnread && mentions > 0 ? String(Math.min(mentions, 99)) : "";
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
      showState(element, name, strings.presence);
      const guest = marksGuests && faceOf(name).guest ? strings.guest : "";
      const marks = [isYou ? strings.you : "", guest];
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
