/**
 * Private rooms at a terminal: makes them, enters them by their links, and forgets these.
 *
 * @module
 */
import { isLink, newSecret, parseLink, SealedRoom } from "../../sealed.ts";
import type { SealedConnection } from "../../sealed/connection.ts";
import type { RoomKeys } from "../../sign_in/room_keys.ts";
import { say } from "../../program/languages.ts";
import { type CodeLooks, linkCode } from "./link_code.ts";

/** What somebody wants. */
export type PrivateInput =
  | { type: "private"; what: "make" | "link" | "qr"; room: string | undefined }
  | { type: "enter"; link: string }
  | { type: "forget"; room: string | undefined };

/** Where it goes to rooms, and what it tells. */
export interface PrivateRooms {
  readonly url: string;
  readonly connection: SealedConnection;
  /** What is kept for the next time; absent where nothing is. */
  readonly keys: RoomKeys | undefined;
  readonly view: {
    readonly columns: number;
    quiet(...lines: string[]): void;
    wrong(message: string): void;
    print(...lines: string[]): void;
  };
  readonly looks: CodeLooks;
  join(room: string): void;
  leave(room: string): void;
}

/** Whether this is about private rooms. */
export function isAboutPrivate(input: { readonly type: string }): input is PrivateInput {
  return input.type === "private" || input.type === "enter" || input.type === "forget";
}

/** Reads a command; `undefined` if it is none of these, and a sentence if it can't be read. */
export function readPrivateInput(
  command: string,
  text: string,
  room: string | undefined,
): PrivateInput | string | undefined {
  if (command === "/join" && isLink(text)) return { type: "enter", link: text };
  if (command !== "/private") return undefined;
  if (text === "" || text === "link" || text === "qr") {
    return { type: "private", what: text || "make", room };
  }
  if (text === "forget") return { type: "forget", room };
  return say`Do what? /private makes a private room; /private link, /private qr, /private forget`;
}

/** Does what somebody wants with private rooms. */
export class PrivateRoomCommands {
  readonly #rooms: PrivateRooms;

  constructor(rooms: PrivateRooms) {
    this.#rooms = rooms;
  }

  /** @param then is called when that is done: another room may be looked at */
  async do(input: PrivateInput, then: () => void): Promise<void> {
    await this.#do(input);
    then();
  }

  async #do(input: PrivateInput): Promise<void> {
    switch (input.type) {
      case "private":
        if (input.what === "link") return this.#tellLink(this.#roomOf(input.room));
        if (input.what === "qr") return this.#showCode(this.#roomOf(input.room));
        await this.#enter(newSecret(), "made");
        return;
      case "enter":
        return await this.#follow(input.link);
      case "forget":
        return await this.#forget(this.#roomOf(input.room));
      default:
        input satisfies never;
    }
  }

  async #follow(link: string): Promise<void> {
    const { url, view } = this.#rooms;
    const { secret, server } = parseLink(link) ?? {};
    if (secret === undefined) {
      return view.wrong(
        say`This is no link of a private room: they are like https://HOST/#!SECRET`,
      );
    }
    const { host } = new URL(url);
    if (server !== undefined && new URL(server).host !== host) {
      return view.wrong(say`This link leads to ${new URL(server).host}, and you are on ${host}`);
    }
    await this.#enter(secret, "followed");
  }

  async #enter(secret: string, how: "made" | "followed"): Promise<void> {
    const { connection, keys, view, join } = this.#rooms;
    const room = await SealedRoom.of(secret);
    connection.know(room);
    const isKept = await keys?.add(secret) ?? false;
    join(room.name);
    if (how === "made") this.#tellLink(room);
    if (!isKept) view.quiet(say`The link is not kept here: you need it again the next time`);
  }

  #tellLink(room: SealedRoom | undefined): void {
    const { url, view } = this.#rooms;
    if (!room) return view.wrong(say`This is no private room whose link is known here`);
    view.quiet(
      say`The link of this private room, for those who are to read it: ${room.link(url)}`,
      say`Whoever has it reads everything, and nobody can restore it. The server knows who is here, when and how much is said, and nothing of what.`,
      say`To compare aloud, the same for all who are really here: ${room.safetyNumber}`,
    );
  }

  /** What is drawn can be scanned, but not copied, nor read aloud: so the link is there, too. */
  #showCode(room: SealedRoom | undefined): void {
    const { url, view, looks } = this.#rooms;
    this.#tellLink(room);
    const code = room && linkCode(room.link(url), looks);
    if (!code) return;
    const { lines, columns } = code;
    if (columns <= view.columns) return view.print(...lines);
    view.quiet(say`Its QR code takes ${columns} columns: make the window wider`);
  }

  async #forget(room: SealedRoom | undefined): Promise<void> {
    const { connection, keys, view, leave } = this.#rooms;
    if (!room) return view.wrong(say`This is no private room whose link is known here`);
    leave(room.name);
    connection.forget(room.name);
    await keys?.forget(room.secret);
    view.quiet(
      say`The link of this private room is forgotten here. What is on the screen stays there`,
    );
  }

  #roomOf(room: string | undefined): SealedRoom | undefined {
    return room === undefined ? undefined : this.#rooms.connection.room(room);
  }
}
