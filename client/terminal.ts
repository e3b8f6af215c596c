/**
 * Chats with someone at a terminal.
 *
 * @module
 */

import type { Event } from "../protocol.ts";
import type { SealedConnection } from "./sealed/connection.ts";
import type { TerminalOptions } from "./terminal/options.ts";
import { changeLanguage } from "./program/chosen_language.ts";
import { SealedTransfers } from "./sealed/transfers.ts";
import { Reading } from "./connection/rooms.ts";
import { settlesWithin } from "./library/waiting.ts";
import { AccountCommands, isAboutAccount } from "./terminal/account.ts";
import { NickCommand } from "./terminal/account/nick.ts";
import { Changer } from "./terminal/changes.ts";
import { isAboutMessage } from "./terminal/changes/target.ts";
import type { Action } from "./terminal/screen/modes.ts";
import { FileCommands } from "./terminal/files.ts";
import type { FileInput } from "./terminal/files/arguments.ts";
import { completePath } from "./terminal/files/complete.ts";
import { ShownFiles } from "./terminal/files/shown.ts";
import { Draft, isAboutRoom } from "./terminal/draft.ts";
import { TypingNotice } from "./terminal/draft/typing.ts";
import { Sayings } from "./terminal/draft/sayings.ts";
import { type Input, readInput } from "./terminal/commands.ts";
import { helpOn } from "./terminal/commands/help.ts";
import { complete, isAboutRooms } from "./terminal/commands/completion.ts";
import { isAboutPrivate, RoomCommands } from "./terminal/rooms.ts";
import { KeyCommands } from "./terminal/keys.ts";
import { Pictures } from "./terminal/pictures.ts";
import { Lookup } from "./terminal/lookup.ts";
import { Finder } from "./terminal/lookup/finder.ts";
import { History } from "./terminal/lookup/history.ts";
import { plainLine } from "./plain_text.ts";
import { card } from "./terminal/view/card.ts";
import { isSame, Renderer } from "./terminal/view/render.ts";
import { type Display, Screen } from "./terminal/screen.ts";
import type { Typist } from "./terminal/screen/typist.ts";
import { PlainScreen } from "./terminal/screen/plain.ts";
import { View } from "./terminal/view.ts";
import { say } from "./program/languages.ts";

/** How long leaving waits for what was said to be stored, and then for the server's goodbye. */
const GOODBYE_MS = 1_500;
/** On these, too, the terminal is given back as it was. */
const SIGNALS: Deno.Signal[] = Deno.build.os === "windows" ? [] : ["SIGTERM", "SIGHUP"];

/** The terminal client: what is typed goes to the connection, its events to the screen. */
export class Terminal implements Typist {
  readonly #connection: SealedConnection;
  readonly #shown = new ShownFiles();
  readonly #screen: Display;
  /** The same, unless it is plain: keys are heard, and the terminal is asked what it shows. */
  readonly #keys: Screen | undefined;
  readonly #view: View;
  readonly #rooms: RoomCommands;
  readonly #reading: Reading;
  readonly #account: AccountCommands;
  readonly #names: NickCommand;
  readonly #lookup: Lookup;
  readonly #history: History;
  readonly #finder: Finder;
  readonly #changer: Changer;
  readonly #transfers: SealedTransfers;
  readonly #files: FileCommands;
  /** Missing if somebody wants none. */
  readonly #pictures: Pictures | undefined;
  readonly #draft = new Draft();
  readonly #typing: TypingNotice;
  readonly #keyCommands: KeyCommands | undefined;
  /** The room to open after `welcome`: until then nobody knows whose `@bob` it is. */
  #room: string | undefined;
  readonly #left = Promise.withResolvers<void>();
  readonly #sayings: Sayings;
  #endedWell = true;

  constructor(
    connection: SealedConnection,
    { url, room, keys, pictures = true, plain = false }: TerminalOptions,
  ) {
    this.#connection = connection;
    this.#keys = plain ? undefined : new Screen(this);
    this.#screen = this.#keys ?? new PlainScreen(this);
    const looks = { weight: !plain, colour: !Deno.noColor && !plain };
    const columns = () => this.#screen.columns;
    const renderer = new Renderer({ ...looks, files: this.#shown, columns }, Date.now());
    this.#view = new View(this.#screen, renderer);
    this.#reading = new Reading((room, seq) => connection.signal({ type: "read", room, seq }));
    const confirm = (question: string) => this.#screen.confirm(question);
    this.#account = new AccountCommands(url, connection, {
      ask: (...questions) => this.#screen.askSecrets(...questions),
      confirm,
      quiet: (...lines) => this.#view.quiet(...lines),
      wrong: (message) => this.#view.wrong(message),
      card: (file) => card(file, this.#shown.number(file)),
      upload: async (path) => (await this.#files.upload({ paths: [path] }))?.[0],
    });
    this.#names = new NickCommand(url, connection, this.#view, confirm);
    this.#lookup = new Lookup(connection, renderer, this.#view);
    this.#rooms = new RoomCommands(connection, {
      ...{ url, keys, looks, view: this.#view, labels: renderer.labels },
      ...{ lookup: this.#lookup, reading: this.#reading },
    });
    this.#history = new History(connection, this.#view);
    this.#finder = new Finder(connection, renderer, this.#view);
    this.#sayings = new Sayings(connection, this.#view);
    this.#changer = new Changer(connection, this.#view, this.#sayings, {
      ...{ url, confirm, copy: (text: string) => this.#screen.copy(text) },
    });
    this.#typing = new TypingNotice(connection);
    this.#keyCommands = this.#keys && new KeyCommands(this.#keys, {
      ...{ connection, view: this.#view, draft: this.#draft },
      ...{ history: this.#history, changer: this.#changer },
    });
    this.#transfers = new SealedTransfers(url, () => connection.token);
    const permits = (what: Deno.PermissionDescriptor) => this.#screen.permits(what);
    this.#files = new FileCommands(this.#transfers, this.#shown, this.#view, permits);
    this.#pictures = pictures && !plain ? new Pictures(this.#transfers, this.#view) : undefined;
    this.#room = room;
    this.#view.lookAt(room);
    if (plain) this.#draft.typed(" ", room);
  }

  /** Chats until one side has enough. Resolves with whether that was ours, with everything said. */
  async run(): Promise<boolean> {
    const leave = () => this.#screen[Symbol.dispose]();
    const interrupt = () => this.#screen.interrupt();
    Deno.addSignalListener("SIGINT", interrupt);
    for (const signal of SIGNALS) Deno.addSignalListener(signal, leave);
    try {
      const ended = this.#follow();
      if (this.#pictures) {
        this.#keys?.keyboard.abilities().then((found) => this.#pictures?.begin(found));
      }
      await Promise.race([ended, this.#left.promise]);
      await this.#keys?.back;
      await settlesWithin(this.#sayings.allSettled(), GOODBYE_MS);
      this.#files.leave();
      this.#pictures?.leave();
      this.#reading.reportNow();
      this.#connection.close();
      await settlesWithin(Promise.all([ended, this.#sayings.allSettled()]), GOODBYE_MS);
      return this.#endedWell && !this.#files.wasCut && !this.#sayings.wasCut;
    } finally {
      for (const signal of SIGNALS) Deno.removeSignalListener(signal, leave);
      Deno.removeSignalListener("SIGINT", interrupt);
      leave();
      this.#view[Symbol.dispose]();
      this.#reading.close();
    }
  }

  entered(line: string, isGarbled: boolean): void {
    this.#typing.entered();
    this.#take(line, isGarbled);
    this.#beginLine();
    this.#keyCommands?.entered(line);
  }

  /** Nobody knows when a line is begun there: as soon as the one before was entered, it may be. */
  #beginLine(): void {
    if (!this.#keys) this.#draft.begin(this.#view.room);
  }

  #take(line: string, isGarbled: boolean): void {
    const { room } = this.#view;
    const begunIn = this.#draft.end(room);
    if (isGarbled) {
      return this.#view.wrong(
        say`Not sent: this is not UTF-8. Set the terminal and its locale to UTF-8, and type it again`,
      );
    }
    if (!this.#rooms.isOne(begunIn, room) && isAboutRoom(line, begunIn, room)) {
      const strayed = this.#rooms.strayed(begunIn, room);
      return this.#view.wrong(`${strayed} ${this.#screen.takeBack}`);
    }
    this.#do(readInput(line, room));
  }

  typed(line: string): void {
    const room = this.#view.room;
    this.#draft.typed(line, room);
    if (isAboutRooms(line)) this.#lookup.learnRooms();
    this.#typing.typed(line, room);
  }

  left(): void {
    this.#left.resolve();
  }

  jumped(key: string): void {
    this.#rooms.jump(key);
  }

  acted(action: Action): void {
    this.#keyCommands?.do(action);
  }

  noted(question: string | undefined): void {
    this.#view.note(question);
  }

  cleared(): boolean {
    return this.#keyCommands?.cleared() ?? false;
  }

  complete(line: string): [string[], string] {
    const paths = completePath(line);
    if (paths !== undefined) return paths;
    return complete(line, this.#rooms.people.map(plainLine), this.#rooms.names.map(plainLine));
  }

  async #follow(): Promise<void> {
    for await (const event of this.#connection) {
      this.#view.show(event);
      this.#rooms.reads(event);
      if (event.type === "said" && isSame(event.room, this.#view.room)) {
        this.#pictures?.offer(event);
      }
      if (event.type === "welcome") this.#welcomed(event);
      if (event.type !== "status" || event.state !== "closed") continue;
      if (event.reason !== "left") this.#endedWell = false;
    }
  }

  #welcomed({ rooms, limits }: Extract<Event, { type: "welcome" }>): void {
    // An older server says nothing of files.
    this.#transfers.sizeMax = limits?.file ?? Infinity;
    this.#reading.welcomed(rooms);
    if (this.#room !== undefined) this.#rooms.join(this.#room);
    this.#room = undefined;
  }

  #do(input: Input): void {
    if (isAboutAccount(input)) return void this.#account.do(input);
    const begin = () => this.#beginLine();
    if (isAboutPrivate(input)) return void this.#rooms.private.do(input, begin);
    if (isAboutMessage(input)) return this.#changer.changeMessage(input);
    switch (input.type) {
      case "nothing":
        return;
      case "say":
        return this.#sayings.say(input.room, input.text);
      case "join":
        return this.#rooms.join(input.room, "if-there");
      case "make":
        return this.#rooms.join(input.room);
      case "tell":
        return this.#sayings.say({ to: input.to }, input.text);
      case "order":
        return void this.#changer.give(input);
      case "file":
        return this.#sayings.keep(this.#sendFiles(input));
      case "save":
        return this.#sayings.keep(this.#files.save(input));
      case "data":
        return this.#sayings.keep(this.#files.saveData(input));
      case "leave":
        return this.#rooms.leave(input.room);
      case "who":
        return void this.#lookup.who(this.#rooms.full(input.room));
      case "history":
        return void this.#history.list(input);
      case "rooms":
        return void this.#lookup.rooms();
      case "search":
      case "pins":
      case "mentions":
      case "goto":
        return void this.#finder.find({ ...input, room: this.#rooms.full(input.room) });
      case "retry":
        return this.#connection.retryNow();
      case "language":
        return void changeLanguage(input.tag).then((line) => this.#view.quiet(line));
      case "nick":
        return void this.#names.rename(input.name);
      case "clear":
        return this.#clear();
      case "help":
        return this.#view.quiet(...helpOn(input.topic, this.#view.columns) ?? []);
      case "quit":
        return this.#screen[Symbol.dispose]();
      case "mistake":
        return this.#view.wrong(input.message);
      default:
        input satisfies never;
    }
  }

  #clear(): void {
    this.#screen.clear();
    if (this.#keys) this.#history.clear();
  }

  async #sendFiles(input: FileInput & { type: "file" }): Promise<void> {
    const files = await this.#files.upload(input);
    if (files !== undefined) this.#sayings.say(input.room, input.text, { files });
  }
}
