/**
 * Someone who says everything on two sockets at once, and when cut off, some of it never again.
 *
 * @module
 */
import { below } from "../support/random/random.ts";
import type { Ledger, Saying } from "./ledger.ts";
import type { TalkerOptions } from "./talker.ts";
import { Visit } from "./visit.ts";

/** Messages that are said at once, at most. */
const BURST_MAX = 20;

export class Stutterer {
  readonly #name: string;
  readonly #url: string;
  readonly #rooms: readonly string[];
  readonly #ledger: Ledger;
  readonly #random: () => number;
  /** What is to be said until both sockets have acknowledged it, and how many have. */
  readonly #waiting = new Map<string, { saying: Saying; heard: Set<Visit> }>();
  #token: string | undefined;
  #count = 0;
  #closed = false;

  constructor({ name, url, rooms, ledger, random }: TalkerOptions) {
    this.#name = name;
    this.#url = url;
    this.#rooms = rooms;
    this.#ledger = ledger;
    this.#random = random;
  }

  /** Talks until they are told to stop, and then until all is acknowledged. */
  async talk(stop: AbortSignal): Promise<void> {
    while (!this.#closed && (!stop.aborted || this.#waiting.size > 0)) {
      await this.#visit(stop);
      this.#giveUpSome();
    }
  }

  /** Ends their talking, if all will never be acknowledged. */
  close(): void {
    this.#closed = true;
  }

  async #visit(stop: AbortSignal): Promise<void> {
    await using first = Visit.begin(this.#url, this.#name, this.#token);
    // By now their name may be somebody else's, or their token forgotten: then they come by name.
    this.#token = undefined;
    for await (const event of first.events) {
      if (event.type !== "welcome") continue;
      this.#token = event.token;
      break;
    }
    if (this.#token === undefined) return;
    await using second = Visit.begin(this.#url, this.#name, this.#token);
    const visits = [first, second];
    await Promise.all(visits.map((visit) => this.#converse(visit, visits, stop)));
  }

  /** Says all on one of the sockets, and ends both when there is no more or one of them ends. */
  async #converse(visit: Visit, visits: readonly Visit[], stop: AbortSignal): Promise<void> {
    // The second one has not been welcomed yet.
    if (visit === visits[0]) this.#begin(visit);
    for await (const event of visit.events) {
      if (event.type === "welcome") this.#begin(visit);
      const acknowledges = event.type === "stored" ||
        event.type === "said" && event.from === this.#name;
      if (!acknowledges || !this.#acknowledge(visit, event.id, event.seq)) continue;
      if (this.#waiting.size > 0) continue;
      if (stop.aborted) break;
      this.#think();
      for (const one of visits) this.#sayAll(one);
    }
    for (const one of visits) one.close();
  }

  #begin(visit: Visit): void {
    visit.send(this.#rooms.map((room) => ({ type: "join", room })));
    if (this.#waiting.size === 0) this.#think();
    this.#sayAll(visit);
  }

  /** Thinks of something to say. */
  #think(): void {
    for (let i = 1 + below(BURST_MAX, this.#random); i > 0; i--) {
      const id = `${this.#name}-${++this.#count}`;
      const room = this.#rooms[below(this.#rooms.length, this.#random)] ?? "";
      const saying = { id, room, from: this.#name, text: `${id} stutters` };
      this.#ledger.say(saying);
      this.#waiting.set(id, { saying, heard: new Set() });
    }
  }

  #sayAll(visit: Visit): void {
    const waiting = [...this.#waiting.values()];
    visit.send(waiting.map(({ saying: { room, id, text } }) => ({ type: "say", room, id, text })));
  }

  /** Whether it is one that was waited for. */
  #acknowledge(visit: Visit, id: string, seq: number): boolean {
    const waiting = this.#waiting.get(id);
    if (!waiting) return false;
    this.#ledger.acknowledge(id, seq);
    waiting.heard.add(visit);
    return waiting.heard.size === 2 && this.#waiting.delete(id);
  }

  /** Says some of what was not acknowledged never again: it may be in the log, at most once. */
  #giveUpSome(): void {
    for (const [id, { heard }] of this.#waiting) {
      heard.clear();
      if (this.#random() < 0.5) this.#waiting.delete(id);
    }
  }
}
