/**
 * What a sealed message costs the server beside a plain one of as many bytes: the same people say both in
 * turn to one server, so that neighbours find it and the machine in the same mood.
 *
 * @module
 */
import type { Event } from "../../protocol.ts";
import { newSecret, SealedRoom } from "../../client/sealed.ts";
import { Visit } from "../../tests/crash/visit.ts";
import { cpuSeconds } from "../fanout/measure.ts";
import { hubbub, start } from "../fanout/servers.ts";

export const MEMBERS = 10;
/** Messages that are said at once of each kind. */
export const BURST = 4_000;
export const PAIRS = 25;
/** Pairs before these: the server is still being compiled. */
const WARM_UP = 3;
/** Messages under way. */
const WINDOW = 64;
const TEXT = "a message of an ordinary length, as people write them when they talk to each other";

/** CPU of the server for a message of each kind, in microseconds. */
export interface Pair {
  readonly plainUs: number;
  readonly sealedUs: number;
}

export async function measurePairs(): Promise<Pair[]> {
  await using server = (await start(hubbub))!;
  const room = await SealedRoom.of(newSecret());
  // A name of as many letters: all that is told has it.
  const plainRoom = "p".repeat(room.name.length);
  await using crowd = await Crowd.gather(server.port, [room.name, plainRoom]);
  const pairs: Pair[] = [];
  for (let round = -WARM_UP; round < PAIRS; round++) {
    const [plain, sealed] = await burstsOf(room, plainRoom, round);
    const costs: Record<string, number> = {};
    const both = [["plainUs", plain], ["sealedUs", sealed]] as const;
    for (const [kind, burst] of round % 2 === 0 ? both : both.toReversed()) {
      const before = await cpuSeconds(server.pid);
      await crowd.say(burst);
      costs[kind] = (await cpuSeconds(server.pid) - before) * 1e6 / BURST;
    }
    const { plainUs = NaN, sealedUs = NaN } = costs;
    if (round >= 0) pairs.push({ plainUs, sealedUs });
  }
  return pairs;
}

type Say = { readonly type: "say"; readonly id: string; readonly room: string };

/** What is said of each kind, by one member after the other. */
async function burstsOf(room: SealedRoom, plainRoom: string, round: number) {
  const numbers = Array.from({ length: BURST }, (_, i) => i);
  const idOf = (i: number, kind: string) => `${round}-${String(i).padStart(6, "0")}-${kind}`;
  const sealed = await Promise.all(numbers.map(async (i) => {
    const id = idOf(i, "s");
    const by = { from: nameOf(i), id };
    return {
      type: "say",
      room: room.name,
      id,
      sealed: await room.seal({ text: TEXT }, by),
    } as const;
  }));
  const plain = sealed.map((say, i) => {
    const text = `${TEXT}. `.repeat(4).slice(0, say.sealed.length - 1) + ".";
    return { type: "say", room: plainRoom, id: idOf(i, "p"), text } as const;
  });
  return [plain, sealed] as const;
}

function nameOf(i: number): string {
  return `member${i % MEMBERS}`;
}

/** People who are in both rooms. */
class Crowd implements AsyncDisposable {
  readonly #visits: readonly Visit[];
  readonly #listening: readonly Promise<void>[];
  /** Called for each message that the first of them hears. */
  #heard = () => {};
  /** Rooms that somebody has not come into yet. */
  #missing: number;
  readonly #gathered: PromiseWithResolvers<void> = Promise.withResolvers();

  private constructor(port: number, rooms: readonly string[]) {
    this.#missing = MEMBERS * rooms.length;
    this.#visits = Array.from({ length: MEMBERS }, (_, i) => {
      return Visit.begin(`http://127.0.0.1:${port}`, nameOf(i));
    });
    this.#listening = this.#visits.map((visit) => this.#listen(visit, rooms));
  }

  static async gather(port: number, rooms: readonly string[]): Promise<Crowd> {
    const crowd = new Crowd(port, rooms);
    await crowd.#gathered.promise;
    return crowd;
  }

  /** Says all of it, and resolves when it was heard. */
  async say(burst: readonly Say[]): Promise<void> {
    let said = 0;
    let heard = 0;
    const done = Promise.withResolvers<void>();
    const sayNext = () => {
      for (; said < burst.length && said - heard < WINDOW; said++) {
        this.#visits[said % MEMBERS]!.send([burst[said]!]);
      }
    };
    this.#heard = () => {
      heard++;
      sayNext();
      if (heard === burst.length) done.resolve();
    };
    sayNext();
    await done.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const visit of this.#visits) visit.close();
    await Promise.all(this.#listening);
  }

  async #listen(visit: Visit, rooms: readonly string[]): Promise<void> {
    for await (const event of visit.events) {
      if (event.type === "welcome") visit.send(rooms.map((room) => ({ type: "join", room })));
      if (event.type === "joined" && --this.#missing === 0) this.#gathered.resolve();
      if (isRefusal(event)) throw new Error(`Cannot measure: ${event.message}`);
      if (event.type === "said" && visit === this.#visits[0]) this.#heard();
    }
  }
}

function isRefusal(event: Event): event is Event & { type: "refused" } {
  return event.type === "refused";
}
