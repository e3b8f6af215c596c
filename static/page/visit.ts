/**
 * One visit: from coming in until the connection ends for good. It owns what belongs to it, the
 * connection, what is known by it, and what can be done, and passes what comes on to them.
 *
 * @module
 */
import { LOBBY, type RoomSummary, type Said } from "../../protocol.ts";
import { Connection, type ConnectionEvent } from "../../client/connection.ts";
import { Reading } from "../../client/connection/rooms.ts";
import type { Doing } from "./menu/message_menu.ts";
import type { Extras, ExtrasVisit } from "./extras.ts";
import type { Room } from "./chat/room.ts";
import type { Screen, ScreenVisit } from "./screen.ts";
import { strings } from "../strings.ts";
import { Chat } from "./chat.ts";
import { Deeds } from "./deeds.ts";
import { addressOf, baseUrl, lazy, reloadIfReplaced, spotOf } from "./document.ts";
import { forgetVisit, keysOf, rememberVisit, type Settings, UNSENT } from "./shelf.ts";

/** What a visit tells the page that it is of. */
export interface VisitOwner {
  readonly settings: Settings;
  readonly screen: Screen;
  /** The server has accepted or refused the connection: the name dialog can close. */
  decided(): void;
  /** They are in a room. */
  entered(): void;
  /** They want to come back as somebody else. */
  goAway(): void;
}

export class Visit implements ScreenVisit, ExtrasVisit {
  #owner;
  #connection = new Connection(baseUrl(), { byCookie: true });
  readonly chat: Chat;
  readonly deeds: Deeds;
  /** What is seldom done: loaded with the first of it. */
  readonly extras: () => Promise<Extras> = lazy(async () => {
    const { Extras } = await import("./extras.ts");
    return this.#extras = new Extras(this);
  });
  #extras: Extras | undefined;
  /** Comes with the first news. */
  #announcer = lazy(async () => new (await import("./call/announcer.ts")).Announcer());
  #reading = new Reading((room, seq) => this.#connection.signal({ type: "read", room, seq }));
  /** Resolves when someone wants to come in again, who is out. */
  #return: PromiseWithResolvers<void> | undefined;

  constructor(owner: VisitOwner) {
    this.#owner = owner;
    const { settings, screen } = owner;
    this.chat = new Chat({
      isMuted: (room) => settings.isMuted(room),
      onNews: (room, said) => this.#tellOfNews(room, said),
    });
    this.deeds = new Deeds(this.#connection, this.chat, () => screen.draw());
  }

  /**
   * Resolves when the connection has ended, and they want to come in again.
   *
   * @param rooms to be in
   * @returns why we were not let in, when we were not
   */
  async run(rooms: readonly string[]): Promise<string> {
    for (const room of [LOBBY, ...rooms]) this.#connection.join(room);
    this.goToAddress();
    for await (const event of this.#connection) this.#take(event);
    this.#reading.close();
    const { status } = this.chat;
    // The last of its events says why it ended.
    const { reason, message } = status.state === "closed"
      ? status
      : { reason: "left", message: "" };
    const isLost = reason === "no-session" || reason.startsWith("bad-pass");
    if (this.chat.isWelcome && reason !== "left" && !isLost) {
      this.#return = Promise.withResolvers();
      await this.#return.promise;
      this.#extras?.close();
      return "";
    }
    this.#extras?.close();
    forgetVisit();
    if (reason === "no-session") return strings.sessionLost;
    return reason === "left" ? "" : message;
  }

  get settings(): Settings {
    return this.#owner.settings;
  }

  draw(): void {
    this.#owner.screen.draw();
  }

  goAway(): void {
    this.#owner.goAway();
  }

  /** Ends it. */
  close(): void {
    this.#connection.close();
    this.#return?.resolve();
  }

  /** Comes back now, when we were cut off or are out. */
  comeBack(): void {
    this.#connection.retryNow();
    this.#return?.resolve();
  }

  /** Tries to connect at once, if we are not connected. */
  retryNow(): void {
    this.#connection.retryNow();
  }

  /** Shows what the address names, and is in that room. */
  goToAddress(): void {
    const { screen } = this.#owner;
    const { room, seq } = spotOf(location.hash);
    this.chat.show(room);
    this.#connection.join(room);
    screen.timeline.goTo(this.chat.room(room), seq);
    screen.draw();
  }

  async lookForRooms(): Promise<void> {
    try {
      await this.#connection.ask({ type: "rooms" });
    } catch {
      // Not connected now. Once we are, we look again.
    }
  }

  /** All of a room is read that has come. */
  read(room: Room): void {
    this.#reading.read(room.name, room.readTo);
  }

  /** Tells at once how far was read. */
  tellRead(): void {
    this.#reading.tellNow();
  }

  /** Does something with what is loaded for it, or shows that it needs a connection. */
  async attempt(act: (extras: Extras) => Promise<void>): Promise<void> {
    try {
      await act(await this.extras());
    } catch (error) {
      console.error(error);
      this.chat.note(strings.notNow);
      this.#owner.screen.draw();
    }
  }

  /** @returns what is wrong with it, if something is */
  async runCommand(room: Room, line: string): Promise<string | undefined> {
    try {
      return await (await this.extras()).runCommand(room, line);
    } catch (error) {
      // What it takes could not be loaded.
      console.error(error);
      return strings.notNow;
    }
  }

  openMenu(said: Said, at: Element, doing: Doing): void {
    this.attempt((extras) => extras.openMessageMenu(said, at, doing));
  }

  #take(event: ConnectionEvent) {
    const isBack = this.chat.isWelcome;
    this.chat.take(event);
    // Nobody is interrupted: else it waits until a part is wanted.
    if (isBack && event.type === "welcome" && !this.#owner.screen.isBusy) reloadIfReplaced();
    // Connecting may still end with a refusal of the name; anything else is seen on the screen.
    if (event.type === "status" && event.state !== "connecting") this.#owner.decided();
    if (event.type === "welcome") this.#welcomed(event.rooms);
    if (event.type === "joined") this.#joined(event);
    if (event.type === "left") this.#moveOn();
    this.#owner.screen.draw();
  }

  #welcomed(rooms: readonly RoomSummary[]) {
    this.#reading.welcomed(rooms);
    for (const room of this.chat.directRooms) this.#sayAgain(room);
    this.lookForRooms();
  }

  #joined({ room: name, reset }: Extract<ConnectionEvent, { type: "joined" }>) {
    this.#owner.entered();
    if (reset) this.#reading.forget(name);
    const room = this.chat.room(name);
    if (room) this.#sayAgain(room);
    this.#remember();
  }

  async #sayAgain(room: Room) {
    if (keysOf(UNSENT).length > 0) (await this.deeds.pending()).sayAgain(room);
  }

  async #tellOfNews(room: Room, said: Said) {
    const isShown = room === this.chat.shown && !document.hidden;
    try {
      if (isShown) (await this.#announcer()).announce(said);
      if (isShown && document.hasFocus() || room.isMuted) return;
      await (await this.extras()).call(room, said);
    } catch (error) {
      // What it takes could not be loaded: nobody is called, and the next news tries again.
      console.error(error);
    }
  }

  #remember() {
    const { you: name, rooms } = this.chat;
    rememberVisit({ name, rooms: rooms.map((room) => room.name) });
  }

  /** Out of a room that was left. */
  #moveOn() {
    this.#remember();
    const next = this.chat.shown?.name ?? LOBBY;
    history.replaceState(null, "", addressOf(next));
    this.goToAddress();
  }
}
