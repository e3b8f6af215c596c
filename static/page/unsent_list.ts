/**
 * What you said that is not in the room's log yet: shown at once, and when it was refused, why.
 *
 * @module
 */

import type { Line } from "../../client/connection/log.ts";
import type { Words } from "./message.ts";
import type { Chat } from "./chat.ts";
import type { Room, Unsent } from "./room.ts";
import { strings } from "../strings.ts";
import { element, KeyedList, part } from "./part.ts";
import { makeMessage, showWords, standBelow } from "./message.ts";

/** A change of a message that takes longer is shown as one that is on its way. */
const SHOWN_AFTER_MS = 1_000;

export type Item = { room: Room; you: string; message: Unsent; previous: Words | Line | undefined };

export class UnsentList {
  #list: KeyedList<Item>;

  constructor(
    options: {
      onRetry: (room: Room, message: Unsent) => void;
      onDiscard: (room: Room, message: Unsent) => void;
    },
  ) {
    this.#list = new KeyedList(part(document, "#unsent", HTMLElement), {
      keyOf: ({ message }) => message.id,
      make: ({ room, you, message }) => {
        const shown = makeMessage(message, message.from);
        const { log } = room;
        const reply = message.change?.of ?? message.reply;
        const original = reply && log.after(reply - 1).find(({ seq }) => seq === reply);
        const words = { ...message, ...(reply && { reply }) };
        showWords(shown, words, original && original.type === "said" ? original : undefined, you);
        const state = element("p", { className: "state note" }, strings.sending);
        shown.append(element("div", { className: "fate" }, state));
        return shown;
      },
      update: async (shown, { room, message, previous }) => {
        standBelow(shown, message, previous);
        shown.classList.toggle("refused", message.refused !== undefined);
        if (message.refused === undefined && message.change === undefined) return;
        try {
          const { showFate } = await import("./fate.ts");
          await showFate(shown, message, {
            retry: () => options.onRetry(room, message),
            discard: () => options.onDiscard(room, message),
          });
        } catch {
          // Without a connection it can't be loaded: it is drawn again when there is one.
        }
      },
    });
  }

  draw({ shown: room, you, status }: Chat, now: number): void {
    if (room === undefined) return this.#list.show([]);
    const { log: { newestLine } } = room;
    // A change that is stored at once is seen at its message.
    const unsent = room.unsent.filter(({ change, refused, at }) =>
      change === undefined || refused !== undefined || status.state !== "open" ||
      now - at > SHOWN_AFTER_MS
    );
    this.#list.show(
      unsent.map((message, index) => ({
        room,
        you,
        message,
        previous: unsent[index - 1] ?? newestLine,
      })),
    );
  }
}
