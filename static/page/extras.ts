/**
 * Menus, dialogs, the search and the sound: each is loaded when somebody wants it for the first time.
 *
 * @module
 */

import type { Said } from "../../protocol.ts";
import type { Order } from "../../client/connection/slash.ts";
import type { Chat } from "./chat.ts";
import type { Deeds } from "./deeds.ts";
import type { Doing } from "./message_menu.ts";
import type { Room } from "./room.ts";
import type { Screen } from "./screen.ts";
import type { Search } from "./search.ts";
import { Account } from "../../client/connection/account.ts";
import { directRoom } from "../../protocol/name.ts";
import { Session } from "../../client/connection/session.ts";
import { strings } from "../strings.ts";
import { addressOf, baseUrl } from "./address.ts";
import { enter, obey, tell } from "./asking.ts";
import { Settings } from "./settings.ts";

/** What the extras work on. */
export interface Surroundings {
  settings: Settings;
  chat: () => Chat;
  deeds: () => Deeds | undefined;
  screen: Screen;
  lookForRooms: () => void;
  goAway: () => void;
}

export class Extras {
  #around;
  #session = new Session(baseUrl());
  #search: Search | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Asks for a room, or a person, to go to. */
  async findRoom(): Promise<void> {
    const { openRoomFinder } = await import("./room_finder.ts");
    this.#around.lookForRooms();
    await openRoomFinder(this.#around.chat(), goTo);
  }

  /** @param words to look for at once, if any */
  async search(words: string): Promise<void> {
    const { chat, deeds } = this.#around;
    const { Search } = await import("./search.ts");
    this.#search ??= new Search((question) => {
      const asked = deeds()?.ask(question);
      return asked ?? Promise.reject(new Error("Not connected"));
    });
    const { shown } = chat();
    if (shown) await this.#search.open(shown, words);
  }

  /** @param at where it opens */
  async openMessageMenu(said: Said, at: Element, doing: Doing): Promise<void> {
    const { openMessageMenu } = await import("./message_menu.ts");
    const { you } = this.#around.chat();
    const blocker = this.#blocker();
    if (blocker === undefined) return;
    // The line may be cut before something is picked: then it is kept.
    blocker.deeds.prepare();
    await openMessageMenu(said, { you, at, blocker, ...doing });
  }

  async openPersonMenu(name: string, at: Element): Promise<void> {
    const { openPersonMenu } = await import("./blocking.ts");
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

  async runCommand(room: Room, line: string): Promise<string | undefined> {
    const { runCommand } = await import("./commands.ts");
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
        confirm: async (question, yes) => (await import("./dialog.ts")).confirm(question, yes),
        search: (words) => this.search(words),
        help: () => this.#openHelp(),
      },
      room,
      line,
    );
  }

  async #obey(deeds: Deeds, order: Order) {
    if (order.type !== "block" && order.type !== "unblock") return await obey(deeds, order);
    const { changeBlock } = await import("./blocking.ts");
    const { chat, screen } = this.#around;
    return await changeBlock({ deeds, chat: chat(), draw: () => screen.draw() }, order);
  }

  /** Something was said that is news: it may be a call. */
  async call(room: Room, said: Said): Promise<void> {
    const { chat } = this.#around;
    // As it was chosen last, which may have been in another tab.
    const settings = new Settings();
    const { sound, notices } = settings.choices;
    if (sound === "off" && notices === "off" || settings.isMuted(room.key)) return;
    const { call } = await import("./call.ts");
    await call(room, said, { you: chat().you, sound, notices });
  }

  async openSettings(): Promise<void> {
    const { openSettings } = await import("./settings_dialog.ts");
    const { settings, chat, goAway } = this.#around;
    const claimName = () => this.#claimName();
    const openAccount = () => this.#openAccount();
    const openBlocks = () => this.#openBlocks();
    const { guest } = chat();
    await openSettings(settings, { guest, claimName, openAccount, openBlocks, goAway });
  }

  async #openBlocks() {
    const { openBlocks } = await import("./blocking.ts");
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
    const { openClaim } = await import("./claim_dialog.ts");
    const chat = this.#around.chat();
    await openClaim(new Account(this.#session), chat.you, () => chat.guest = false);
  }

  async #openAccount() {
    const { chat, screen, goAway } = this.#around;
    try {
      const { openAccount } = await import("./account_dialog.ts");
      const me = await this.#session.whoAmI();
      if (me) await openAccount(new Account(this.#session), { ...me, onDeleted: goAway });
    } catch {
      chat().note(strings.notNow);
      screen.draw();
    }
  }

  async #openHelp() {
    const { openHelp } = await import("./help_dialog.ts");
    await openHelp();
  }

  async openRoomMenu(at: Element): Promise<void> {
    const { openRoomMenu } = await import("./room_menu.ts");
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

function goTo(room: string) {
  location.hash = addressOf(room);
}
