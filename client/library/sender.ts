/**
 * What a program says and changes, each thing until it is stored.
 *
 * @module
 */

import type { FileInfo } from "../../protocol.ts";
import { directRoom, isSealed } from "../../protocol/name.ts";
import { type Connection, CutError } from "../connection.ts";
import type { Place, Revising } from "../connection/outbox.ts";
import { Message, type SayOptions, type Speaker } from "./message.ts";
import type { Asker } from "./asker.ts";
import { about } from "./about.ts";
import type { Asked } from "./errors.ts";
import type { Uploaded } from "../connection/files.ts";
import type { SealedTransfers } from "../sealed/transfers.ts";
import { type AllUploaded, uploadAll } from "./file/upload.ts";
import { abortable, type CallOptions, Places, settlesWithin } from "./waiting.ts";

/** How much is given to the connection at once: less than its outbox holds. The rest waits its turn. */
const WAITING_MAX = 256;

/** What a sender needs of its chat. */
export interface SenderParts {
  readonly connection: Connection;
  /** How the connection has ended, if it has. */
  readonly ended: () => Promise<Parameters<typeof about>[2]>;
  /** Finds a message of which the server tells only where it is. */
  readonly asker: Pick<Asker, "find">;
  readonly transfers: SealedTransfers;
  /** Aborts when the connection has ended for good, with why. */
  readonly over: AbortSignal;
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

  get reader(): SealedTransfers {
    return this.#parts.transfers;
  }

  say(place: Place, text: string, options: SayOptions = {}): Promise<Message> {
    return this.#follow(this.#say(place, text, options));
  }

  change(change: Revising, options: CallOptions = {}): Promise<void> {
    return this.#follow(this.#change(change, options));
  }

  /**
   * Resolves when nothing is open any more, or when nothing was stored or sent of a file for too long.
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

  async #say(place: Place, text: string, options: SayOptions): Promise<Message> {
    const { signal } = options;
    const where = typeof place === "string" ? { room: place } : place;
    const reply = options.reply instanceof Message ? options.reply.seq : options.reply;
    const asked = { type: "say", ...where, text, reply };
    const isPrivate = typeof place === "string" && isSealed(place);
    const { files, refs } = await this.#upload(asked, options, isPrivate);
    return await this.#inTurn(asked, signal, async () => {
      const said = this.#parts.connection.say(place, text, { reply, files: refs });
      const stored = await abortable(said.stored, signal, said.withdraw);
      const from = this.#parts.connection.you ?? "";
      const people = typeof place === "string" ? [] : [from, place.to].flat();
      const { room = people.length > 0 ? directRoom(people) : String(place), seq } = stored;
      const told = stored.at === undefined ? await this.#parts.asker.find(room, seq) : stored;
      // It is stored, even if it can't be read any more: then we know it as we said it, and when.
      const { at = Date.now(), text: kept = text, bot, files: had = files } = told ?? {};
      const words = { text: kept, reply, bot, files: had.map((file) => asSent(file, files)) };
      return new Message(this, { room, seq, id: said.id, from, at, ...words });
    });
  }

  /** Before a message takes its turn: what is said meanwhile does not wait for its files. */
  async #upload(
    asked: Asked,
    { files = [], onProgress, signal }: SayOptions,
    isPrivate: boolean,
  ): Promise<AllUploaded> {
    if (files.length === 0) return { files: [], refs: [] };
    try {
      return await uploadAll(this.#parts.transfers, files, {
        isSealed: isPrivate,
        signal: AbortSignal.any([this.#parts.over, ...(signal ? [signal] : [])]),
        onProgress: (progress) => {
          this.#settled.resolve();
          onProgress?.(progress);
        },
      });
    } catch (error) {
      throw about(asked, error, {});
    }
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

/** Only the answer to its upload says what a file keeps. */
function asSent(file: FileInfo, uploaded: readonly Uploaded[]): Uploaded {
  const keeps = uploaded.find(({ id }) => id === file.id)?.keeps;
  return keeps === undefined ? file : { ...file, keeps };
}
