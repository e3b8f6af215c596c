/**
 * What is stored of guests' names, as `schema.ts` describes all that is stored.
 *
 * @module
 */
import { isObject, isPosition } from "../../../../protocol/field.ts";
import { NAMES_MAX, type StoredNames } from "../../../auth/sessions/guest_names.ts";
import { isText, isTrue } from "../../checks.ts";
import type { Kind } from "../../schema.ts";

/** How long a server may take to hear of what another did, in milliseconds. */
const HEARD_MS = 60_000;

export const NAME_KINDS = {
  /** All names of a guest who was renamed. */
  guestNames: {
    at: "guestNames",
    is: areNames,
    backup: { record: "guestNames", parts: ["person"], value: "names" },
  },
  /** The id of the person for whom a name is kept, under its key. */
  keptName: {
    at: "keptName",
    is: isText,
    backup: { record: "keptName", parts: ["name"], value: "id" },
  },
  /** That a person's names have changed, for other servers. */
  namesChanged: {
    at: "namesChanged",
    is: isTrue,
    expireIn: HEARD_MS,
    backup: { none: "it is for servers that run" },
  },
} as const satisfies Record<string, Kind>;

function areNames(value: unknown): value is StoredNames {
  if (!isObject(value)) return false;
  const { name, keys, at } = value;
  return isText(name) && Array.isArray(keys) && keys.length > 0 && keys.length <= NAMES_MAX &&
    keys.every(isText) && Array.isArray(at) && at.every(isPosition);
}
