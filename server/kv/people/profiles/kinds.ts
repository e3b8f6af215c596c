/**
 * What is stored of profiles, as `schema.ts` describes all that is stored.
 *
 * @module
 */
import { isObject, isPosition } from "../../../../protocol/field.ts";
import type { Status } from "../../../../protocol/name/profile.ts";
import type { StoredProfile } from "../../../auth/accounts/profile_store.ts";
import { isText } from "../../checks.ts";
import type { Kind } from "../../schema.ts";

/** How long a server may take to hear of what another did, in milliseconds. */
const HEARD_MS = 60_000;

export const PROFILE_KINDS = {
  /** What a person tells of themselves. */
  profile: {
    at: "profile",
    is: isStoredProfile,
    backup: { record: "profile", parts: ["person"], value: "profile" },
  },
  /** The id of the person who is shown by a display name, under what all that look like it share. */
  displayed: { at: "displayed", is: isText, backup: { with: "profile" } },
  /** The rooms of a person whose profile was changed, for other servers. */
  profileChanged: {
    at: "profileChanged",
    is: areTexts,
    expireIn: HEARD_MS,
    backup: { none: "it is for servers that run" },
  },
} as const satisfies Record<string, Kind>;

export function isStoredProfile(value: unknown): value is StoredProfile {
  if (!isObject(value)) return false;
  const { name, display, zone, picture, status } = value;
  return isText(name) && [display, zone, picture].every(isTextOrAbsent) &&
    (status === undefined || isStatus(status));
}

function isStatus(value: unknown): value is Status {
  if (!isObject(value)) return false;
  const { state, text, until } = value;
  return (state === undefined || state === "away" || state === "dnd") && isTextOrAbsent(text) &&
    (until === undefined || isPosition(until));
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || isText(value);
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}
