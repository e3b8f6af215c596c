/**
 * The notices of moderation actions in a room's log.
 *
 * @module
 */
import type { ModerationAction } from "../../protocol.ts";
import { inWords } from "./duration.ts";

/** People that a notice about several names; of more, it has the first. */
const NAMED_MAX = 10;

/** The text of the notice of an action. */
export function noticeOf(action: ModerationAction, name: string, by: string): string {
  switch (action.type) {
    case "invite":
      return `${name} was invited by ${by}`;
    case "uninvite":
      return `${name} was uninvited by ${by}`;
    case "kick":
      return `${name} was kicked by ${by}`;
    case "mute":
      if (action.ms === 0) return `${name} was unmuted by ${by}`;
      return `${name} was muted by ${by} for ${inWords(action.ms)}`;
    case "ban":
      if (action.ms === 0) return `${name} was unbanned by ${by}`;
      return `${name} was banned by ${by}${action.ms ? ` for ${inWords(action.ms)}` : ""}`;
    case "moderator":
      return action.on
        ? `${name} was made a moderator by ${by}`
        : `${name} is no longer a moderator, by decision of ${by}`;
    case "access":
      return {
        open: `The room was opened to everybody by ${by}`,
        listed: `The room was made invitation-only by ${by}`,
        hidden: `The room was hidden by ${by}: only people who are invited can see it`,
      }[action.access];
    case "slow":
      return action.ms === 0
        ? `Slow mode was ended by ${by}`
        : `Slow mode was set by ${by}: one message of each person in ${inWords(action.ms)}`;
    case "announce":
      return action.on
        ? `The room was made announcement-only by ${by}: only moderators can write here`
        : `Everybody may say something here again, by decision of ${by}`;
    case "rename":
      return `The room was renamed to ${action.name} by ${by}`;
    case "archive":
      return action.on
        ? `The room was archived by ${by}: nothing more is said here`
        : `The room was taken out of the archive by ${by}`;
    case "close":
      return `The room was closed by ${by}`;
    default:
      return action satisfies never;
  }
}

/** The text of the notice of an action about several people. */
export function bulkNotice(
  action: ModerationAction & { type: "ban" | "kick" },
  people: readonly string[],
  by: string,
): string {
  const count = people.length;
  const names = people.slice(0, NAMED_MAX).join(", ") + (count > NAMED_MAX ? ", …" : "");
  if (action.type === "kick") return `${count} people were kicked by ${by}: ${names}`;
  if (action.ms === 0) return `${count} people were unbanned by ${by}: ${names}`;
  if (action.ms === undefined) return `${count} people were banned by ${by}: ${names}`;
  return `${count} people were banned by ${by} for ${inWords(action.ms)}: ${names}`;
}

/** The text of the notice that somebody came by a link that somebody made. */
export function admissionNotice(name: string, by: string): string {
  return `${name} came in by an invitation link of ${by}`;
}
