/**
 * Messages on their way to bots, and the addresses at which bots may answer.
 *
 * @module
 */
import type { Bot } from "./bot.ts";

/** A message that a bot is to be told, as a store keeps it. Its text stays in the room's log. */
export interface Delivery {
  readonly id: string;
  /** The id of the bot, and of whose it is. */
  readonly bot: Bot["id"];
  readonly owner: Bot["owner"];
  /** The key of the room, and its name. */
  readonly room: string;
  readonly name: string;
  /** Ids of the people of a direct room. */
  readonly people: readonly string[];
  /** The number of the message. */
  readonly seq: number;
  /** How often it was tried. */
  readonly tries: number;
  /** When it is to be tried next, in milliseconds since the epoch. */
  readonly due: number;
}

/** Where a bot may answer, once. */
export interface ReplyAddress {
  readonly delivery: Delivery;
  /** Until when, in milliseconds since the epoch. */
  readonly expires: number;
}

/** Keeps deliveries. Any method may reject when the storage fails. */
export interface DeliveryStore {
  all(): AsyncIterable<Delivery>;
  add(delivery: Delivery): Promise<void>;
  /** Puts a delivery in the place of one, unless that has changed; `false` if it has. */
  replace(delivery: Delivery, by: Delivery): Promise<boolean>;
  delete(delivery: Delivery): Promise<void>;
  /** Keeps an address for an answer under the hash of its secret. */
  addReply(hash: string, reply: ReplyAddress): Promise<void>;
  /** Uses up an address; `undefined` if there is none. */
  takeReply(hash: string): Promise<ReplyAddress | undefined>;
}
