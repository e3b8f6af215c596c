/**
 * A room to moderate.
 *
 * @module
 */
import type { Listener } from "./listener.ts";
import { type HeldHub, OpenHub } from "./open_hub.ts";

/** The room, as commands name it. */
export const DEN = { room: "den" } as const;

/** A room that ada made, and bob is in. */
export async function den(): Promise<{ chat: HeldHub; ada: Listener; bob: Listener }> {
  const chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "den");
  const [bob] = await chat.enters("bob", "den");
  await ada.hears("online");
  return { chat, ada, bob };
}

/** Somebody says something in the den, under an id that it is. */
export function says(chat: HeldHub, who: Listener, text: string, at = 1): void {
  chat.asks(who, { type: "say", ...DEN, id: text, text }, at);
}
