/**
 * Someone who talks without end, and whose library brings them back.
 *
 * @module
 */
import { Connection, type StatusEvent } from "../../client/connection.ts";
import { below } from "../support/random/random.ts";
import { type Ledger, type Line, Violation } from "./ledger.ts";

/** Messages of one talker that wait to be acknowledged, at most, unless said. */
const WAITING_MAX = 48;
/** How long anyone waits for an answer, in milliseconds, unless said. */
const ANSWER_MS = 2_000;

/** How soon anyone tries to come back, unless said: a server that crashes ten times is expected soon. */
const SOON_MS = [20, 50, 100, 200];

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
  /** How soon they try to come back; `undefined` for what the library does by itself. */
  readonly backoffMs?: readonly number[] | undefined;
}

/** How somebody came to a server. */
export interface Arrival {
  /** How often they tried. */
  readonly tries: number;
  /** How long they waited before those, in milliseconds. */
  readonly waitedMs: number;
}

/** What somebody has heard of a room since it was last looked at. */
interface Hearing {
  first: number;
  lines: Line[];
}

export class Talker implements AsyncDisposable {
  readonly name: string;
  /** How they came, and came back each time. */
  readonly arrivals: Arrival[] = [];
  /** By room. */
  readonly #heard = new Map<string, Hearing>();
  readonly #joined = new Set<string>();
  readonly #options: TalkerOptions;
  readonly #connection: Connection;
  readonly #reading: Promise<void>;
  #arriving: Arrival = { tries: 0, waitedMs: 0 };
  #count = 0;
  /** The number of the newest message of theirs that was acknowledged. */
  #acknowledged = 0;
  #waiting = 0;
  /** Called when something has changed that somebody may wait for. */
  #changed: (() => void)[] = [];
  #failure: unknown;

  constructor(options: TalkerOptions) {
    const { url, name, rooms, random, answerMs = ANSWER_MS } = options;
    const { backoffMs } = { backoffMs: SOON_MS, ...options };
    this.#options = options;
    this.name = name;
    this.#connection = new Connection(url, {
      name,
      random,
      ...(backoffMs && { backoffMs }),
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

  /** Resolves when something is acknowledged that they say from now on. */
  async isHeard(): Promise<void> {
    const before = this.#count;
    while (this.#acknowledged <= before) await this.#change();
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
    const count = ++this.#count;
    const text = `${this.name} says number ${count}`;
    const { id, acknowledged } = this.#connection.say(room, text);
    ledger.say({ id, room, from: this.name, text });
    this.#waiting++;
    acknowledged
      .then((seq) => {
        ledger.acknowledge(id, seq);
        this.#acknowledged = Math.max(this.#acknowledged, count);
      })
      .catch((error) => this.#failure ??= error)
      .finally(() => {
        this.#waiting--;
        this.#wake();
      });
  }

  async #read(): Promise<void> {
    for await (const event of this.#connection) {
      if (event.type === "status") this.#follow(event);
      if (event.type === "said") this.#hear(event.room, event.seq, event);
      if (event.type === "joined") {
        this.#joined.add(event.room);
        if (event.reset) this.#fail(`is told that ${event.room} is another log`);
      }
      this.#wake();
    }
  }

  #follow(status: StatusEvent): void {
    const { tries, waitedMs } = this.#arriving;
    if (status.state === "waiting") {
      this.#arriving = { tries, waitedMs: waitedMs + status.retryMs };
    } else if (status.state === "connecting") {
      this.#arriving = { tries: tries + 1, waitedMs };
    } else if (status.state === "open") {
      this.arrivals.push(this.#arriving);
      this.#arriving = { tries: 0, waitedMs: 0 };
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
