// @ts-check
/** @import { Deeds } from "./deeds.js" */
/** @import { Room } from "./room.js" */

/**
 * What one can do with a room.
 *
 * @module
 */

import { strings } from "../strings.js";
import { more } from "../strings/more.js";
import { addressOf, LOBBY } from "./address.js";
import { obey } from "./asking.js";
import { copy } from "./copy.js";
import { prompt } from "./dialog.js";
import { openMenu } from "./menu.js";

/** As the server has it: `LIMITS.topic` of protocol.ts. */
const TOPIC_MAX = 200;

/**
 * @param {Room} room
 * @param {{ at: Element, deeds: Deeds, toggleMute: () => void }} options
 */
export async function openRoomMenu(room, { at, deeds, toggleMute }) {
  // Everybody always has somewhere to be. A direct room is there again when something is said in it.
  const canLeave = room.key !== LOBBY;
  await openMenu(at, strings.roomMenu, [
    [
      { text: more.setTopic, act: () => setTopic(room, deeds) },
      {
        text: more.copyRoomLink,
        act: () => copy(new URL(addressOf(room.name), location.href).href),
      },
      { text: room.isMuted ? more.unmuteRoom : more.muteRoom, act: toggleMute },
    ],
    canLeave ? [{ text: more.leaveRoom, act: () => deeds.leave(room) }] : [],
  ]);
}

/**
 * The dialog stays until the topic is set: what was typed is not lost.
 *
 * @param {Room} room
 * @param {Deeds} deeds
 */
async function setTopic(room, deeds) {
  await prompt(more.topicQuestion, room.topic, TOPIC_MAX, async (text) => {
    if (text === room.topic) return undefined;
    return await obey(deeds, { type: "topic", room: room.name, text });
  });
}
