/**
 * What the audit log says of a moderation action.
 *
 * @module
 */
import type { ModerationAction } from "../../../protocol.ts";
import type { Moderated } from "../../../hub/permissions/moderation/moderated.ts";
import type { AuditNote } from "../audit.ts";

export function noteOf({ at, by, action }: Moderated): AuditNote {
  return {
    at,
    by: by.name,
    what: action.type,
    ...(action.type !== "rename" && "name" in action && { about: action.name }),
    ...("room" in action && { room: action.room }),
    ...("reason" in action && action.reason !== undefined && { reason: action.reason }),
    ...outcomeOf(action, at),
  };
}

/** How long it holds, or what something is from then on. */
function outcomeOf(action: ModerationAction, at: number): Pick<AuditNote, "ends" | "to"> {
  switch (action.type) {
    case "mute":
    case "ban":
      if (action.ms === 0) return { to: false };
      return action.ms === undefined ? { to: true } : { to: true, ends: at + action.ms };
    case "slow":
      return { to: action.ms };
    case "announce":
    case "archive":
    case "moderator":
      return { to: action.on };
    case "access":
      return { to: action.access };
    case "rename":
      return { to: action.name };
    default:
      return {};
  }
}
