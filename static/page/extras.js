// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Order } from "../connection/slash.js" */
/** @import { Chat } from "./chat.js" */
/** @import { Deeds } from "./deeds.js" */
/** @import { Doing } from "./message_menu.js" */
/** @import { Room } from "./room.js" */
/** @import { Screen } from "./screen.js" */
/** @import { Search } from "./search.js" */

/**
 * Menus, dialogs, the search and the sound: each is loaded when somebody wants it for the first time.
 *
 * @module
 */

import { Account } from "../connection/account.js";
import { directRoom } from "../connection/names.js";
import { Session } from "../connection/session.js";
import { strings } from "../strings.js";
import { addressOf, baseUrl } from "./address.js";
import { enter, obey, tell } from "./asking.js";
import { Settings } from "./settings.js";

/**
 * What the extras work on.
 *
 * @typedef {object} Surroundings
 * @property {Settings} settings
 * @property {() => Chat} chat
 * @property {() => Deeds | undefined} deeds
 * @property {Screen} screen
 * @property {() => void} lookForRooms
 * @property {() => void} goAway
 */

export class Extras {
  #around;
  #session = new Session(baseUrl());
  /** @type {Search | undefined} */
  #search;

  /** @param {Surroundings} around */
  constructor(around) {
    this.#around = around;
  }

  /** Asks for a room, or a person, to go to. */
  async findRoom() {
    const { openRoomFinder } = await import("./room_finder.js");
    this.#around.lookForRooms();
    await openRoomFinder(this.#around.chat(), goTo);
  }

  /** @param {string} words to look for at once, if any */
  async search(words) {
    const { chat, deeds } = this.#around;
    const { Search } = await import("./search.js");
    this.#search ??= new Search((question) => {
      const asked = deeds()?.ask(question);
      return asked ?? Promise.reject(new Error("There is no connection"));
    });
    const { shown } = chat();
    if (shown) await this.#search.open(shown, words);
  }

  /**
   * @param {Said} said
   * @param {Element} at where it opens
   * @param {Doing} doing
   */
  async openMessageMenu(said, at, doing) {
    const { openMessageMenu } = await import("./message_menu.js");
    const { you } = this.#around.chat();
    const blocker = this.#blocker();
    if (blocker === undefined) return;
    // The line may be cut before something is picked: then it is kept.
    blocker.deeds.prepare();
    await openMessageMenu(said, { you, at, blocker, ...doing });
  }

  /**
   * @param {string} name
   * @param {Element} at
   */
  async openPersonMenu(name, at) {
    const { openPersonMenu } = await import("./blocking.js");
    const blocker = this.#blocker();
    const room = directRoom([name, this.#around.chat().you]);
    if (blocker) await openPersonMenu(blocker, { name, room }, at);
  }

  #blocker() {
    const { chat, deeds, screen } = this.#around;
    const here = deeds();
    const account = new Account(this.#session);
    return here && { deeds: here, chat: chat(), account, draw: () => screen.draw(), goTo };
  }

  /**
   * @param {Room} room
   * @param {string} line
   */
  async runCommand(room, line) {
    const { runCommand } = await import("./commands.js");
    const deeds = this.#around.deeds();
    if (deeds === undefined) return strings.notNow;
    const { you } = this.#around.chat();
    return runCommand(
      {
        you,
        goTo,
        leave: (room) => deeds.leave(room),
        enter: (room) => enter(deeds, room),
        tell: (room, text) => tell(deeds, this.#around.chat(), room, text),
        obey: (order) => this.#obey(deeds, order),
        confirm: async (question, yes) => (await import("./dialog.js")).confirm(question, yes),
        search: (words) => this.search(words),
        help: () => this.#openHelp(),
      },
      room,
      line,
    );
  }

  /**
   * @param {Deeds} deeds
   * @param {Order} order
   */
  async #obey(deeds, order) {
    if (order.type !== "block" && order.type !== "unblock") return await obey(deeds, order);
    const { changeBlock } = await import("./blocking.js");
    const { chat, screen } = this.#around;
    return await changeBlock({ deeds, chat: chat(), draw: () => screen.draw() }, order);
  }

  /**
   * Something was said that is news: it may be a call.
   *
   * @param {Room} room
   * @param {Said} said
   */
  async call(room, said) {
    const { chat } = this.#around;
    // As it was chosen last, which may have been in another tab.
    const settings = new Settings();
    const { sound, notices } = settings.choices;
    if (sound === "off" && notices === "off" || settings.isMuted(room.key)) return;
    const { call } = await import("./call.js");
    await call(room, said, { you: chat().you, sound, notices });
  }

  async openSettings() {
    const { openSettings } = await import("./settings_dialog.js");
    const { settings, chat, goAway } = this.#around;
    const claimName = () => this.#claimName();
    const openAccount = () => this.#openAccount();
    const openBlocks = () => this.#openBlocks();
    const { guest } = chat();
    await openSettings(settings, { guest, claimName, openAccount, openBlocks, goAway });
  }

  async #openBlocks() {
    const { openBlocks } = await import("./blocking.js");
    const blocker = this.#blocker();
    try {
      if (blocker) await openBlocks(blocker);
    } catch (error) {
      console.error(error);
      this.#around.chat().note(strings.notNow);
      this.#around.screen.draw();
    }
  }

  async #claimName() {
    const { openClaim } = await import("./claim_dialog.js");
    const chat = this.#around.chat();
    await openClaim(new Account(this.#session), chat.you, () => chat.guest = false);
  }

  async #openAccount() {
    const { chat, screen, goAway } = this.#around;
    try {
      const { openAccount } = await import("./account_dialog.js");
      const me = await this.#session.whoAmI();
      if (me) await openAccount(new Account(this.#session), { ...me, onDeleted: goAway });
    } catch {
      chat().note(strings.notNow);
      screen.draw();
    }
  }

  async #openHelp() {
    const { openHelp } = await import("./help_dialog.js");
    await openHelp();
  }

  /** @param {Element} at */
  async openRoomMenu(at) {
    const { openRoomMenu } = await import("./room_menu.js");
    const { chat, settings, screen } = this.#around;
    const { shown } = chat();
    const deeds = this.#around.deeds();
    if (shown === undefined || deeds === undefined) return;
    const toggleMute = () => {
      settings.toggleMute(shown.key);
      shown.isMuted = settings.isMuted(shown.key);
      screen.draw();
    };
    await openRoomMenu(shown, { at, deeds, toggleMute });
  }
}

/** @param {string} room */
function goTo(room) {
  location.hash = addressOf(room);
}
