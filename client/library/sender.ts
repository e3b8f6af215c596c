/**
 * What a program says and changes, each thing until it is stored.
 *
 * @module
 */

import { directRoom } from "../../protocol/name.ts";
import { type Connection, CutError } from "../connection.ts";
import type { Place, Revising } from "../connection/outbox.ts";
import { type CallOptions, Message, type SayOptions, type Speaker } from "./message.ts";
import type { Asker } from "./asker.ts";
import { about, type Asked } from "./errors.ts";
import { abortable, Places, settlesWithin } from "./waiting.ts";

/** How much is given to the connection at once: less than its outbox holds. The rest waits its turn. */
const WAITING_MAX = 256;

/** What a sender needs of its chat. */
export interface SenderParts {
  readonly connection: Connection;
  /** How the connection has ended, if it has. */
  readonly ended: () => Promise<Parameters<typeof about>[2]>;
  /** Finds a message of which the server tells only where it is. */
  readonly asker: Pick<Asker, "find">;
}

export class Sender implements Speaker {
  readonly #parts: SenderParts;
  readonly #places: Places = new Places(WAITING_MAX);
  /** What was asked for and is neither done nor refused. */
  readonly #open: Set<Promise<unknown>> = new Set();
  #settled: PromiseWithResolvers<void> = Promise.withResolvers();

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  say(place: Place, text: string, options: SayOptions = {}): Promise<Message> {
    return this.#follow(this.#say(place, text, options));
  }

  change(change: Revising, options: CallOptions = {}): Promise<void> {
    return this.#follow(this.#change(change, options));
  }

  /**
   * Resolves when nothing is open any more, or when nothing was stored for too long.
   *
   * @returns how much is open still, which nobody will hear of but from whoever flushed
   */
  async flush(patienceMs: number): Promise<number> {
    while (this.#open.size > 0) {
      this.#settled = Promise.withResolvers();
      if (await settlesWithin(this.#settled.promise, patienceMs)) continue;
      for (const open of this.#open) open.catch(() => {});
      break;
    }
    return this.#open.size;
  }

  async #say(place: Place, text: string, { reply, signal }: SayOptions): Promise<Message> {
    const where = typeof place === "string" ? { room: place } : place;
    const answered = reply instanceof Message ? reply.seq : reply;
    return await this.#inTurn(
      { type: "say", ...where, text, reply: answered },
      signal,
      async () => {
        const said = this.#parts.connection.say(place, text, { reply: answered });
        const stored = await abortable(said.stored, signal, said.withdraw);
        const from = this.#parts.connection.you ?? "";
        const people = typeof place === "string" ? [] : [from, place.to].flat();
        const { room = people.length > 0 ? directRoom(people) : String(place), seq } = stored;
        const told = stored.at === undefined ? await this.#parts.asker.find(room, seq) : stored;
        // It is stored, even if it can't be read any more: then we know it as we said it, and when.
        const { at = Date.now(), text: kept = text, bot } = told ?? {};
        const fields = { room, seq, id: said.id, from, at, text: kept, reply: answered, bot };
        return new Message(this, fields);
      },
    );
  }

  async #change(change: Revising, { signal }: CallOptions): Promise<void> {
    await this.#inTurn({ ...change }, signal, async () => {
      const { acknowledged, withdraw } = this.#parts.connection.change(change);
      await abortable(acknowledged, signal, withdraw);
    });
  }

  async #inTurn<T>(
    asked: Asked,
    signal: AbortSignal | undefined,
    send: () => Promise<T>,
  ): Promise<T> {
    await this.#places.take(signal);
    try {
      return await send();
    } catch (error) {
      throw about(asked, error, error instanceof CutError ? await this.#parts.ended() : {});
    } finally {
      this.#places.giveBack();
    }
  }

  /** A promise of its own, so that an error that nobody waits for is as visible as any. */
  #follow<T>(sending: Promise<T>): Promise<T> {
    const followed = sending.then((value) => value);
    this.#open.add(followed);
    const settle = () => {
      this.#open.delete(followed);
      this.#settled.resolve();
    };
    sending.then(settle, settle);
    return followed;
  }
}
