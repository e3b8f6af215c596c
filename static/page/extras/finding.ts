/**
 * Finding what was said: by words, by a date, among the files of a room.
 *
 * @module
 */

import type { Connection } from "../../../client/connection.ts";
import type { Session } from "../../../client/connection/endpoint.ts";
import type { Chat } from "../chat.ts";
import type { Room } from "../chat/room.ts";
import type { Search } from "../search.ts";
import type { RoomFiles } from "../showing/room_files.ts";

/** The visit in which something is found. */
interface FindingVisit {
  readonly chat: Chat;
  readonly connection: Connection;
  draw(): void;
}

/** Beside the conversation there is one panel at a time. */
export class Finding {
  #visit;
  #session;
  #search: Search | undefined;
  #files: RoomFiles | undefined;

  constructor(visit: FindingVisit, session: Session) {
    this.#visit = visit;
    this.#session = session;
  }

  /** Closes what is open. */
  close(): void {
    this.#search?.close();
    this.#files?.close();
  }

  /** @param words to look for at once, if any */
  async search(words: string): Promise<void> {
    const { chat: { shown }, connection } = this.#visit;
    const { Search } = await import("../search.ts");
    const { chat } = this.#visit;
    this.#search ??= new Search(
      (question) => connection.ask(question),
      () => [...chat.rooms, ...chat.directRooms].map(({ name }) => name),
      (room) => chat.room(room)?.label ?? room,
    );
    this.#files?.close();
    if (shown) await this.#search.open(shown, words);
  }

  async openFiles(room: Room): Promise<void> {
    const { RoomFiles } = await import("../showing/room_files.ts");
    this.#files ??= new RoomFiles(this.#session);
    this.#search?.close();
    await this.#files.open(room);
  }

  async openPins(room: Room): Promise<void> {
    const { openPins } = await import("./pins.ts");
    await openPins(room, this.#visit.connection);
  }

  /** @param near a line that was said about then */
  async goToDate(near?: Element): Promise<void> {
    const { openDate } = await import("./date_dialog.ts");
    const { chat, connection } = this.#visit;
    const draw = () => this.#visit.draw();
    if (chat.shown) await openDate(chat.shown, { chat, connection, near, draw });
  }
}
