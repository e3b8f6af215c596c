/**
 * Read positions: stored for people, and sent to their other sockets.
 *
 * @module
 */
import type { Answer, Command, NotifyLevel } from "../../protocol.ts";
import { cannot } from "../refused_command.ts";
import type { People } from "../rooms/direct.ts";
import { JournalError } from "../log/journal.ts";
import { nameKey } from "../../protocol/name.ts";
import type { Read, Reader, ReadPositions, ReadState } from "./read_positions.ts";
import type { Member, Person } from "./member.ts";
import { Subscriber } from "./member/subscriber.ts";
import type { Online } from "./online.ts";
import type { Elsewhere } from "./online/elsewhere.ts";
import type { OwnSignal } from "./online/relayed.ts";
import type { Room } from "../room.ts";
import type { Tasks } from "../tasks.ts";

export interface ReadingOptions {
  readonly positions: ReadPositions;
  readonly online: Online;
  readonly people: People;
  readonly tasks: Tasks;
  /** Who is on other servers, if there are any. */
  readonly elsewhere: Elsewhere | undefined;
}

/** Of how many who speak it is noted at once how far they have read: others wait for their turn. */
const NOTED_AT_ONCE = 200;

/** People and rooms of which it is remembered that something was noted. */
const REMEMBERED_MAX = 10_000;

/** What is to be noted of somebody who speaks, or begins. */
interface Spoke {
  readonly read: Read;
  /** Called when it could not be noted: it is tried again the next time that they speak. */
  readonly onFailed: () => void;
}

export class Reading {
  readonly #options: ReadingOptions;
  /** What the next ticks note: at most one of each socket in each room. */
  #spoke: Spoke[] = [];
  /** Resolves when what ticks have taken up to now is noted, or has failed. */
  #noting: Promise<void> = Promise.resolve();
  /** The key of the name of the room that somebody looks at on a socket, as they told. */
  readonly #fronts = new WeakMap<Member, string>();
  /** What is being written of how far somebody has read in a room. */
  readonly #writing = new Map<string, Promise<void>>();
  /** Who spoke where without a socket, and who joined where nothing had been said. */
  readonly #calls = new Remembered();
  readonly #beginners = new Remembered();

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  /**
   * Where somebody is in the rooms that they know.
   *
   * @throws What the store throws.
   */
  async of(member: Member, blocks = member.blocks): Promise<ReadState[]> {
    const { id } = member.person;
    while (this.#spoke.some(({ read }) => read.reader.id === id)) this.tick();
    await this.#noting;
    return await this.#options.positions.of(member.person, blocks, member);
  }

  /**
   * Hears that somebody joins a room. That they have read nothing where nothing was said yet is noted:
   * what is said from then on is unread to them, also when they come again.
   */
  joins(room: Room, member: Member): void {
    this.enters(room, member);
    if (room.head > 0 || room.people.length > 0 || member instanceof Subscriber) return;
    const { id, key } = member.person;
    const onFailed = this.#beginners.add(`${id} ${room.key}`);
    if (!onFailed) return;
    this.#spoke.push({
      onFailed,
      read: { reader: { id, key }, room: room.key, at: { seq: 0, nth: 0 } },
    });
  }

  /** Has those follow a room who read all rooms of a person, now that it is one of these. */
  enters(room: Room, { person }: Member): void {
    for (const other of this.#options.online.named(person.key)) {
      if (!(other instanceof Subscriber) || !other.followsAll) continue;
      if (other.person.id !== person.id || other.cursors.has(room.key)) continue;
      room.follow(other, other.onJoined(room));
    }
  }

  /** Stores what somebody chooses for a room, or how far they have read there. */
  note(
    room: Room,
    member: Member,
    command: Extract<Command, { type: "read" | "unread" | "notify" }>,
  ): void {
    if (command.type === "read") return this.read(room, member, command);
    const answer = command.type === "unread"
      ? this.setBack(room, member, command)
      : this.choose(room, member, command);
    this.#options.tasks.keep(member.owe(command, answer));
  }

  /** Stores how far somebody has read, as they report it. */
  read(room: Room, member: Member, { ref, seq }: { ref?: number | undefined; seq: number }): void {
    const { positions, tasks } = this.#options;
    this.enters(room, member);
    const read = Math.min(seq, room.head);
    this.#tell(member.person, { type: "read", room: room.name, seq: read }, member);
    const reading = this.#inTurn(room, member, () => positions.read(member.person, room.key, read));
    tasks.keep(member.owe({ ref }, reading));
  }

  /**
   * Notes that a message and what was said after it is unread again, and tells all sockets of this
   * person, the asking one too: with what is counted, as what was read may not be there any more.
   */
  async setBack(
    room: Room,
    member: Member,
    { ref, of }: Extract<Command, { type: "unread" }>,
  ): Promise<Answer> {
    const { positions } = this.#options;
    const { person, blocks } = member;
    const to = { seq: Math.max(0, Math.min(of, room.head) - 1), back: room.head };
    this.#forgetSpoken(room, member);
    const count = await this.#inTurn(room, member, async () => {
      // What ticks have taken already, they would write after this.
      await this.#noting;
      return await positions.setBack(person, room.key, to, blocks);
    });
    const { unread = 0, mentions = 0, mentioned } = count ?? {};
    const told = { unread, mentions, ...(mentioned && { mentioned }) };
    this.#tell(person, { type: "read", room: room.name, ...to, ...told });
    return { type: "done", ref, room: room.name };
  }

  /**
   * Writes how far somebody has read in a room after what they told of it before: what is set back stays
   * so. There are at most as many as members may be owed.
   */
  async #inTurn<T>(room: Room, { person }: Member, write: () => Promise<T>): Promise<T> {
    const key = `${person.id} ${room.key}`;
    const before = this.#writing.get(key);
    const turn = before ? before.then(write) : write();
    const ended = turn.then(() => {}, () => {});
    this.#writing.set(key, ended);
    try {
      return await turn;
    } finally {
      if (this.#writing.get(key) === ended) this.#writing.delete(key);
    }
  }

  /** Whoever sets back what they have read has read nothing by what they said before. */
  #forgetSpoken(room: Room, { person }: Member): void {
    this.#spoke = this.#spoke.filter(({ read }) =>
      read.reader.id !== person.id || read.room !== room.key
    );
    this.#calls.delete(`${person.id} ${room.key}`);
    for (const { cursors } of this.#options.online.named(person.key)) {
      const cursor = cursors.get(room.key);
      if (cursor) cursor.hasSpoken = false;
    }
  }

  /**
   * Stores what calls somebody in a room, and tells their other sockets.
   *
   * @throws {ProtocolError} If they have chosen for too many rooms.
   */
  async choose(
    room: Room,
    member: Member,
    { ref, level }: Extract<Command, { type: "notify" }>,
  ): Promise<Answer> {
    const { positions } = this.#options;
    const usual: NotifyLevel = room.people.length > 0 ? "all" : "mentions";
    const chosen = level === usual ? undefined : level;
    if (!await positions.choose(member.person, room.key, chosen)) {
      const why = "you have chosen this for as many rooms as you may; undo it in another";
      throw cannot("notify", "quota", why);
    }
    this.#tell(member.person, { type: "notify", room: room.name, level }, member);
    return { type: "done", ref, room: room.name };
  }

  /** Tells the sockets of somebody, but for one, and those on other servers that share the store. */
  #tell({ key }: Person, signal: OwnSignal, except?: Member): void {
    const { online, elsewhere } = this.#options;
    online.signal(key, signal, except);
    if (elsewhere?.has(key)) elsewhere.relay({ person: key, signal });
  }

  /** Notes which room somebody looks at on a socket; none, when they look elsewhere. */
  look(member: Member, { ref, shown }: Extract<Command, { type: "front" }>): void {
    if (shown === undefined) this.#fronts.delete(member);
    else this.#fronts.set(member, nameKey(shown));
    if (ref !== undefined) member.answer({ type: "done", ref });
  }

  /** Whether somebody looks at a room on any socket that is connected here. */
  isInFront({ id, key }: Reader, room: string): boolean {
    return this.#options.online.named(key).some((member) =>
      member.person.id === id && this.#fronts.get(member) === nameKey(room)
    );
  }

  /** Whether somebody is in a room on any socket, by the key of their name and of the room. */
  isIn(name: string, room: string): boolean {
    return this.#options.online.named(name).some(({ cursors }) => cursors.has(room));
  }

  /**
   * Hears that somebody speaks in a room, who has read what was said before. Once for each socket and
   * room: who counts what is unread finds in the log what they said after that. The next tick notes it,
   * of many at once, or their next question where they are: a commit of its own would cost as much as
   * the message.
   */
  speaks(room: Room, member: Member): void {
    const onFailed = member.kind === "call"
      ? this.#calls.add(`${member.person.id} ${room.key}`)
      : noteSocket(room, member);
    if (!onFailed) return;
    this.enters(room, member);
    this.#options.people.spoke?.(member.person);
    const { id, key } = member.person;
    const at = { seq: room.head, nth: room.said };
    this.#spoke.push({ onFailed, read: { reader: { id, key }, room: room.key, at } });
  }

  /** Notes of those who have spoken how far they had read. */
  tick(): void {
    if (this.#spoke.length === 0) return;
    const { positions, tasks } = this.#options;
    const some = this.#spoke.splice(0, NOTED_AT_ONCE);
    const noting = this.#noting.then(() => positions.readAll(some.map(({ read }) => read)));
    // The store reports its failure itself. It is tried again the next time that they post.
    tasks.keep(noting.catch((error) => {
      for (const { onFailed } of some) onFailed();
      if (!(error instanceof JournalError)) throw error;
    }));
    this.#noting = noting.catch(() => {});
  }

  /** Notes all that is left. */
  finish(): void {
    while (this.#spoke.length > 0) this.tick();
  }
}

/** What was noted lately. Beyond `REMEMBERED_MAX` the first is forgotten, and noted anew. */
class Remembered {
  readonly #all = new Set<string>();

  /** Remembers something; gives what undoes that, unless it was known. */
  add(what: string): (() => void) | undefined {
    if (this.#all.has(what)) return undefined;
    this.#all.add(what);
    if (this.#all.size > REMEMBERED_MAX) {
      for (const oldest of this.#all.keys().take(1)) this.#all.delete(oldest);
    }
    return () => this.delete(what);
  }

  delete(what: string): void {
    this.#all.delete(what);
  }
}

/** Remembers that somebody speaks on a socket; gives what undoes that, unless it was known. */
function noteSocket({ key }: Room, { cursors }: Member): (() => void) | undefined {
  const cursor = cursors.get(key);
  if (!cursor || cursor.hasSpoken) return undefined;
  cursor.hasSpoken = true;
  return () => {
    cursor.hasSpoken = false;
  };
}
