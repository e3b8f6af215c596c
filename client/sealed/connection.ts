/**
 * A connection that seals what is said in rooms whose secrets it has, and opens what comes from there:
 * whoever uses it sees entries as in any other room. What does not open stays `sealed`.
 *
 * @module
 */
import type { Entry, Event } from "../../protocol.ts";
import { isSealed } from "../../protocol/name.ts";
import {
  type AnswerTo,
  type Change,
  type Changed,
  Connection,
  type ConnectionEvent,
  CutError,
  type Options,
  type Particulars,
  type Place,
  type Question,
  RefusedError,
  type Said as Saying,
} from "../connection.ts";
import { askWhenAllowed } from "../connection/ask_when_allowed.ts";
import { isEntry } from "../connection/log.ts";
import { newId } from "../connection/outbox.ts";
import type { SealedRoom } from "../sealed.ts";
import { Joined } from "./joined.ts";
import { isSealedRef, openedFiles, sealedRefOf } from "./opened_file.ts";
import { OpenedLog, type Whose } from "./opened_log.ts";
import { SealedSaying } from "./saying.ts";

/** How long it is asked what an edit is about, where the server is asked too much. */
const PATIENCE_MS = 10_000;

/** Seals and opens; in all else it is a connection. */
export class SealedConnection extends Connection {
  /** By name, the rooms whose secrets are known. */
  readonly #logs: Map<string, OpenedLog> = new Map();
  /** What is not stored yet. */
  readonly #sayings: Set<SealedSaying> = new Set();
  /** What is being sealed: what is said after it goes after it. */
  #sealing: Promise<unknown> = Promise.resolve();
  readonly #welcomed: PromiseWithResolvers<void> = Promise.withResolvers();
  readonly #joined: Joined = new Joined();
  #lastName: string | undefined;

  /** Connects at once, as a connection does. */
  constructor(url: string | URL, options: Options = {}) {
    super(url, options);
  }

  /** Knows a room from now on. */
  know(room: SealedRoom): void {
    if (!this.#logs.has(room.name)) this.#logs.set(room.name, new OpenedLog(room));
  }

  /** Forgets a room: what comes from there is sealed. */
  forget(room: string): void {
    this.#logs.delete(room);
  }

  /** The room of a name, if its secret is known. */
  room(name: string): SealedRoom | undefined {
    return this.#logs.get(name)?.room;
  }

  override say(place: Place, text: string, particulars: Particulars = {}): Saying {
    if (typeof place !== "string" || !isSealed(place)) return super.say(place, text, particulars);
    const { id = newId(), files: named = [] } = particulars;
    const refs = named.filter(isSealedRef).map(sealedRefOf);
    if (refs.length < named.length) {
      throw new RangeError("Cannot send files in a private room: they were not sealed");
    }
    const words = { text, ...(refs.length > 0 && { files: refs }) };
    // What they are called, only the message tells.
    const files = refs.map(({ id }) => ({ id }));
    const saying = new SealedSaying({ text, files: openedFiles(refs) }, async () => {
      const { sealed, by } = await this.#inTurn(async () => {
        await this.#welcomed.promise;
        const by = this.you ?? "";
        return { by, sealed: await this.#roomOf(place).seal(words, { from: by, id }) };
      });
      return () => super.say(place, "", { ...particulars, id, files, sealed, by });
    });
    this.#sayings.add(saying);
    const done = () => this.#sayings.delete(saying);
    saying.stored.then(done, done);
    return { id, ...saying.promises, withdraw: () => (done(), saying.withdraw()) };
  }

  override change(change: Change): Changed {
    const { type } = change;
    if (type !== "edit" && type !== "topic" || !isSealed(change.room)) return super.change(change);
    const { room: name, text } = change;
    const saying = new SealedSaying({ text }, async () => {
      const sealed = await this.#inTurn(async () => {
        const room = this.#roomOf(name);
        if (type === "topic") {
          // Sealed in no name it would open for nobody.
          await this.#welcomed.promise;
          return await room.sealTopic(text, this.you ?? "");
        }
        const said = await this.#messageOnceJoined(name, change.of);
        const { sealedFiles: files = [] } = said ?? {};
        // An edit is all that is known of the message later, its files, too.
        if (said) return await room.seal({ text, ...(files.length > 0 && { files }) }, said);
        throw new RefusedError("no-such-message", "Cannot edit: there is no such message");
      });
      return () => super.change({ ...change, text: "", sealed });
    });
    return { ...saying.promises, withdraw: () => saying.withdraw() };
  }

  override async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    if (question.type === "search" && isSealed(question.room)) {
      throw new RefusedError(
        "forbidden",
        "Cannot search: the server cannot read a private room, and would learn what you look for",
      );
    }
    const answer: AnswerTo<Question> = await super.ask(question);
    // Whatever room the server says that it is about: what nobody sealed must not pass for an answer.
    const isOurs = "room" in question && this.#logs.has(question.room);
    return await this.#open(
      isOurs ? { ...answer, room: question.room } as Event : answer,
    ) as AnswerTo<
      Q
    >;
  }

  override [Symbol.asyncIterator](): AsyncIterator<ConnectionEvent, void, void> {
    return this.#opened(super[Symbol.asyncIterator]());
  }

  async *#opened(
    events: AsyncIterator<ConnectionEvent, void, void>,
  ): AsyncGenerator<ConnectionEvent, void, void> {
    try {
      for await (const event of { [Symbol.asyncIterator]: () => events }) {
        if (event.type === "welcome") this.#nameIs(event.you);
        yield* this.#told(event);
        this.#joined.take(event);
      }
    } finally {
      this.#joined.end();
    }
  }

  async *#told(event: ConnectionEvent): AsyncGenerator<ConnectionEvent, void, void> {
    if (event.type === "status") return yield event;
    const log = this.#logOf(event);
    if (!log) return yield await this.#open(event);
    const { name: room } = log.room;
    const find = (seq: number) => this.#messageOf(room, seq);
    if (isEntry(event)) return yield* log.take({ ...event, room }, find);
    yield await this.#open(event);
    if (event.type === "joined") yield* log.takeHeld(find);
  }

  /** What was sealed for another name of ours would open for nobody. */
  #nameIs(you: string): void {
    const isAnother = this.#lastName !== undefined && this.#lastName !== you;
    this.#lastName = you;
    this.#welcomed.resolve();
    if (isAnother) { for (const saying of this.#sayings) saying.sendAgain(); }
  }

  async #open(told: Event): Promise<Event> {
    const event = withoutAliases(told);
    const log = this.#logOf(event);
    if ("entries" in event) {
      const entries: Entry[] = [];
      // One after the other: an edit needs the message before it.
      for (const entry of event.entries) entries.push(await this.#openEntry(entry, log));
      return { ...event, entries } as Event;
    }
    if (log && event.type === "joined") return await log.joined(event);
    return isEntry(event) ? await this.#openEntry(event, log) : event;
  }

  /** @param log of the room that it was told of; without one, of the room that it says itself */
  async #openEntry(entry: Entry, log = this.#logOf(entry)): Promise<Entry> {
    if (!log) return entry;
    const { name: room } = log.room;
    return await log.open({ ...entry, room }, (seq) => this.#messageOf(room, seq).catch(nowhere));
  }

  #logOf(event: Event): OpenedLog | undefined {
    return "room" in event ? this.#logs.get(event.room ?? "") : undefined;
  }

  /** A message by its number, also if that has to be asked, and can't be for now. */
  async #messageOnceJoined(room: string, seq: number): Promise<Whose | undefined> {
    const known = this.#logs.get(room)?.message(seq);
    if (known) return known;
    if (!this.#joined.has(room)) await this.#joined.next(room);
    while (true) {
      try {
        return await this.#messageOf(room, seq);
      } catch (error) {
        if (!(error instanceof CutError)) throw error;
        await this.#joined.next(room);
      }
    }
  }

  /**
   * A message by its number, wherever it is; `undefined` if it is nowhere.
   *
   * @throws {CutError} If that can't be asked now.
   */
  async #messageOf(room: string, seq: number): Promise<Whose | undefined> {
    const known = this.#logs.get(room)?.message(seq);
    if (known) return known;
    try {
      const question = { type: "history", room, before: seq + 1, limit: 1 } as const;
      const end = performance.now() + PATIENCE_MS;
      const page = await askWhenAllowed(() => super.ask(question), end);
      const [found] = page.entries;
      if (found?.type !== "said" || found.seq !== seq) return undefined;
      const opened = await this.room(room)?.open(found.sealed ?? "", found);
      const { from, id } = found;
      return { from, id, sealedFiles: opened && "text" in opened ? opened.files ?? [] : [] };
    } catch (error) {
      if (error instanceof RefusedError) return undefined;
      throw error;
    }
  }

  #roomOf(name: string): SealedRoom {
    const room = this.room(name);
    if (room) return room;
    throw new RefusedError(
      "forbidden",
      "Cannot say: the link of this private room is not known here",
    );
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#sealing.then(work);
    this.#sealing = done.catch(() => {/* Whoever said it hears of it. */});
    return done;
  }
}

/** What is read back, whoever asked for it reads again once they are connected. */
function nowhere(error: unknown): undefined {
  if (error instanceof CutError) return undefined;
  throw error;
}

/**
 * A private room has no other name, and none is called as one: what is said there would go to the room
 * of which a server says that, as it is. Nor does a list have its topic.
 */
function withoutAliases(event: Event): Event {
  switch (event.type) {
    case "welcome":
    case "rooms":
      return { ...event, rooms: event.rooms.map(withoutAlias) };
    case "joined":
    case "settings":
      return withoutAlias(event);
    default:
      return event;
  }
}

function withoutAlias<T extends { room: string; name?: string; topic?: string }>(room: T): T {
  const isOne = isSealed(room.room);
  const { name, ...rest } = room;
  if (!isOne && (name === undefined || !isSealed(name))) return room;
  return { ...rest, ...(isOne && room.topic !== undefined && { topic: "" }) } as T;
}
