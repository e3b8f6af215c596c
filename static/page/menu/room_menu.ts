/**
 * What one can do with a room.
 *
 * @module
 */

import type { Deeds } from "../deeds.ts";
import type { Room } from "../chat/room.ts";
import { LIMITS, LOBBY } from "../../../protocol.ts";
import { isDirect } from "../../../protocol/name.ts";
import { strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { addressOf } from "../document.ts";
import { obey } from "../deeds/asking.ts";
import { copy } from "./copy.ts";
import { prompt } from "../dialog.ts";
import { openMenu } from "../menu.ts";

export async function openRoomMenu(
  room: Room,
  { at, deeds, toggleMute, openHooks }: {
    at: Element;
    deeds: Deeds;
    toggleMute: () => void;
    openHooks: () => Promise<void>;
  },
): Promise<void> {
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
      // Those of a direct room would be everybody's.
      ...(isDirect(room.name) ? [] : [{ text: more.hooks, act: openHooks }]),
    ],
    canLeave ? [{ text: more.leaveRoom, act: () => deeds.leave(room) }] : [],
  ]);
}

/** The dialog stays until the topic is set: what was typed is not lost. */
async function setTopic(room: Room, deeds: Deeds) {
  await prompt(more.topicQuestion, room.topic, LIMITS.topic, async (text) => {
    if (text === room.topic) return undefined;
    return await obey(deeds, { type: "topic", room: room.name, text });
  });
}
