/**
 * Does something about several people of a room, and tells in the bar how far that is.
 *
 * @module
 */

import { Several, type SeveralAction } from "../../../../client/connection/account/several.ts";
import { isolated } from "../../../../protocol/name.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import type { Room } from "../../chat/room.ts";
import type { Moderator } from "./moderator.ts";

/**
 * Resolves when they are banned or removed. What they said is deleted after that, and told of in the bar,
 * where bans are lifted, too. What is told there of other things meanwhile stays until the end.
 */
export async function doToSeveral(
  action: SeveralAction,
  room: Room,
  moderator: Moderator,
): Promise<void> {
  const { chat, draw, session } = moderator;
  let shown = "";
  let names: string[] = [];
  let what = "";
  const tell = (then: string, isGood: boolean) => {
    shown = [what, then].filter(Boolean).join(" ");
    const act = () => void liftAll(names, room, moderator);
    const undo = action.action === "ban" && names.length > 0 && { action: words.unbanAll, act };
    chat.note(shown, { isGood, ...undo });
    draw();
  };
  const onProgress = (deleted: number) => {
    if (chat.notice?.text === shown) tell(words.deleting(deleted), true);
  };
  const { done, refused, deleted } = await new Several(session, room.name).act(action, onProgress);
  names = done;
  what = [
    done.length > 0 ? doneText(action, done.length, isolated(room.label)) : "",
    refused.length > 0
      ? words.notDoneFor(refused.map(({ name }) => isolated(name)).join(", "))
      : "",
  ].filter(Boolean).join(" ");
  tell(action.delete === undefined ? "" : words.deleting(0), done.length > 0);
  // It goes on though the dialog is closed.
  void deleted.then(
    (count) => tell(count === undefined ? "" : words.wereDeleted(count), done.length > 0),
    (error) => tell(error instanceof Error ? error.message : String(error), false),
  );
}

async function liftAll(names: readonly string[], room: Room, moderator: Moderator): Promise<void> {
  const { chat, draw, session } = moderator;
  try {
    const lift = { action: "unban", names } as const;
    const { done } = await new Several(session, room.name).act(lift);
    chat.note(words.areUnbanned(done.length, isolated(room.label)), { isGood: true });
  } catch (error) {
    chat.note(error instanceof Error ? error.message : String(error));
  }
  draw();
}

function doneText({ action, address }: SeveralAction, count: number, room: string): string {
  switch (action) {
    case "ban":
      return address ? words.areBannedByAddress(count, room) : words.areBanned(count, room);
    case "kick":
      return words.areKicked(count, room);
    default:
      return "";
  }
}
