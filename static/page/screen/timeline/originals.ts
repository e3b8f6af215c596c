/**
 * The messages that shown replies answer. Those that are not on the page are fetched, each once.
 *
 * @module
 */

import type { Said } from "../../../../protocol.ts";
import type { Line } from "../../../../client/connection/log.ts";
import type { Past } from "./past.ts";
import type { Room } from "../../chat/room.ts";
import type { Stretch } from "./reader.ts";

/** How many are remembered. */
const KEPT = 300;

export class Originals {
  #past;
  #onFound;
  /** By room and number; `undefined` while it is fetched, and when there is none. */
  #fetched: Map<string, Said | undefined> = new Map();

  constructor(past: Past, onFound: () => void) {
    this.#past = past;
    this.#onFound = onFound;
  }

  /** The message of a number, as far as it is known by now. */
  of(seq: number, stretch: Stretch, room: Room): Said | undefined {
    const isIt = (line: Line) => line.seq === seq;
    const near = stretch.lines.find(isIt) ?? room.log.after(seq - 1).find(isIt);
    if (near) return near.type === "said" ? near : undefined;
    const key = `${room.key} ${seq}`;
    if (!this.#fetched.has(key)) this.#fetch(room.name, seq, key);
    return this.#fetched.get(key);
  }

  async #fetch(room: string, seq: number, key: string) {
    this.#fetched.set(key, undefined);
    if (this.#fetched.size > KEPT) {
      this.#fetched.delete(this.#fetched.keys().next().value ?? "");
    }
    const said = await this.#past.message(room, seq);
    if (said === undefined) return;
    this.#fetched.set(key, said);
    this.#onFound();
  }
}
