// @ts-check
/** @import { ConnectionEvent } from "./connection.js" */
/** @import { Room } from "./page/room.js" */

/**
 * The page: someone says who they are, and talks for as long as they want.
 *
 * @module
 */

import { Connection } from "./connection.js";
import { Reading } from "./connection/reading.js";
import { addressOf, LOBBY, roomOf } from "./page/address.js";
import { Chat } from "./page/chat.js";
import { Drawer } from "./page/drawer.js";
import { Entrance } from "./page/entrance.js";
import { forgetVisit, recallVisit, rememberVisit } from "./page/memory.js";
import { part } from "./page/part.js";
import { RoomDialog } from "./page/room_dialog.js";
import { Screen } from "./page/screen.js";
import { translate } from "./page/translate.js";

/** How often others are told that you are still typing. */
const TYPING_EVERY_MS = 2_000;

/** How often we look which rooms there are. */
const ROOMS_EVERY_MS = 15_000;

class Page {
  #chat = new Chat();
  /** @type {Connection | undefined} */
  #connection;
  /** Resolves when someone wants to come in again. @type {PromiseWithResolvers<void>} */
  #return = Promise.withResolvers();
  #typedAt = 0;

  #reading = this.#newReading();
  #entrance = new Entrance();
  #drawer = new Drawer();
  #screen = new Screen(this.#chat, {
    say: (room, text) => this.#say(room, text),
    retry: (room, { id, text }) => {
      this.#say(room, text);
      room.discard(id);
    },
    discard: (room, { id }) => {
      room.discard(id);
      this.#screen.draw();
    },
    type: (room) => this.#type(room),
    react: (room, of, emoji, on) => this.#react(room, of, emoji, on),
    read: (room) => this.#reading.read(room.name, room.readTo),
    leave: (room) => this.#connection?.leave(room.name),
    comeBack: () => {
      this.#connection?.retryNow();
      this.#return.resolve();
    },
  });

  constructor() {
    new RoomDialog({
      suggest: () => this.#chat.otherRooms,
      onPick: (name) => location.hash = addressOf(name),
    });
    part(document, "#change-name", HTMLButtonElement).addEventListener("click", () => {
      this.#entrance.leave();
      this.#connection?.close();
      this.#return.resolve();
    });
    this.#entrance.offerClaim(() => this.#chat.you, () => {
      this.#chat.guest = false;
      this.#screen.draw();
    });
    addEventListener("hashchange", () => this.#goTo(roomOf(location.hash)));
    addEventListener("pagehide", () => this.#reading.tellNow());
    addEventListener("online", () => this.#connection?.retryNow());
    setInterval(() => this.#lookForRooms(), ROOMS_EVERY_MS);
  }

  /** One visit after the other, for as long as the page is open. */
  async run() {
    for (let problem = "";;) {
      await this.#entrance.pass(problem);
      problem = await this.#visit(recallVisit()?.rooms ?? []);
    }
  }

  /**
   * From coming in until the connection ends for good.
   *
   * @param {string[]} rooms
   * @returns {Promise<string>} why we were not let in, when we were not
   */
  async #visit(rooms) {
    this.#reading.close();
    this.#reading = this.#newReading();
    this.#chat = new Chat();
    this.#connection = new Connection(location.origin, { byCookie: true });
    this.#screen.show(this.#chat);
    for (const room of [LOBBY, ...rooms]) this.#connection.join(room);
    this.#goTo(roomOf(location.hash));
    for await (const event of this.#connection) this.#take(event);
    const { reason, message = "" } = this.#chat.status;
    if (this.#chat.isWelcome && reason !== "left") {
      await this.#askedToReturn();
      return "";
    }
    forgetVisit();
    return reason === "left" ? "" : message;
  }

  /** @param {ConnectionEvent} event */
  #take(event) {
    this.#chat.take(event);
    // Connecting may still end with a refusal of the name; anything else is seen on the screen.
    if (event.type === "status" && event.state !== "connecting") this.#entrance.close();
    if (event.type === "welcome") {
      this.#reading.welcomed(event.rooms);
      this.#lookForRooms();
    }
    if (event.type === "joined") {
      if (event.reset) this.#reading.forget(event.room);
      this.#remember();
      this.#recall(event.room);
    }
    if (event.type === "left") this.#moveOn();
    this.#screen.draw();
  }

  #newReading() {
    return new Reading((room, seq) => this.#connection?.signal({ type: "read", room, seq }));
  }

  #askedToReturn() {
    this.#return = Promise.withResolvers();
    return this.#return.promise;
  }

  #remember() {
    const { you: name, rooms } = this.#chat;
    rememberVisit({ name, rooms: rooms.map((room) => room.name) });
  }

  /** Out of a room that was left. */
  #moveOn() {
    this.#remember();
    const next = this.#chat.shown?.name ?? LOBBY;
    history.replaceState(null, "", addressOf(next));
    this.#goTo(next);
  }

  /** @param {string} room */
  #goTo(room) {
    this.#chat.show(room);
    this.#connection?.join(room);
    this.#drawer.close();
    this.#screen.draw();
  }

  async #lookForRooms() {
    if (document.hidden) return;
    try {
      await this.#connection?.ask({ type: "rooms" });
    } catch {
      // There is no connection now. Once there is, we look again.
    }
  }

  /**
   * Brings what was said in a room before we came, if nothing else does.
   *
   * @param {string} name
   */
  async #recall(name) {
    const room = this.#chat.room(name);
    if (!room?.needsHistory) return;
    const before = room.log.oldestLine?.seq ?? room.head + 1;
    try {
      const answer = await this.#connection?.ask({ type: "history", room: room.name, before });
      if (answer) room.precede(answer.entries);
    } catch {
      // We come back, join again, and ask again.
    }
    this.#screen.draw();
  }

  /**
   * @param {Room} room
   * @param {number} of
   * @param {string} emoji
   * @param {boolean} on
   */
  #react(room, of, emoji, on) {
    try {
      this.#connection?.change({ type: "react", room: room.name, of, emoji, on });
    } catch {
      // Not connected, which the banner says. The chip stays as it is.
    }
  }

  /** @param {Room} room */
  #type(room) {
    if (Date.now() - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = Date.now();
    this.#connection?.signal({ type: "typing", room: room.name });
  }

  /**
   * Shows at once what is said.
   *
   * @param {Room} room
   * @param {string} text
   * @throws {RangeError} If too much that was said waits already.
   */
  #say(room, text) {
    if (this.#connection === undefined) return;
    const said = this.#connection.say(room.name, text);
    room.expect({ id: said.id, from: this.#chat.you, at: Date.now(), text });
    this.#screen.timeline.toNewest();
    this.#typedAt = 0;
    this.#settle(room, said);
  }

  /**
   * Shows what became of it.
   *
   * @param {Room} room
   * @param {ReturnType<Connection["say"]>} said
   */
  async #settle(room, { id, acknowledged }) {
    try {
      room.stored(id, await acknowledged);
    } catch (error) {
      room.refuse(id, error instanceof Error ? error.message : String(error));
    }
    this.#screen.draw();
  }
}

translate(document);
if ("WebSocket" in globalThis) new Page().run();
else part(document, "#unable", HTMLElement).hidden = false;
