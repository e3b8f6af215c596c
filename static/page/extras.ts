/**
 * Menus, dialogs, the search and the sound: each is loaded when somebody wants it for the first time.
 *
 * @module
 */

import type { Said } from "../../protocol.ts";
import type { Chat } from "./chat.ts";
import type { Connection } from "../../client/connection.ts";
import type { PendingChange } from "./chat/room.ts";
import type { Doing } from "./menu/message_menu.ts";
import type { Room } from "./chat/room.ts";
import { Finding } from "./extras/finding.ts";
import { leavePrivateRooms, makePrivateRoom, openSeal } from "./extras/private_rooms.ts";
import { RECENT } from "./screen/frame/recent.ts";
import type { StartOptions } from "./screen/timeline/empty.ts";
import type { Invitations } from "./screen/invitations.ts";
import { Account } from "../../client/connection/account.ts";
import { People } from "../../client/connection/account/people.ts";
import { Session } from "../../client/connection/endpoint.ts";
import { addressOf, baseUrl, lazy } from "./document.ts";
import { find, join, sayIn } from "./visit/actions.ts";
import { FILES, INVITATIONS, keep, recall, Settings } from "./browser_storage.ts";

/** The visit that the extras are of. */
export interface ExtrasVisit {
  readonly chat: Chat;
  readonly connection: Connection;
  readonly settings: Settings;
  /** There is something to draw. */
  draw(): void;
  lookForRooms(): void;
  /** Does something with what is loaded for it, or shows that it needs a connection. */
  attempt(act: () => Promise<void>): Promise<void>;
  /** They want to sign in as somebody else. */
  goAway(): void;
  say(room: Room, text: string): void;
  /** Sends a change of a message, and returns why it cannot be sent, if it cannot. */
  revise(said: Said, change: PendingChange, text: string): Promise<string | undefined>;
  /** Loads what changes of messages need. */
  prepare(): void;
}

export class Extras {
  #visit;
  #session = new Session(baseUrl());
  #people = new People(this.#session);
  readonly finding: Finding;
  #invitations: Invitations | undefined;
  #announcer = lazy(async () => new (await import("./call/announcer.ts")).Announcer());

  constructor(visit: ExtrasVisit) {
    this.#visit = visit;
    this.finding = new Finding(visit, this.#session);
  }

  /** The visit has ended: what was opened for it is closed. */
  close(): void {
    this.finding.close();
    this.#invitations?.close();
  }

  /** Shows into which rooms they are invited, and that they have been into one more, if that is given. */
  async showInvitations(event: { type: string; room?: string; from?: string }): Promise<void> {
    const { Invitations } = await import("./screen/invitations.ts");
    const { chat, connection } = this.#visit;
    const isIn = (room: string) => chat.isIn(room);
    const visit = { connection, session: this.#session, you: () => chat.you, isIn, goTo };
    this.#invitations ??= new Invitations(visit);
    const { type, room, from } = event;
    const isNew = type === "invited" && room !== undefined && from !== undefined;
    await (isNew ? this.#invitations.add({ room, from }) : this.#invitations.show());
  }

  /** Opens what a button of index.html names by its `data-opens`. */
  async open(button: Element): Promise<void> {
    await OPENERS[button.getAttribute("data-opens") ?? ""]?.(this, button);
  }

  /** Asks for a room, or a person, to go to. */
  async findRoom(): Promise<void> {
    const { openRoomFinder } = await import("./dialog/room_finder.ts");
    this.#visit.lookForRooms();
    const { chat, connection } = this.#visit;
    const make = async (room: string) => {
      const problem = await join(connection, room);
      if (problem === undefined) return goTo(room);
      chat.note(problem);
      this.#visit.draw();
    };
    const findPeople = (words: string) => this.#people.find(words.replace(/^@/, ""));
    const makePrivate = () => this.#visit.attempt(makePrivateRoom);
    await openRoomFinder(chat, { goTo, make, makePrivate, findPeople });
  }

  /** Tells what is protected in the private room that is shown. */
  async openSeal(): Promise<void> {
    await openSeal(this.#visit.chat.shown);
  }

  /** @param at where it opens */
  async openMessageMenu(said: Said, at: Element, doing: Doing): Promise<void> {
    const { openMessageMenu } = await import("./menu/message_menu.ts");
    const { you } = this.#visit.chat;
    const revise = (change: PendingChange, text: string) => this.#revise(said, change, text);
    // The connection may be cut before something is picked: then it is kept.
    this.#visit.prepare();
    const openPerson = () => this.#visit.attempt(() => this.openPerson(at, said.from));
    await openMessageMenu(said, {
      ...{ you, at, blocker: this.#blocker(), revise, openPerson },
      ...doing,
    });
  }

  /** Changes a message, or shows why that is not possible now. */
  async #revise(said: Said, change: PendingChange, text: string): Promise<void> {
    const problem = await this.#visit.revise(said, change, text);
    if (problem === undefined) return;
    this.#visit.chat.note(problem);
    this.#visit.draw();
  }

  /** @param at what shows them, or has in it what does; where it does not, `name` says who it is */
  async openPerson(at: Element, name?: string): Promise<void> {
    const { openPerson } = await import("./menu/person_menu.ts");
    await openPerson(this.#blocker(), { people: this.#people, at, name });
  }

  /** Has somebody change what they tell of themselves. */
  async #changeOwn(what: "profile" | "status") {
    const { openOwn } = await import("./menu/person_menu.ts");
    await this.#visit.attempt(() => openOwn(this.#people, this.#visit.chat.you, what));
  }

  #blocker() {
    const { chat, connection } = this.#visit;
    const account = new Account(this.#session);
    const session = this.#session;
    return { connection, chat, account, session, draw: () => this.#visit.draw(), goTo };
  }

  async runCommand(room: Room, line: string): Promise<string | undefined> {
    const { runCommand } = await import("./visit/commands.ts");
    const { chat, connection } = this.#visit;
    return runCommand(
      {
        you: chat.you,
        goTo,
        leave: (room) => connection.leave(room.name),
        join: (room) => join(connection, room),
        find: (room) => find(connection, room),
        say: (room, text) => sayIn(room, text, this.#visit),
        change: async (wanted, removal) => {
          const { giveOrder } = await import("./visit/order.ts");
          return await giveOrder(wanted, removal, this.#blocker(), this.#visit);
        },
        confirm: async (question, yes) => (await import("./dialog.ts")).confirm(question, yes),
        search: (words) => this.finding.search(words),
        invite: ({ name: room }) => this.#openInvites({ room }),
        help: () => this.#openHelp(),
      },
      room,
      line,
    );
  }

  /** Something new was said: it is read out where it is seen or calls, and notified of elsewhere. */
  async notify(room: Room, said: Said): Promise<void> {
    const isShown = room === this.#visit.chat.shown && !document.hidden;
    const { you } = this.#visit.chat;
    if (isShown) (await this.#announcer()).announce(said);
    else if (!document.hidden) await this.#announceCall(room, said, you);
    if (isShown && document.hasFocus() || room.isMuted) return;
    // As it was chosen last, which may have been in another tab.
    const settings = new Settings();
    const { sound, notices } = settings.choices;
    if (sound === "off" && notices === "off") return;
    if (room.level === undefined && settings.hasMuted(room.key)) return;
    const { call } = await import("./call.ts");
    await call(room, said, { you, sound, notices, session: this.#session });
  }

  async #announceCall(room: Room, said: Said, you: string) {
    const { callsYou, originOf } = await import("./call/calls.ts");
    if (callsYou(room, said, you)) (await this.#announcer()).announce(said, originOf(room, said));
  }

  async openSettings(): Promise<void> {
    const { openSettings } = await import("./dialog/settings_dialog.ts");
    const { settings } = this.#visit;
    const goAway = () => this.#goAway();
    const claimName = () => this.#claimName();
    const openAccount = () => this.#openAccount();
    const openBlocks = () => this.#openBlocks();
    const changeOwn = (what: "profile" | "status") => this.#changeOwn(what);
    const { chat } = this.#visit;
    const isAdmin = () => new Account(this.#session).isAdmin();
    const openNotifications = () =>
      this.#visit.attempt(async () =>
        (await import("./dialog/notifications.ts")).openNotifications(this.#session)
      );
    const openers = { claimName, openAccount, openBlocks, changeOwn, openNotifications };
    await openSettings(settings, { chat, isAdmin, ...openers, goAway });
  }

  async #openBlocks() {
    const { openBlocks } = await import("./menu/person_menu.ts");
    await this.#visit.attempt(() => openBlocks(this.#blocker()));
  }

  async #claimName() {
    const { openClaim } = await import("./dialog/claim_dialog.ts");
    const { chat } = this.#visit;
    const account = new Account(this.#session);
    await openClaim(account, chat.you, () => chat.guest = false);
  }

  async #openAccount() {
    await this.#visit.attempt(async () => {
      const { openAccount } = await import("./dialog/account_dialog.ts");
      const me = await this.#session.whoAmI();
      const onDeleted = () => this.#goAway();
      const openBots = async () =>
        await (await import("./dialog/programs_dialog.ts")).openBots(this.#session);
      const openInvites = () => this.#openInvites();
      const more = { openBots, openInvites, onDeleted };
      if (me) await openAccount(new Account(this.#session), { ...me, ...more });
    });
  }

  /** Who goes leaves no files to the next who sits here. */
  async #goAway() {
    const { you } = this.#visit.chat;
    if (!await leavePrivateRooms(you)) return;
    keep(INVITATIONS, undefined);
    keep(RECENT, undefined);
    try {
      if (recall(FILES + you) === undefined) return;
      const { forgetFiles } = await import("./sending/drafts/file_store.ts");
      await forgetFiles(you);
    } finally {
      this.#visit.goAway();
    }
  }

  async #openHelp() {
    const { openHelp } = await import("./dialog/help_dialog.ts");
    await openHelp();
  }

  async showFirstSteps(): Promise<void> {
    const { showFirstSteps } = await import("./screen/first_steps.ts");
    await showFirstSteps(this.#visit, this.#session, (onMade) => this.#openInvites({ onMade }));
  }

  async #openInvites(into: { room?: string; onMade?: () => void } = {}) {
    await this.#visit.attempt(async () => {
      const { openInvites } = await import("./screen/invitations/invite_dialog.ts");
      await openInvites(this.#session, into);
    });
  }

  /** What a room is offered where nothing was said yet. */
  startOf({ name: room }: Room): StartOptions {
    const openInvites = () => this.#openInvites({ room });
    return { connection: this.#visit.connection, moderator: this.#blocker(), openInvites };
  }

  async openRoomMenu(at: Element): Promise<void> {
    const { openRoomMenu } = await import("./menu/room_menu.ts");
    const { chat: { shown }, connection } = this.#visit;
    if (shown === undefined) return;
    const openHooks = async () => {
      const { openHooks } = await import("./dialog/programs_dialog.ts");
      await openHooks(this.#session, shown.name);
    };
    const openInvites = () => this.#openInvites({ room: shown.name });
    const openFiles = () => this.#visit.attempt(() => this.finding.openFiles(shown));
    const openDate = () => this.#visit.attempt(() => this.finding.goToDate());
    const openPins = () => this.#visit.attempt(() => this.finding.openPins(shown));
    const openers = { openFiles, openDate, openPins, openInvites, openHooks };
    const moderator = this.#blocker();
    await openRoomMenu(shown, { at, connection, visit: this.#visit, moderator, ...openers });
  }
}

const OPENERS: Record<string, (extras: Extras, button: Element) => Promise<void>> = {
  findRoom: (extras) => extras.findRoom(),
  search: (extras) => extras.finding.search(""),
  settings: (extras) => extras.openSettings(),
  seal: (extras) => extras.openSeal(),
  roomMenu: (extras, button) => extras.openRoomMenu(button),
  person: (extras, button) => extras.openPerson(button),
  date: (extras, line) => extras.finding.goToDate(line),
};

function goTo(room: string) {
  location.hash = addressOf(room);
}
