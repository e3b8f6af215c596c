/**
 * What the lists at the side do beyond showing rooms: they follow the room that is shown, mark drafts
 * and who is here, and have keys, buttons at their rows and pills at their edges. Loaded once somebody
 * is in a room.
 *
 * @module
 */
import type { Connection } from "../../../../client/connection.ts";
import type { Chat } from "../../chat.ts";
import type { Room } from "../../chat/room.ts";
import { draftKey, faceOf, keysOf, tabId } from "../../browser_storage.ts";
import { isTabOpen } from "../../call/tab.ts";
import { part, style } from "../../document.ts";
import type { RoomList } from "../frame.ts";
import type { Presence } from "../frame_types.ts";
import type { People } from "../people.ts";
import { keepRecent } from "./recent.ts";
import { RowButtons } from "./row_buttons.ts";
import { listenForKeys } from "./side_keys.ts";
import { UnreadPills } from "./unread_pills.ts";

/** How often those are asked for who are in no room of ours: nobody tells when they come and go. */
const PRESENCE_EVERY_MS = 60_000;

export class SideBar {
  #list = part(document, "#side .lists", HTMLElement);
  #rooms: RoomList;
  #pills = new UnreadPills(this.#list);
  #buttons: RowButtons;
  #shown: Room | undefined;
  /** Whose drafts are known. */
  #you = "";
  #all: readonly Room[] = [];

  constructor(rooms: RoomList, people: People, { draw }: { draw: () => void }) {
    style("people/side_bar");
    this.#rooms = rooms;
    this.#buttons = new RowButtons(this.#list, draw);
    rooms.presenceOf = (room) => this.#presenceOf(room);
    listenForKeys(this.#list);
    setInterval(() => {
      if (!document.hidden) people.askAgain(this.#unseen());
    }, PRESENCE_EVERY_MS);
  }

  draw(chat: Chat, connection: Connection | undefined): void {
    const { shown, you } = chat;
    this.#all = [...chat.rooms, ...chat.directRooms];
    if (you !== this.#you) {
      this.#you = you;
      this.#findDrafts(you);
    }
    this.#buttons.draw(chat, connection);
    this.#pills.draw();
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (shown === undefined) return;
    this.#rooms.drafts.delete(shown.key);
    keepRecent(shown.key);
    // After the room is painted, which scrolling would have to wait for.
    setTimeout(() =>
      this.#list.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" })
    );
  }

  /** As they say themselves, or as the rooms show it that we are in; else as we were told. */
  #presenceOf({ others: [other, another] }: Room): Presence | undefined {
    if (other === undefined || another !== undefined) return undefined;
    const { here, status: { state, until = Infinity } = {} } = faceOf(other);
    if (state !== undefined && until > Date.now()) return state;
    if (here || this.#all.some((room) => room.sees(other))) return "here";
    return here === undefined ? undefined : "offline";
  }

  /** The others in direct rooms whom no room shows. */
  #unseen(): string[] {
    const shown = this.#list.querySelectorAll<HTMLElement>("#direct .avatar[data-person]");
    return Array.from(shown, ({ dataset }) => dataset.person ?? "")
      .filter((name) => !this.#all.some((room) => room.sees(name)));
  }

  /** Where this tab, or one that is gone, has left something written. */
  #findDrafts(you: string) {
    const start = draftKey(you, "");
    this.#rooms.drafts.clear();
    for (const key of keysOf(start)) {
      const end = key.lastIndexOf(" ");
      const [place, tab] = [key.slice(start.length, end), key.slice(end + 1)];
      // A change of a message is written at its place, which is no room's key.
      if (tab === tabId || !isTabOpen(tab)) this.#rooms.drafts.add(place);
    }
  }
}
