/**
 * What one can do with a room.
 *
 * @module
 */

import type { Connection } from "../../../client/connection.ts";
import type { Room } from "../chat/room.ts";
import { LIMITS, LOBBY } from "../../../protocol.ts";
import { isDirect } from "../../../protocol/name.ts";
import { strings } from "../../strings.ts";
import { invites } from "../../strings/invites.ts";
import { more } from "../../strings/more.ts";
import { seals } from "../browser_storage.ts";
import { change } from "../visit/actions.ts";
import { copyLink } from "./copy.ts";
import { prompt } from "../dialog.ts";
import type { Moderator } from "./moderation/moderator.ts";
import { pinsSoon } from "../extras/pins.ts";
import { roomModerationItems } from "./moderation/room_items.ts";
import { openMenu } from "../menu.ts";
import { levelItem, type LevelVisit } from "./notify_menu.ts";
import type { SealedVisit } from "../visit/sealed/room_acts.ts";

export async function openRoomMenu(
  room: Room,
  { at, connection, visit, openFiles, openDate, openPins, openInvites, openHooks, moderator }: {
    at: Element;
    connection: Connection;
    visit: LevelVisit & SealedVisit;
    openFiles: () => Promise<void>;
    openDate: () => Promise<void>;
    openPins: () => Promise<void>;
    openInvites: () => Promise<void>;
    openHooks: () => Promise<void>;
    moderator: Moderator;
  },
): Promise<void> {
  // Everybody always has somewhere to be. A direct room is there again when something is said in it.
  const canLeave = room.key !== LOBBY;
  const pins = await pinsSoon(connection, room.name);
  const topic = maySetTopic(room)
    ? [{ text: more.setTopic, act: () => setTopic(room, connection) }]
    : [];
  const common = [
    { text: pins?.length ? more.pinsNumber(pins.length) : more.pins, act: openPins },
    { text: more.goToDate, act: openDate },
    levelItem(room, at, visit),
  ];
  if (room.isSealed) {
    const { sealedItems } = await import("../visit/sealed/room_acts.ts");
    const { first, last } = sealedItems(room, visit);
    const files = seals.has(room.name) ? [{ text: more.roomFiles, act: openFiles }] : [];
    const groups = [
      first,
      [...topic, ...files, ...common],
      roomModerationItems(room, moderator),
      last,
    ];
    return await openMenu(at, strings.roomMenu, groups);
  }
  await openMenu(at, strings.roomMenu, [
    [
      ...topic,
      { text: more.copyRoomLink, act: () => copyLink(room.name) },
      { text: more.roomFiles, act: openFiles },
      ...common,
      // Those of a direct room would be everybody's.
      ...(isDirect(room.name) ? [] : [
        ...(mayLeadIn(room) ? [{ text: invites.menu, act: openInvites }] : []),
        ...(room.settings.role ? [{ text: more.hooks, act: openHooks }] : []),
      ]),
    ],
    roomModerationItems(room, moderator),
    canLeave ? [{ text: more.leaveRoom, act: () => connection.leave(room.name) }] : [],
  ]);
}

/** As the server decides it: only moderators may where not everybody comes in, and nobody who is muted. */
export function maySetTopic(room: Room): boolean {
  return room.silence === undefined && room.mutedUntil <= Date.now() && mayLeadIn(room);
}

/** Whether somebody can show others the way into a room: where not everybody comes in, moderators let in. */
export function mayLeadIn({ settings: { role, access = "open" } }: Room): boolean {
  return role !== undefined || access === "open";
}

/** The dialog stays until the topic is set: what was typed is not lost. */
export async function setTopic(room: Room, connection: Connection): Promise<void> {
  await prompt(more.topicQuestion, room.topic, LIMITS.topic, async (text) => {
    if (text === room.topic) return undefined;
    return await change(connection, { type: "topic", room: room.name, text });
  });
}
