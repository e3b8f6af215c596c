/**
 * What the audit log says of a moderation action.
 *
 * @module
 */
import type { Moderated } from "../../../hub/permissions/moderation.ts";
import type { AuditNote } from "../audit.ts";

export function noteOf({ at, by, action }: Moderated): AuditNote {
  const isSanction = action.type === "mute" || action.type === "ban";
  return {
    at,
    by: by.name,
    what: action.type,
    ...("name" in action && { about: action.name }),
    ...("room" in action && { room: action.room }),
    ...(isSanction && action.ms !== undefined && { ends: at + action.ms }),
    ...(isSanction && action.reason !== undefined && { reason: action.reason }),
  };
}
