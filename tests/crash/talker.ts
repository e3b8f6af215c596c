/**
 * Someone who talks without end, and whose library brings them back.
 *
 * @module
 */
import { Connection } from "../../client/connection.ts";
import { below } from "../support/random/random.ts";
import { type Ledger, type Line, Violation } from "./ledger.ts";

/** Messages of one talker that wait to be acknowledged, at most, unless said. */
const WAITING_MAX = 48;
/** How long anyone waits for an answer, in milliseconds, unless said. */
const ANSWER_MS = 2_000;

/** Who somebody is, and where and by what chance they talk. */
export interface TalkerOptions {
  readonly url: string;
  readonly name: string;
  readonly rooms: readonly string[];
  readonly ledger: Ledger;
  readonly random: () => number;
  /** Messages of theirs that wait to be acknowledged, at most. */
  readonly waitingMax?: number;
  /** How long they wait for an answer, in milliseconds: who gives up too early finds their name taken. */
  readonly answerMs?: number;
}

/** What somebody has heard of a room since it was last looked at. */
interface Hearing {
  first: number;
  lines: Line[];
}

export class Talker implements AsyncDisposable {
  readonly name: string;
  /** By room. */
  readonly #heard = new Map<string, Hearing>();
  readonly #joined = new Set<string>();
  readonly #options: TalkerOptions;
  readonly #connection: Connection;
  readonly #reading: Promise<void>;
  #count = 0;
  #waiting = 0;
  /** Called when something has changed that somebody may wait for. */
  #changed: (() => void)[] = [];
  #failure: unknown;

  constructor(options: TalkerOptions) {
    const { url, name, rooms, random, answerMs = ANSWER_MS } = options;
    this.#options = options;
    this.name = name;
    this.#connection = new Connection(url, {
      name,
      random,
      // A server that crashes ten times in a test is expected back soon.
      backoffMs: [20, 50, 100, 200],
      // A proxy that is cut may leave us with a socket on which nothing happens any more.
      heartbeatMs: 1_000,
      answerMs,
    });
    for (const room of rooms) {
      this.#heard.set(room, { first: 1, lines: [] });
      this.#connection.join(room);
    }
    this.#reading = this.#read();
  }

  /** Resolves when they are in all their rooms. */
  async arrives(): Promise<void> {
    while (this.#joined.size < this.#options.rooms.length) await this.#change();
  }

  /** Talks as fast as they may until they are told to stop, and then until all is acknowledged. */
  async talk(stop: AbortSignal): Promise<void> {
    const { rooms, random, waitingMax = WAITING_MAX } = this.#options;
    while (!stop.aborted) {
      this.#say(rooms[below(rooms.length, random)] ?? "");
      while (this.#waiting >= waitingMax && !stop.aborted) await this.#change();
    }
    while (this.#waiting > 0) await this.#change();
  }

  /** Resolves when they have heard a room's entry. */
  async hears(room: string, seq: number): Promise<void> {
    const hearing = this.#heard.get(room);
    if (!hearing) return;
    while (hearing.first + hearing.lines.length <= seq) await this.#change();
  }

  /** What they have heard of each room since this was last called. */
  takeHeard(): Map<string, Hearing> {
    const taken = new Map<string, Hearing>();
    for (const [room, hearing] of this.#heard) {
      taken.set(room, { ...hearing });
      hearing.first += hearing.lines.length;
      hearing.lines = [];
    }
    return taken;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#connection.close();
    await this.#reading;
  }

  #say(room: string): void {
    const { ledger } = this.#options;
    const text = `${this.name} says number ${++this.#count}`;
    const { id, acknowledged } = this.#connection.say(room, text);
    ledger.say({ id, room, from: this.name, text });
    this.#waiting++;
    acknowledged
      .then((seq) => ledger.acknowledge(id, seq))
      .catch((error) => this.#failure ??= error)
      .finally(() => {
        this.#waiting--;
        this.#wake();
      });
  }

  async #read(): Promise<void> {
    for await (const event of this.#connection) {
      if (event.type === "said") this.#hear(event.room, event.seq, event);
      if (event.type === "joined") {
        this.#joined.add(event.room);
        if (event.reset) this.#fail(`is told that ${event.room} is another log`);
      }
      this.#wake();
    }
  }

  #hear(room: string, seq: number, { id, from, text }: Line): void {
    const hearing = this.#heard.get(room);
    const next = hearing ? hearing.first + hearing.lines.length : 0;
    if (seq !== next) this.#fail(`hears ${room} ${seq}, not ${next}`);
    hearing?.lines.push({ id, from, text });
  }

  #fail(what: string): void {
    this.#failure ??= new Violation(`${this.name} ${what}`);
  }

  /** Waits for something to happen. */
  async #change(): Promise<void> {
    if (this.#failure) throw this.#failure;
    await new Promise<void>((resolve) => this.#changed.push(resolve));
    if (this.#failure) throw this.#failure;
  }

  #wake(): void {
    const changed = this.#changed;
    this.#changed = [];
    for (const wake of changed) wake();
  }
}
