/**
 * What people were told while everything broke, to be held against the log.
 *
 * @module
 */

/** A message as somebody was told of it. */
export interface Line {
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

/** A message that was said. */
export interface Saying extends Line {
  readonly room: string;
  /** Its number, once it was acknowledged. */
  seq?: number;
}

/** Something that must never happen. */
export class Violation extends Error {
  override name = "Violation";
}

/** All that was said since the log was last looked at. Names in it are unique: each person's own. */
export class Ledger {
  /** How many messages were acknowledged, ever. */
  acknowledged = 0;
  readonly #sayings = new Map<string, Saying>();
  readonly #waiting = new Map<() => void, number>();

  /** Notes that something is being said. */
  say(saying: Saying): void {
    this.#sayings.set(saying.id, saying);
  }

  /** Notes an acknowledgement, on which every socket of the sender must agree. */
  acknowledge(id: string, seq: number): void {
    const saying = this.#sayings.get(id);
    if (!saying) throw new Violation(`${id} was acknowledged, and nobody waits for it`);
    if (saying.seq !== undefined && saying.seq !== seq) {
      throw new Violation(`${id} was acknowledged as number ${saying.seq} and as ${seq}`);
    }
    if (saying.seq === undefined) this.acknowledged++;
    saying.seq = seq;
    for (const [wake, count] of this.#waiting) {
      if (this.acknowledged < count) continue;
      this.#waiting.delete(wake);
      wake();
    }
  }

  /** Resolves when so many more messages are acknowledged. */
  async grows(by: number): Promise<void> {
    const count = this.acknowledged + by;
    if (by > 0) await new Promise<void>((resolve) => this.#waiting.set(resolve, count));
  }

  /**
   * Holds all that was said against the rooms' logs from `first` on, and forgets it.
   *
   * @throws {Violation} If something is lost, or there twice, or where it should not be.
   */
  settle(
    logs: ReadonlyMap<string, { readonly first: number; readonly lines: readonly Line[] }>,
  ): void {
    const found = new Set<string>();
    for (const [room, { first, lines }] of logs) {
      const counts = new Map<string, number>();
      lines.forEach(({ id, from, text }, i) => {
        const seq = first + i;
        const saying = this.#sayings.get(id);
        if (!saying) throw new Violation(`${room} ${seq} is ${id}, which nobody said`);
        if (found.has(id)) throw new Violation(`${room} ${seq} is ${id}, which is there already`);
        found.add(id);
        if (saying.seq !== undefined && saying.seq !== seq) {
          throw new Violation(`${room} ${seq} is ${id}, acknowledged as ${saying.seq}`);
        }
        if (saying.room !== room || saying.from !== from || saying.text !== text) {
          throw new Violation(`${room} ${seq} is not what was said: ${from}: ${text}`);
        }
        // Texts end with a number that grows.
        const count = Number(text.split(" ").at(-1));
        if (count < (counts.get(from) ?? 0)) throw new Violation(`${room} ${seq} is out of order`);
        counts.set(from, count);
      });
    }
    for (const { id, room, seq } of this.#sayings.values()) {
      if (seq !== undefined && !found.has(id)) {
        throw new Violation(`${id} was acknowledged as ${room} ${seq}, and is not there`);
      }
    }
    this.#sayings.clear();
  }
}
