/**
 * What the finder offers: rooms and people whom the page knows or the server has told of, the likeliest
 * first.
 *
 * @module
 */

import type { PersonProfile, RoomSettings } from "../../../../protocol.ts";
import { directRoom, nameKey } from "../../../../protocol/name.ts";
import type { Chat } from "../../chat.ts";
import type { Room } from "../../chat/room.ts";
import { faceOf, recall, shownName } from "../../browser_storage.ts";
import { strings } from "../../../strings.ts";
import { RECENT } from "../../screen/frame/recent.ts";

/** How many are shown at once. */
const SHOWN_MAX = 30;
/** People whom the server has told of are kept while the dialog is open, up to so many. */
const PEOPLE_MAX = 1_000;

export type FoundPerson = Pick<PersonProfile, "name" | "display" | "here" | "guest">;

export interface Find {
  readonly room: string;
  readonly mark: string;
  /** Whom the room is with, if it is one person. */
  readonly person: string | undefined;
  readonly title: string;
  readonly hint: string;
  /** The keys of all that it is called. */
  readonly names: readonly string[];
  readonly isUnread: boolean;
  readonly mentions: number;
}

export class Finds {
  readonly #chat: Chat;
  /** By the keys of their names. */
  readonly #people: Map<string, FoundPerson> = new Map();
  /** Whom of them the server has told of: it knows whether they are here. */
  readonly #told: Set<FoundPerson> = new Set();
  /** Where somebody has been in this browser, by room: the newest first. */
  readonly #recent: Map<unknown, number>;

  constructor(chat: Chat) {
    this.#chat = chat;
    const kept = recall(RECENT);
    this.#recent = new Map((Array.isArray(kept) ? kept : []).map((key, index) => [key, index]));
    // Who was seen in any room, and may be away by now.
    for (const room of [...chat.rooms, ...chat.directRooms]) {
      for (const name of room.knownNames) this.#people.set(nameKey(name), { name });
    }
  }

  /** Takes whom the server knows. */
  learn(people: readonly FoundPerson[]): void {
    for (const person of people) {
      this.#people.set(nameKey(person.name), person);
      this.#told.add(person);
    }
    for (const key of this.#people.keys()) {
      if (this.#people.size <= PEOPLE_MAX) break;
      this.#people.delete(key);
    }
  }

  /**
   * What fits best stands first; of what fits as well, that in which something is unread, then where
   * they were last. `#` looks for rooms alone, `@` for people.
   */
  fitting(written: string): readonly Find[] {
    const mark = /^[#@]/.exec(written.trim())?.[0];
    const words = nameKey(written.trim().replace(/^[#@]/, "")).split(/\s+/).filter(Boolean);
    return this.#all().filter((find) => mark === undefined || find.mark === mark)
      .map((find) => ({ find, rank: rankOf(find, words) }))
      .filter(({ rank }) => rank < Infinity)
      .map(({ find, rank }) => ({ find, order: [rank, newsOf(find), this.#agoOf(find)] }))
      .sort((one, other) => compare(one.order, other.order))
      .slice(0, SHOWN_MAX).map(({ find }) => find);
  }

  #all(): Find[] {
    const { rooms, directRooms, otherSummaries, you } = this.#chat;
    const others = otherSummaries.map(({ room, name: title = room, ...summary }): Find => ({
      ...{ room, mark: "#", person: undefined, title, names: [nameKey(title), nameKey(room)] },
      ...{ hint: hintOf(summary, summary.topic || strings.hereCount(summary.count)) },
      ...{ isUnread: false, mentions: 0 },
    }));
    const known = new Set(directRooms.map(({ name }) => name));
    const people = [...this.#people.values()]
      .filter(({ name }) => nameKey(name) !== nameKey(you))
      .map((person) => this.#findOf(person)).filter(({ room }) => !known.has(room));
    return [...[...directRooms, ...rooms].map((room) => this.#findIn(room)), ...others, ...people];
  }

  #findIn(room: Room): Find {
    const { name, title, topic, settings, others, isDirect, isMuted, unread, mentions } = room;
    const person = others.length === 1 ? others[0] : undefined;
    const known = person === undefined ? undefined : this.#people.get(nameKey(person));
    const hint = person === undefined ? hintOf(settings, topic) : this.#saysOf(person, known);
    const names = [nameKey(title), ...(isDirect ? others.map(nameKey) : [nameKey(name)])];
    const counted = isDirect ? unread : mentions;
    const isUnread = isMuted ? mentions > 0 : unread > 0;
    const mark = isDirect ? "@" : "#";
    return {
      ...{ room: name, mark, person, title, hint, names, isUnread },
      mentions: isUnread ? counted : 0,
    };
  }

  #findOf(person: FoundPerson): Find {
    const { name, display = shownName(name) } = person;
    return {
      ...{ room: directRoom([name, this.#chat.you]), mark: "@", person: name, title: display },
      ...{ hint: this.#saysOf(name, person), names: [nameKey(display), nameKey(name)] },
      ...{ isUnread: false, mentions: 0 },
    };
  }

  /** Their name, where another is shown, and whether they are here. */
  #saysOf(name: string, known: FoundPerson | undefined): string {
    const { rooms, directRooms } = this.#chat;
    const isSeen = known?.here || known?.guest ||
      [...rooms, ...directRooms].some((room) => room.sees(name));
    const isGone = known && this.#told.has(known) || faceOf(name).here === false;
    const { here, offline } = strings.presence;
    const display = known?.display ?? shownName(name);
    const words = [display === name ? "" : `@${name}`, isSeen ? here : isGone ? offline : ""];
    return words.filter(Boolean).join(" · ");
  }

  #agoOf({ room }: Find): number {
    return this.#recent.get(this.#chat.room(room)?.key ?? room) ?? Infinity;
  }
}

/** What is written, as a name: rooms have no spaces in theirs. */
export function nameIn(written: string): string {
  return written.trim().replace(/^[#@]/, "").replaceAll(/\s+/g, "-");
}

function hintOf({ archived }: RoomSettings, about: string): string {
  return archived ? [strings.archivedRooms, about].filter(Boolean).join(" · ") : about;
}

/** What is called so stands before what begins so, and that before what has a word that does. */
function rankOf({ names }: Find, words: readonly string[]): number {
  const whole = words.join(" ");
  if (words.length === 0) return 0;
  if (names.some((name) => name === whole || name === words.join("-"))) return 0;
  if (names.some((name) => name.startsWith(whole))) return 1;
  const begins = (word: string) =>
    names.some((name) => name.split(/[\s._'-]+/).some((part) => part.startsWith(word)));
  if (words.every(begins)) return 2;
  return words.every((word) => names.some((name) => name.includes(word))) ? 3 : Infinity;
}

function newsOf({ isUnread, mentions }: Find): number {
  return mentions > 0 ? 0 : isUnread ? 1 : 2;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1;
}
