/**
 * What calls somebody in a room: chosen in its menu, or by `/notify`, and kept on the server.
 *
 * @module
 */

import type { Connection } from "../../../client/connection.ts";
import type { NotifyLevel } from "../../../protocol.ts";
import { notify } from "../../strings/calling/notify.ts";
import type { Settings } from "../browser_storage.ts";
import type { Chat } from "../chat.ts";
import { levelOf } from "../call/calls.ts";
import type { Room } from "../chat/room.ts";
import { type MenuItem, openMenu } from "../menu.ts";
import { change, type Problem } from "../visit/actions.ts";

/** Where it is chosen. */
export interface LevelVisit {
  readonly chat: Chat;
  readonly connection: Connection;
  readonly settings: Settings;
  draw(): void;
}

const CHOICES: readonly [NotifyLevel, () => string][] = [
  ["all", () => notify.chooseAll],
  ["mentions", () => notify.chooseMentions],
  ["nothing", () => notify.chooseNothing],
];

/** The line of a room's menu that opens the choice. */
export function levelItem(room: Room, at: Element, visit: LevelVisit): MenuItem {
  const level = levelOf(room);
  return {
    text: notify.roomLevel(notify[level]),
    act: () => openMenu(at, notify.levels, [choicesOf(room, visit)], notify.levels),
  };
}

function choicesOf(room: Room, visit: LevelVisit): MenuItem[] {
  return CHOICES.map(([level, text]) => ({
    text: level === levelOf(room) ? notify.chosen(text()) : text(),
    act: async () => {
      const problem = await chooseLevel(room, level, visit);
      if (problem !== undefined) visit.chat.note(problem);
      visit.draw();
    },
  }));
}

/** Chooses what calls somebody in a room, everywhere. */
export async function chooseLevel(room: Room, level: NotifyLevel, visit: LevelVisit): Problem {
  const { connection, settings, draw } = visit;
  const problem = await change(connection, { type: "notify", room: room.name, level });
  if (problem !== undefined) return problem;
  room.level = level;
  // What was chosen in this browser alone counts no more.
  if (settings.hasMuted(room.key)) settings.toggleMute(room.key);
  draw.call(visit);
}
