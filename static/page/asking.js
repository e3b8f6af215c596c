// @ts-check
/** @import { Change } from "../connection/conversation.js" */
/** @import { Chat } from "./chat.js" */
/** @import { Deeds } from "./deeds.js" */

/**
 * What is asked of the server by a command or a menu, and why it was not done, if it was not.
 *
 * @module
 */

import { CutError } from "../connection/questions.js";
import { peopleOf } from "../connection/names.js";
import { strings } from "../strings.js";

/** Why something was not done, if it was not. @typedef {Promise<string | undefined>} Problem */

/**
 * Says something to people in their direct room, which may not be here yet.
 *
 * @param {Deeds} deeds
 * @param {Chat} chat
 * @param {string} name the room's
 * @param {string} text
 * @returns {Problem}
 */
export async function tell(deeds, chat, name, text) {
  const { connection } = deeds;
  const room = chat.room(name);
  if (room) return void deeds.say(room, text);
  // There is no place yet to show it in while it waits.
  if (connection.state !== "open") return strings.notNow;
  return await problemOf(() => connection.say({ to: peopleOf(name) }, text).acknowledged);
}

/**
 * Comes into a room.
 *
 * @param {Deeds} deeds
 * @param {string} room
 * @returns {Problem}
 */
export function enter({ connection }, room) {
  return problemOf(() => connection.join(room));
}

/**
 * Sets a topic, or does what a moderator says.
 *
 * @param {Deeds} deeds
 * @param {Change} order
 * @returns {Problem}
 */
export function obey({ connection }, order) {
  return problemOf(() => connection.change(order).acknowledged);
}

/**
 * @param {() => Promise<unknown>} act
 * @returns {Problem}
 */
async function problemOf(act) {
  try {
    await act();
  } catch (error) {
    if (error instanceof CutError) return strings.notNow;
    return error instanceof Error ? error.message : String(error);
  }
}
