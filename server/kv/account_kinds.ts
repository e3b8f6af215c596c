/**
 * What is stored beside accounts, as `schema.ts` describes all that is stored.
 *
 * @module
 */
import { RESET_MS } from "../auth/accounts/resets.ts";
import * as is from "./checks.ts";
import type { Kind } from "./schema.ts";

const FOR_A_DAY = { none: "a link is good for a day, and soon made anew" } as const;

export const ACCOUNT_KINDS = {
  /** A link that sets a new password, under the hash of its secret. */
  reset: { at: "reset", is: is.isReset, expireIn: RESET_MS, backup: FOR_A_DAY },
  /** The hash of that link's secret, under whose password it sets. */
  resetOf: { at: "resetOf", is: is.isText, expireIn: RESET_MS, backup: FOR_A_DAY },
} as const satisfies Record<string, Kind>;
