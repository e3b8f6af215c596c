/**
 * The page: someone says who they are, and talks for as long as they want.
 *
 * @module
 */

import type { RoomSummary, Said } from "../protocol.ts";
import type { ConnectionEvent } from "../client/connection.ts";
import type { Drawer } from "./page/drawer.ts";
import type { Entrance } from "./page/entrance.ts";
import type { Room } from "./page/room.ts";
import { LOBBY } from "../protocol.ts";
import { Connection } from "../client/connection.ts";
import { Reading } from "../client/connection/reading.ts";
import { addressOf, baseUrl, claimCodeOf, spotOf } from "./page/address.ts";
import { Chat } from "./page/chat.ts";
import { Deeds } from "./page/deeds.ts";
import { Settings, speak, translate } from "./page/settings.ts";
import { forgetVisit, keysOf, recallVisit, rememberVisit, UNSENT } from "./page/shelf.ts";
import { Openers } from "./page/openers.ts";
import { part } from "./page/part.ts";
import { Screen } from "./page/screen.ts";
import { lazy, reloadIfReplaced } from "./page/style.ts";
import { strings } from "./strings.ts";

/** How often we look which rooms there are. */
const ROOMS_EVERY_MS = 15_000;

/** When the page has come to rest, and has time for what can wait. */
const INSTALL_AFTER_MS = 3_000;
/** When it loads what one needs who is cut off later. */
const PREPARE_AFTER_MS = 10_000;

/** Where the side bar is a drawer: the same width as in layout.css. */
const NARROW = matchMedia("(max-width: 760px)");

class Page {
  #settings;
  #chat;
  /** Comes with the first news. */
  #announcer = lazy(async () => new (await import("./page/announcer.ts")).Announcer());
  #connection: Connection | undefined;
  #deeds: Deeds | undefined;
  #isInstalled = false;
  /** Comes with who is not known here yet. */
  #entrance: Entrance | undefined;
  #openEntrance = lazy(async () => {
    const { Entrance } = await import("./page/entrance.ts");
    return this.#entrance = new Entrance();
  });
  /** Resolves when someone wants to come in again. */
  #return: PromiseWithResolvers<void> = Promise.withResolvers();

  #reading = this.#newReading();
  /** The side bar where the window is narrow. */
  #drawer = lazy(async () => {
    const { Drawer } = await import("./page/drawer.ts");
    return this.#opened = new Drawer(NARROW);
  });
  /** Once it is loaded. */
  #opened: Drawer | undefined;
  #screen: Screen;
  #openers: Openers;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#chat = this.#newChat();
    this.#screen = new Screen(this.#chat, {
      deeds: () => this.#deeds,
      read: (room) => this.#reading.read(room.name, room.readTo),
      runCommand: (room, line) => this.#runCommand(room, line),
      openMenu: (said, at, doing) =>
        this.#openers.attempt((extras) => extras.openMessageMenu(said, at, doing)),
      comeBack: () => {
        this.#connection?.retryNow();
        this.#return.resolve();
      },
    });
    this.#openers = new Openers({
      settings,
      chat: () => this.#chat,
      deeds: () => this.#deeds,
      screen: this.#screen,
      lookForRooms: () => this.#lookForRooms(),
      goAway: () => this.#goAway(),
    });
    if (NARROW.matches) this.#drawer();
    NARROW.addEventListener("change", () => this.#drawer());
    addEventListener("hashchange", () => this.#goToAddress());
    document.addEventListener("click", ({ target }) => {
      const link = target instanceof Element ? target.closest("a[href^='#']") : null;
      // What the address names already is gone to again: it may be out of sight.
      if (link?.getAttribute("href") === location.hash) this.#goToAddress();
    });
    addEventListener("storage", async (event) => {
      if (event.key?.startsWith(UNSENT)) (await this.#deeds?.pending())?.dropped(event);
    });
    addEventListener("pagehide", () => this.#reading.tellNow());
    addEventListener("online", () => this.#connection?.retryNow());
    setInterval(() => document.hidden || this.#lookForRooms(), ROOMS_EVERY_MS);
  }

  async #runCommand(room: Room, line: string) {
    try {
      return await (await this.#openers.extras()).runCommand(room, line);
    } catch (error) {
      // What it takes could not be loaded.
      console.error(error);
      return strings.notNow;
    }
  }

  /** One visit after the other, for as long as the page is open. */
  async run() {
    await this.#setUp();
    // Who was here before may still have their session: then nobody has to be asked.
    let isKnown = recallVisit() !== undefined;
    for (let problem = "";; isKnown = false) {
      if (!isKnown) {
        this.#clear();
        await (await this.#openEntrance()).pass(problem);
      }
      problem = await this.#visit(recallVisit()?.rooms ?? []);
    }
  }

  /** Who opened the link that the server printed sets it up; nobody finds it in the address after. */
  async #setUp() {
    const code = claimCodeOf(location.hash);
    if (code === undefined) return;
    history.replaceState(null, "", location.pathname + location.search);
    const { setUpServer } = await import("./page/set_up_dialog.ts");
    await setUpServer(code);
  }

  /** Of who was here before, the page keeps nothing. */
  #clear() {
    this.#chat = this.#newChat();
    this.#screen.show(this.#chat);
  }

  /**
   * From coming in until the connection ends for good.
   *
   * @returns why we were not let in, when we were not
   */
  async #visit(rooms: string[]): Promise<string> {
    this.#reading.close();
    this.#reading = this.#newReading();
    this.#clear();
    this.#connection = new Connection(baseUrl(), { byCookie: true });
    this.#deeds = new Deeds(this.#connection, this.#chat, () => this.#screen.draw());
    for (const room of [LOBBY, ...rooms]) this.#connection.join(room);
    this.#goToAddress();
    for await (const event of this.#connection) this.#take(event);
    const { reason, message = "" } = this.#chat.status;
    const isLost = reason === "no-session" || reason?.startsWith("bad-pass");
    if (this.#chat.isWelcome && reason !== "left" && !isLost) {
      await this.#askedToReturn();
      return "";
    }
    forgetVisit();
    if (reason === "no-session") return strings.sessionLost;
    return reason === "left" ? "" : message;
  }

  #take(event: ConnectionEvent) {
    const isBack = this.#chat.isWelcome;
    this.#chat.take(event);
    // Nobody is interrupted: else it waits until a part is wanted.
    if (isBack && event.type === "welcome" && !this.#isBusy()) reloadIfReplaced();
    // Connecting may still end with a refusal of the name; anything else is seen on the screen.
    if (event.type === "status" && event.state !== "connecting") this.#entrance?.close();
    if (event.type === "welcome") this.#welcomed(event.rooms);
    if (event.type === "joined") this.#joined(event);
    if (event.type === "left") this.#moveOn();
    this.#screen.draw();
  }

  /** Whether they are writing, or choosing. */
  #isBusy() {
    const { value } = part(document, "#composer textarea", HTMLTextAreaElement);
    return value !== "" || document.querySelector("dialog[open]") !== null;
  }

  #welcomed(rooms: RoomSummary[]) {
    this.#reading.welcomed(rooms);
    for (const room of this.#chat.directRooms) this.#sayAgain(room);
    this.#lookForRooms();
  }

  #joined({ room: name, reset }: Extract<ConnectionEvent, { type: "joined" }>) {
    this.#install();
    if (reset) this.#reading.forget(name);
    const room = this.#chat.room(name);
    if (room) this.#sayAgain(room);
    this.#remember();
  }

  async #sayAgain(room: Room) {
    if (keysOf(UNSENT).length > 0) (await this.#deeds?.pending())?.sayAgain(room);
  }

  #newChat() {
    return new Chat({
      isMuted: (room) => this.#settings.isMuted(room),
      onNews: async (room, said) => {
        const isShown = room === this.#chat.shown && !document.hidden;
        if (isShown) this.#announce(said);
        if (isShown && document.hasFocus() || room.isMuted) return;
        (await this.#openers.extras()).call(room, said);
      },
    });
  }

  /** Once there is something to come back to, and time for it. */
  #install() {
    if (this.#isInstalled) return;
    this.#isInstalled = true;
    setTimeout(async () => {
      (await import("./page/install.ts")).install();
      (await import("./page/stay.ts")).stay();
      this.#screen.onDrawn = (await import("./page/tab.ts")).openTab(() => this.#chat.shown);
    }, INSTALL_AFTER_MS);
    setTimeout(() => this.#deeds?.prepare(), PREPARE_AFTER_MS);
  }

  async #announce(said: Said) {
    (await this.#announcer()).announce(said);
  }

  #newReading() {
    return new Reading((room, seq) => this.#connection?.signal({ type: "read", room, seq }));
  }

  #askedToReturn() {
    this.#return = Promise.withResolvers();
    return this.#return.promise;
  }

  /** To come back as somebody else. */
  async #goAway() {
    const entrance = await this.#openEntrance();
    entrance.leave();
    this.#connection?.close();
    this.#return.resolve();
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
    this.#goToAddress();
  }

  #goToAddress() {
    // The link was put into a tab that was open: the page begins anew, with it.
    if (claimCodeOf(location.hash) !== undefined) return location.reload();
    const { room, seq } = spotOf(location.hash);
    this.#chat.show(room);
    this.#connection?.join(room);
    this.#opened?.close();
    this.#screen.timeline.goTo(this.#chat.room(room), seq);
    this.#screen.draw();
  }

  async #lookForRooms() {
    try {
      await this.#connection?.ask({ type: "rooms" });
    } catch {
      // Not connected now. Once there is, we look again.
    }
  }
}

const settings = new Settings();
await speak(settings.choices.language);
translate(document);
if ("WebSocket" in globalThis) new Page(settings).run();
else part(document, "#unable", HTMLElement).hidden = false;
