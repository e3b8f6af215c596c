/**
 * Tells a moderator that something was done, and offers to take it back.
 *
 * @module
 */

import { isolated } from "../../../../protocol/name.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import { change } from "../../visit/actions.ts";
import type { Moderator, RoomAction } from "./moderator.ts";

/** A ban, as far as it is told of. */
export type Ban = { name: string; address?: boolean | undefined };

/** Asks the server for an action, and tells what became of it. */
export async function moderate(moderator: Moderator, action: RoomAction): Promise<void> {
  const problem = await change(moderator.connection, action);
  if (problem === undefined) return tellDone(moderator, action);
  moderator.chat.note(problem);
  moderator.draw();
}

/** Tells that an action was done, with a button that undoes it, where that is possible. */
export function tellDone(moderator: Moderator, action: RoomAction): void {
  const { chat, draw } = moderator;
  const text = doneText(action, isolated(chat.room(action.room)?.label ?? action.room));
  if (text === undefined) return;
  const undoing = undoOf(action);
  chat.note(text, {
    isGood: true,
    ...(undoing && { action: words.undo, act: () => void moderate(moderator, undoing) }),
  });
  draw();
}

function doneText(action: RoomAction, room: string): string | undefined {
  const name = isolated("name" in action ? action.name : "");
  switch (action.type) {
    case "mute":
      return action.ms === 0 ? words.isUnmuted(name) : words.isMuted(name);
    case "ban":
      return action.ms === 0 ? words.isUnbanned(name, room) : bannedText(action, room);
    case "kick":
      return words.isKicked(name, room);
    case "moderator":
      return action.on ? words.isAppointed(name) : words.isDismissed(name);
    case "archive":
      return action.on ? words.isArchived(room) : words.isUnarchived(room);
    case "invite":
      return words.isInvited(name, room);
    case "uninvite":
      return words.isUninvited(name, room);
    case "access":
    case "slow":
    case "announce":
    case "rename":
      return words.isSet(room);
    default:
      return undefined;
  }
}

/** That somebody is banned, and their address, if it is. */
export function bannedText({ name, address }: Ban, room: string): string {
  return address
    ? words.isBannedByAddress(isolated(name), room)
    : words.isBanned(isolated(name), room);
}

/** What takes an action back; of one that is itself the end of something, nothing does. */
function undoOf(action: RoomAction): RoomAction | undefined {
  switch (action.type) {
    case "mute":
    case "ban": {
      const { type, room, name, ms } = action;
      return ms === 0 ? undefined : { type, room, name, ms: 0 };
    }
    case "moderator":
      return { ...action, on: !action.on };
    case "archive":
      return action.on ? { ...action, on: false } : undefined;
    default:
      return undefined;
  }
}
