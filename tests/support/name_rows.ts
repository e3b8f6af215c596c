/**
 * Rows of guests who were renamed, for the test that a backup carries every kind.
 *
 * @module
 */
import { keys } from "../../server/kv/keys.ts";
import type { StoredNames } from "../../server/auth/sessions/guest_names.ts";

const ADA = "guest:ada";
const NAMES: StoredNames = { name: "Ida", keys: ["ada", "ida"], at: [1] };

export const NAME_ROWS = {
  guestNames: [[keys.guestNames(ADA), NAMES]],
  keptName: [[keys.keptName("ada"), ADA], [keys.keptName("ida"), ADA]],
  namesChanged: [[keys.namesChanged(ADA), true]],
} as const;
