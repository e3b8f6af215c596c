/**
 * What is stored of passkeys beside their accounts, as `schema.ts` describes all that is stored.
 *
 * @module
 */
import { isObject, isPosition } from "../../../protocol/field.ts";
import { CODE_MS } from "../../auth/accounts/sign_in_codes.ts";
import { CHALLENGE_MS } from "../../auth/accounts/passkeys/challenge.ts";
import type { SignInCode } from "../../auth/accounts/passkeys/passkey_store.ts";
import * as is from "../checks.ts";
import type { Kind } from "../schema.ts";

/** How long a challenge may count by the clocks of two servers, in milliseconds. */
const USED_MS = 3 * CHALLENGE_MS;

export const PASSKEY_KINDS = {
  /** The claim of the account that has a passkey, under what we call that. */
  passkey: { at: "passkey", is: is.isText, backup: { with: "account" } },
  /** That a challenge was used, under its nonce. */
  usedChallenge: {
    at: "usedChallenge",
    is: is.isTrue,
    expireIn: USED_MS,
    backup: { none: "it is good for some minutes" },
  },
  /** The secret by which servers know their challenges. */
  challengeKey: {
    at: "challengeKey",
    is: is.isText,
    backup: { none: "each store makes another" },
  },
  /** The code by which a person signs in once. */
  signInCode: {
    at: "signInCode",
    is: isSignInCode,
    expireIn: CODE_MS,
    backup: { none: "it is good for some minutes" },
  },
} as const satisfies Record<string, Kind>;

function isSignInCode(value: unknown): value is SignInCode {
  return isObject(value) && is.isText(value.hash) && isPosition(value.expires);
}
