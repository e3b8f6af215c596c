/**
 * Takes one message to a bot's URL, and says what is answered.
 *
 * @module
 */
import { createHmac } from "node:crypto";
import type { Hub } from "../../../hub.ts";
import type { Journal } from "../../../hub/log/journal.ts";
import type { Person } from "../../../hub/people/member.ts";
import { ProtocolError, type Said } from "../../../protocol.ts";
import type { Bot } from "../../auth/bots/bot.ts";
import type { Delivery, DeliveryStore } from "../../auth/bots/delivery.ts";
import type { Bots } from "../../auth/bots.ts";
import { hashToken, newToken } from "../../auth/tokens.ts";
import type { Commands } from "../../commands.ts";
import {
  type Answered,
  FetchError,
  type GuardedFetchOptions,
  guardedPost,
} from "../guarded_fetch.ts";
import { answerText } from "./answer_text.ts";

/** How long a bot may take to answer, in milliseconds. */
export const TIMEOUT_MS = 5_000;
/** How long an address for an answer is good, in milliseconds. */
export const REPLY_MS = 15 * 60_000;

export interface CourierOptions {
  readonly bots: Bots;
  readonly commands: Commands;
  readonly hub: Hub;
  readonly journal: Journal;
  readonly store: DeliveryStore;
  readonly fetchOptions: GuardedFetchOptions;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

export class Courier {
  readonly #options: CourierOptions;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  /** Tells a bot a message; gives why it could not, and `undefined` when that is done or not needed. */
  async deliver(bot: Bot, delivery: Delivery, signal: AbortSignal): Promise<string | undefined> {
    const { callback } = bot;
    const { bots } = this.#options;
    const person = await bots.personOf(bot);
    const message = callback && person && await this.#messageOf(person, delivery);
    if (!message) return undefined;
    const replyUrl = await this.#newReplyUrl(callback.base, delivery);
    const body = JSON.stringify({ event: message, room: delivery.name, reply_url: replyUrl });
    try {
      const answered = await this.#post(callback, body, signal);
      const { status } = answered;
      if (status >= 300 && status < 400) return `it answered ${status}: redirects are not followed`;
      if (status < 200 || status >= 300) return `it answered ${status}`;
      const text = answerText(answered);
      if (text !== undefined) await this.reply(bot, delivery, text);
      return undefined;
    } catch (error) {
      if (error instanceof FetchError || error instanceof ProtocolError) return error.message;
      throw error;
    }
  }

  /**
   * Says what a bot answers to a message: once, however often.
   *
   * @throws {ProtocolError} If it may not.
   */
  async reply(bot: Bot, { id, name: room, seq }: Delivery, text: string): Promise<void> {
    const { bots, commands } = this.#options;
    const person = await bots.personOf(bot);
    if (!person) return;
    const say = { type: "say", room, id: `reply-${id}`, text, reply: seq };
    await commands.execute({ person, address: bot.id }, say);
  }

  /** The message, if it is still there, and the bot may read it. */
  async #messageOf(person: Person, delivery: Delivery): Promise<Said | undefined> {
    const { hub, journal, now } = this.#options;
    const { room: key, name, people, seq } = delivery;
    const asker = { person, address: undefined };
    const mayRead = hub.permissions.mayConnect(asker, now()) &&
      hub.permissions.mayRead(asker, { key, name, people }, now());
    if (!mayRead) return undefined;
    const [entry] = await journal.read(key, { after: seq - 1, limit: 1 });
    return entry?.type === "said" && entry.seq === seq && !entry.deleted ? entry : undefined;
  }

  async #newReplyUrl(base: string, delivery: Delivery): Promise<string> {
    const { store, now } = this.#options;
    const secret = newToken();
    await store.addReply(hashToken(secret), { delivery, expires: now() + REPLY_MS });
    return new URL(`api/replies/${secret}`, base).href;
  }

  #post(
    { url, secret }: NonNullable<Bot["callback"]>,
    body: string,
    signal: AbortSignal,
  ): Promise<Answered> {
    const at = Math.floor(this.#options.now() / 1000);
    const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
    const headers = {
      "content-type": "application/json",
      "user-agent": "hubbub",
      "x-hubbub-signature": `t=${at},v1=${signature}`,
    };
    return guardedPost(new URL(url), { body, headers, signal }, this.#options.fetchOptions);
  }
}
