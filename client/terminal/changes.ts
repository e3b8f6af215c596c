/**
 * What somebody at a terminal does to messages that were said.
 *
 * @module
 */

import { type Connection, CutError } from "../connection.ts";
import { removeSaid, type SaidRemoval } from "../connection/account/said_removal.ts";
import { linkForOthers } from "../connection/account/shared_link.ts";
import { Session } from "../connection/endpoint.ts";
import type { Change } from "../connection/outbox.ts";
import { qualified } from "../../protocol/emoji.ts";
import type { Said } from "../../protocol.ts";
import type { MessageInput } from "./changes/target.ts";
import { linkTo } from "./lookup/place.ts";
import type { Sayings } from "./draft/sayings.ts";
import { TextError } from "../../protocol/text.ts";
import type { View } from "./view.ts";
import { isSame } from "./view/render.ts";
import { hiddenIn } from "../../protocol/markup/plain_words.ts";
import { quoted } from "./view/quoted.ts";
import { wordsOf } from "./view/render/words.ts";
import { say, told } from "../program/languages.ts";

/** Who asks and is told what goes beyond a line. */
export interface Asker {
  /** Asks a question that is answered by yes or no. */
  confirm(question: string): Promise<boolean>;
  /** Puts a text where it can be pasted from, if the terminal lets us. */
  copy(text: string): void;
  /** The server's address. */
  readonly url: string;
}

/** Changes what was said, and tells when that did not go through. */
export class Changer {
  readonly #connection: Connection;
  readonly #view: View;
  readonly #sayings: Sayings;
  readonly #asker: Asker;

  constructor(connection: Connection, view: View, sayings: Sayings, asker: Asker) {
    this.#asker = asker;
    this.#connection = connection;
    this.#sayings = sayings;
    this.#view = view;
  }

  /** Has the server do something, and delete what is to be deleted after it. */
  async give({ order, removal }: { order: Change; removal?: SaidRemoval }): Promise<void> {
    if (!await this.change(order) || removal === undefined) return;
    const session = this.#session;
    this.#view.quiet(say`Deleting what ${removal.name} said here…`);
    try {
      const count = await removeSaid(session, removal);
      this.#view.quiet(
        count === 1
          ? say`Of ${removal.name}, 1 message was deleted`
          : say`Of ${removal.name}, ${count} messages were deleted`,
      );
    } catch (error) {
      this.#view.wrong(told(error instanceof Error ? error.message : String(error)));
    }
  }

  /** Does something to a message that is shown: to one with a number, or to somebody's last. */
  changeMessage(wanted: MessageInput): void {
    // What is pinned need not be shown here.
    if (wanted.type === "unpin" && wanted.of !== undefined) {
      return void this.change({ type: "pin", room: wanted.room, of: wanted.of, on: false });
    }
    const said = this.#find(wanted);
    if (said !== undefined) this.#changeOne(wanted, said);
  }

  /** The message that is meant, and no other: if it isn't shown, that is said. */
  #find(wanted: MessageInput): Said | undefined {
    const { past, isWaiting } = this.#view;
    // Else it would be done to what was said before.
    if (isWaiting && wanted.of === undefined) {
      this.#view.wrong(say`Your last message is still being sent. Press ↑ to get this back`);
      return undefined;
    }
    const { you } = this.#connection;
    const isOwn = wanted.type === "edit" || wanted.type === "delete";
    const said = wanted.of === undefined
      ? past.lastSaid(wanted.room, wanted.from ?? (isOwn ? you : undefined))
      : past.said(wanted.room, wanted.of);
    if (said !== undefined) return said;
    this.#view.wrong(
      wanted.of === undefined
        ? say`There is no message here to change`
        : say`No message #${wanted.of} is shown here: /history lists what was said, with its numbers`,
    );
    return undefined;
  }

  #changeOne(wanted: MessageInput, said: Said): void {
    const { room, seq: of, from } = said;
    const isOwn = isSame(from, this.#connection.you);
    switch (wanted.type) {
      case "edit":
        return void this.change({ type: "edit", room, of, text: wanted.text });
      case "delete":
        // By what is shown one may mistake whose it is; one's own is repaired by saying it again.
        return void (isOwn ? this.change({ type: "delete", room, of }) : this.delete(said));
      case "link":
        return void this.#link(said);
      case "pin":
      case "unpin":
        return void this.change({ type: "pin", room, of, on: wanted.type === "pin" });
      case "unread":
        return void this.#markUnread(said);
      case "react":
        return void this.#react(said, wanted.emoji);
      case "reactions":
        return this.#view.quiet(...reactionLines(said));
      case "reveal":
        return this.#view.quiet(...hiddenLines(said));
      case "reply":
        return this.#sayings.say(room, wanted.text, { reply: of });
      case "report":
        return void this.#report(
          { type: "report", room, of, reason: wanted.reason },
          say`You reported what ${from} said: ${quoted(wordsOf(said))}`,
        );
      default:
        wanted satisfies never;
    }
  }

  /** Deletes a message, if that is what somebody wants. */
  async delete(said: Said): Promise<void> {
    const { room, seq, from } = said;
    const words = quoted(wordsOf(said));
    const isWanted = await this.#asker.confirm(
      isSame(from, this.#connection.you)
        ? say`Delete your ${words}?`
        : say`Delete what ${from} said: ${words}?`,
    );
    if (!isWanted) return this.#view.quiet(say`Nothing was deleted`);
    // It may be gone meanwhile, or another stand there.
    if (this.#view.past.said(room, seq) === undefined) {
      return this.#view.quiet(say`That message is not there any more`);
    }
    await this.change({ type: "delete", room, of: seq });
  }

  /** As on the page, what one reacts with a second time is taken back. */
  #react({ room, seq: of, reactions = {} }: Said, emoji: string): void {
    const key = qualified(emoji) ?? emoji;
    const names = Object.hasOwn(reactions, key) ? reactions[key] ?? [] : [];
    const on = !names.some((name) => isSame(name, this.#connection.you));
    void this.change({ type: "react", room, of, emoji, on });
  }

  get #session(): Session {
    const { token } = this.#connection;
    return new Session(this.#asker.url, token === undefined ? {} : { token });
  }

  async #markUnread({ room, seq: of, from }: Said): Promise<void> {
    if (!await this.change({ type: "unread", room, of })) return;
    this.#view.quiet(
      say`Unread from what ${from} said on, until you come here again or say something`,
    );
  }

  async #link(said: Said): Promise<void> {
    const { room, seq, from } = said;
    const link = await linkForOthers(linkTo(this.#asker.url, { room, seq }), this.#session);
    this.#asker.copy(link);
    this.#view.quiet(say`The address of what ${from} said: ${quoted(wordsOf(said))}`, link);
  }

  async #report(report: Change, told: string): Promise<void> {
    if (await this.change(report)) this.#view.quiet(told);
  }

  /** Resolves with whether it was done. */
  async change(change: Change): Promise<boolean> {
    try {
      await this.#connection.change(change).acknowledged;
      return true;
    } catch (error) {
      // If it was refused, that was an event and is on the screen.
      if (error instanceof CutError) this.#view.wrong(told(error.message));
      // What is sealed here is measured here.
      if (error instanceof TextError) {
        this.#view.wrong(say`Not changed, it must have ${told(error.message)}`);
      }
      return false;
    }
  }
}

/** Who reacted, a line for each emoji. */
function reactionLines(said: Said): string[] {
  const { from, reactions = {} } = said;
  const lines = Object.entries(reactions).map(([emoji, names]) => `${emoji} ${names.join(", ")}`);
  if (lines.length === 0) {
    return [say`Nobody reacted to what ${from} said: ${quoted(wordsOf(said))}`];
  }
  return [say`Reactions to what ${from} said: ${quoted(wordsOf(said))}`, ...lines];
}

/** What somebody hid in a message by `||`. */
function hiddenLines(said: Said): string[] {
  const hidden = said.deleted ? [] : hiddenIn(said.text).flatMap((text) => text.split("\n"));
  const words = quoted(wordsOf(said));
  return hidden.length === 0
    ? [say`Nothing is hidden in what ${said.from} said: ${words}`]
    : [say`Hidden in what ${said.from} said: ${words}`, ...hidden];
}
