/**
 * One visit: from connecting until the connection ends for good. It owns the connection and what is
 * known by it, passes events on, and shows what somebody says at once, and whether it is stored.
 *
 * @module
 */
import { isDirect, LOBBY } from "../../protocol/name.ts";
import type { RoomSummary, Said } from "../../protocol.ts";
import { Connection, type ConnectionEvent, CutError } from "../../client/connection.ts";
import { type Changed, newId } from "../../client/connection/outbox.ts";
import { Reading } from "../../client/connection/rooms.ts";
import type { Doing } from "./menu/message_menu.ts";
import type { Extras, ExtrasVisit } from "./extras.ts";
import type { VisitOwner } from "./visit/owner.ts";
import type { Pending, PendingVisit } from "./visit/pending.ts";
import type { PendingChange, Room, Unsent } from "./chat/room.ts";
import type { ScreenVisit } from "./screen/screen_visit.ts";
import type { Sending } from "./sending.ts";
import { strings } from "../strings.ts";
import { Chat } from "./chat.ts";
import { addressOf, baseUrl, insist, lazy, reloadIfReplaced } from "./document.ts";
import { FILES, forgetUnsent, forgetVisit, keepUnsent, keysOf, recall } from "./browser_storage.ts";
import { INVITATIONS, recallVisit, rememberVisit, spotOfPage, UNSENT } from "./browser_storage.ts";

/** Rooms that a new browser is in from the start, of those that one knows: the newest. */
const KNOWN_MAX = 100;
/** What the page has to do when somebody has said something comes first. */
const PREPARE_AFTER_MS = 1_000;

export class Visit implements ScreenVisit, ExtrasVisit, PendingVisit {
  #owner;
  readonly connection: Connection;
  readonly chat: Chat;
  readonly settings: VisitOwner["settings"];
  /** What is seldom used: loaded when it is wanted first. */
  readonly extras: () => Promise<Extras> = lazy(async () => {
    const { Extras } = await import("./extras.ts");
    return this.#extras = new Extras(this);
  });
  #extras: Extras | undefined;
  /** What can be done with what is not stored yet: loaded with the first that needs it. */
  readonly pending: () => Promise<Pending> = lazy(async () => {
    return (await import("./visit/pending.ts")).loadPending(this);
  });
  /** What sends files: loaded with the first that is pasted, dropped or chosen. */
  readonly sending: () => Promise<Sending> = lazy(async () => {
    const { loadSending } = await import("./sending.ts");
    return this.loadedSending ??= await loadSending(this, this.#owner.screen.composer);
  });
  loadedSending: Sending | undefined;
  /** How what is not stored yet is withdrawn, by its id. As bounded as the outbox. */
  #withdrawals: Map<string, () => void> = new Map();
  #reading = new Reading((room, seq) => this.connection.signal({ type: "read", room, seq }));
  /** Resolves when somebody who is disconnected for good wants to reconnect. */
  #return: PromiseWithResolvers<void> | undefined;

  constructor(owner: VisitOwner, connection = new Connection(baseUrl(), { byCookie: true })) {
    this.#owner = owner;
    this.connection = connection;
    this.settings = owner.settings;
    this.chat = new Chat({
      hasMuted: (room) => this.settings.hasMuted(room),
      onNews: (room, said) => this.#notify(room, said),
    });
  }

  /**
   * Resolves when the connection has ended, and they want to connect again.
   *
   * @param rooms to be in
   * @returns why the connection was refused, if it was
   */
  async run(rooms: readonly string[]): Promise<string> {
    for (const room of [LOBBY, ...rooms]) this.#join(room);
    this.goToAddress();
    for await (const event of this.connection) this.#handle(event);
    this.#reading.close();
    const { status: last } = this.chat;
    const { reason, message } = last.state === "closed" ? last : { reason: "left", message: "" };
    const isLost = reason === "no-session" || reason.startsWith("bad-pass");
    const mayReturn = this.chat.isWelcome && reason !== "left" && !isLost;
    const was = mayReturn ? undefined : forgetVisit();
    if (mayReturn) await (this.#return = Promise.withResolvers()).promise;
    this.#extras?.close();
    this.loadedSending?.close();
    if (mayReturn || reason === "left") return "";
    if (reason !== "no-session") return message;
    return was?.guest ? strings.guestLost(was.name) : strings.sessionLost;
  }

  draw(): void {
    this.#owner.screen.draw();
  }

  goAway(): void {
    this.#owner.goAway();
  }

  close(): void {
    this.connection.close();
    this.#return?.resolve();
  }

  /** Does what the banner offers: reconnects now, or makes the room that they looked for. */
  accept(): void {
    const { offered } = this.chat;
    if (offered !== undefined) {
      this.chat.show(offered);
      this.connection.join(offered).catch((error) => this.chat.miss(offered, error));
    } else this.connection.retryNow();
    this.#return?.resolve();
  }

  /** Shows what the address names, and is in that room. */
  goToAddress(): void {
    const { screen } = this.#owner;
    const { room, seq } = spotOfPage();
    this.chat.show(room);
    this.#join(room);
    screen.timeline.goTo(this.chat.room(room), seq);
    screen.draw();
  }

  /** Comes to a room if it is there: nobody makes one by a link, or by a name that they mistyped. */
  #join(room: string): void {
    this.connection.join(room, "if-there").catch((error) => this.chat.miss(room, error));
  }

  async lookForRooms(): Promise<void> {
    await this.connection.ask({ type: "rooms" }).catch(() => {/* Once we are connected. */});
  }

  read(room: Room): void {
    this.#reading.read(room.name, room.readTo);
  }

  reportRead(): void {
    this.#reading.reportNow();
  }

  /** Loads the extras and uses them, or shows that they have not come, and can be tried again. */
  async attempt(act: (extras: Extras) => Promise<void>): Promise<void> {
    try {
      await act(await this.extras());
    } catch (error) {
      console.error(error);
      const text = this.connection.state === "open" ? strings.notCome : strings.notNow;
      const again = () => (this.chat.note(""), this.attempt(act));
      this.chat.note(text, { action: strings.tryNow, act: again });
      this.#owner.screen.draw();
    }
  }

  /** @returns what is wrong with it, if something is */
  async runCommand(room: Room, line: string): Promise<string | undefined> {
    try {
      return await (await this.extras()).runCommand(room, line);
    } catch (error) {
      console.error(error);
      return strings.notNow;
    }
  }

  openMenu(said: Said, at: Element, doing: Doing): void {
    this.attempt((extras) => extras.openMessageMenu(said, at, doing));
  }

  /**
   * Says something, which is shown at once.
   *
   * @param reply the number of the message that it answers
   * @throws {RangeError} If too many messages are not stored yet.
   */
  say(room: Room, text: string, reply?: number): void {
    const message = { ...this.newMessage(text), ...(reply !== undefined && { reply }) };
    this.track(room, message, this.connection.say(room.name, text, message));
    room.newAfter = undefined;
  }

  /**
   * Edits a message, deletes it, or reacts to it.
   *
   * @returns why it cannot be sent, if it cannot; whether it is done shows later
   */
  async revise(said: Said, change: PendingChange, text: string): Promise<string | undefined> {
    try {
      (await this.pending()).revise(said, change, text);
    } catch (error) {
      console.error(error);
      return error instanceof RangeError ? error.message : strings.notNow;
    }
  }

  newMessage(text: string): { id: string; from: string; at: number; text: string } {
    return { id: newId(), from: this.chat.you, at: Date.now(), text };
  }

  /** Shows a message or a change that is not stored yet, and what becomes of it. */
  track(room: Room, message: Unsent, { acknowledged, withdraw }: Changed): void {
    this.#withdrawals.set(message.id, withdraw);
    keepUnsent(room.key, message);
    room.expect(message);
    this.#settle(room, message, acknowledged);
  }

  withdraw(id: string): void {
    this.#withdrawals.get(id)?.();
    this.#withdrawals.delete(id);
  }

  /** Loads what changes of messages need, while there is a connection to load it by. */
  prepare(): void {
    this.pending().catch(console.error);
  }

  async #settle(room: Room, message: Unsent, acknowledged: Promise<unknown>) {
    const { id, change } = message;
    try {
      const seq = await acknowledged;
      if (change === undefined && typeof seq === "number") room.stored(id, seq);
      else room.discard(id);
      forgetUnsent(message);
      // What was said can be changed.
      setTimeout(() => this.prepare(), PREPARE_AFTER_MS);
    } catch (error) {
      // Of a page that was closed too early: it is sent again when they are back.
      if (error instanceof CutError) return;
      return (await this.pending()).refused(room, message, error);
    } finally {
      this.#withdrawals.delete(id);
    }
    this.draw();
  }

  #handle(event: ConnectionEvent) {
    const isBack = this.chat.isWelcome;
    this.chat.handle(event);
    const how = this.#owner.screen.isBusy ? "ask" : "now";
    if (isBack && event.type === "welcome") reloadIfReplaced(how);
    // Connecting may still end with a refusal of the name; anything else is seen on the screen.
    if (event.type === "status" && event.state !== "connecting") this.#owner.decided();
    if (event.type === "welcome") this.#welcomed(event.rooms);
    const isKept = event.type === "welcome" && recall(INVITATIONS) !== undefined;
    if (event.type === "invited" || isKept) this.attempt((all) => all.showInvitations(event));
    if (event.type === "joined") this.#joined(event);
    if (event.type === "left") this.#moveOn();
    if (event.type === "read" && event.back) this.#reading.back(event.room, event.seq);
    this.#owner.screen.draw();
  }

  #welcomed(rooms: readonly RoomSummary[]) {
    this.#reading.welcomed(rooms);
    // A browser in which they were in no room has those that they read elsewhere.
    const isNewHere = !recallVisit()?.rooms.length;
    for (const { room, read, back, joined } of isNewHere ? rooms.slice(0, KNOWN_MAX) : []) {
      if ((read > 0 || back || joined) && !isDirect(room)) this.#join(room);
    }
    this.loadedSending?.connected();
    for (const room of this.chat.directRooms) this.#sendAgain(room);
    this.lookForRooms();
  }

  #joined(event: Extract<ConnectionEvent, { type: "joined" }>) {
    this.#owner.entered();
    this.#reading.joined(event);
    const room = this.chat.room(event.room);
    if (room) this.#sendAgain(room);
    this.#remember();
  }

  #sendAgain(room: Room) {
    if (keysOf(UNSENT).length > 0) insist(this.pending).then((pending) => pending.sendAgain(room));
    if (recall(FILES + this.chat.you) === undefined) return;
    const restored = insist(this.sending).then((sending) => sending.restore(room));
    this.#owner.screen.composer.awaits(restored, room);
  }

  async #notify(room: Room, said: Said) {
    try {
      await (await this.extras()).notify(room, said);
    } catch (error) {
      // What that needs could not be loaded: nobody is notified, and the next news tries again.
      console.error(error);
    }
  }

  #remember() {
    const { you: name, guest, rooms } = this.chat;
    rememberVisit({ name, guest, rooms: rooms.map(({ name }) => name) });
  }

  /** Out of a room that was left. */
  #moveOn() {
    this.#remember();
    history.replaceState(null, "", addressOf(this.chat.shown?.name ?? LOBBY));
    this.goToAddress();
    // The room may be hidden from them now.
    this.lookForRooms();
  }
}
