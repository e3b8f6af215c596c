/**
 * Asks for a day, and goes to what was said in a room from then on.
 *
 * @module
 */

import type { Connection } from "../../../client/connection.ts";
import { CutError } from "../../../client/connection/conversation.ts";
import { firstSaidFrom, startOfDate } from "../../../client/connection/rooms/from_date.ts";
import { dayInWords, dayOf, strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import type { Chat } from "../chat.ts";
import type { Room } from "../chat/room.ts";
import { addressOf, element } from "../document.ts";
import { openForm } from "../dialog/form_dialog.ts";

/** @param near a line that was said about then; the newest is, unless one is given */
export async function openDate(
  room: Room,
  { chat, connection, near, draw }: {
    chat: Chat;
    connection: Connection;
    near: Element | undefined;
    draw: () => void;
  },
): Promise<void> {
  const time = near?.closest("li")?.querySelector("time")?.dateTime;
  const value = dateOf(time ? Date.parse(time) : Date.now());
  const input = element("input", { type: "date", required: true, value });
  input.ariaLabel = more.dateLabel;
  const act = async () => {
    const at = startOfDate(input.value);
    if (at === undefined) throw new Error(more.dateWrong);
    const said = await firstSaidFrom(room.name, at, (question) => connection.ask(question))
      .catch((error) => {
        throw error instanceof CutError ? new Error(strings.notNow) : error;
      });
    if (said === undefined) throw new Error(more.nothingSince(dayInWords(at, Date.now())));
    goTo(room.name, said.seq);
    if (dayOf(said.at) === dayOf(at)) return;
    chat.note(more.nothingThen(dayInWords(at, Date.now())), { isGood: true });
    draw();
  };
  await openForm(more.goToDate, { hint: more.dateHint, fields: [input], yes: more.goThere, act });
}

/** Goes to a message by its address; again, where that is there already. */
export function goTo(room: string, seq: number): void {
  const address = addressOf(room, seq);
  if (location.hash === address) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = address;
}

/** The day of a time here, as a field for dates has it. */
function dateOf(time: number): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
