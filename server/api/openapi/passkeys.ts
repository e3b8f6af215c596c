/**
 * What each route of passkeys, and of what else lets an account's owner in, takes and answers.
 *
 * @module
 */
import { DONE, type Operation } from "./operation.ts";
import { list, NUMBER, object, ref, TEXT, YES } from "./schemas.ts";

const CREDENTIAL = {
  type: "object",
  description: "A `PublicKeyCredential`, as its `toJSON()` writes it",
} as const;
/** Who changes how they come in says anew who they are: one of the two. */
const CONFIRMATION = { "password?": TEXT, "passkey?": CREDENTIAL } as const;

export const PASSKEY_OPERATIONS: Readonly<Record<string, Operation>> = {
  "POST /api/challenges": {
    summary: "Makes a challenge for an authenticator, as `navigator.credentials` takes it in JSON",
    body: object({
      for: { enum: ["sign-in", "confirm", "add", "claim"] },
      "name?": TEXT,
      ...CONFIRMATION,
    }),
    answers: { 201: object({ challenge: TEXT, timeout: NUMBER }) },
  },
  "GET /api/passkeys": {
    summary: "Lists your passkeys, and what else lets you in",
    answers: {
      200: object({
        passkeys: list(ref("Passkey")),
        ...{ password: YES, secondFactor: YES, "host?": TEXT, "problem?": TEXT },
      }),
    },
  },
  "POST /api/passkeys": {
    summary: "Adds a passkey",
    body: object({ name: TEXT, passkey: CREDENTIAL }),
    answers: { 201: ref("Passkey") },
  },
  "PATCH /api/passkeys/:id": {
    summary: "Renames a passkey",
    body: object({ name: TEXT }),
    answers: { 200: ref("Passkey") },
  },
  "DELETE /api/passkeys/:id": { summary: "Removes a passkey", answers: DONE },
  "DELETE /api/account/password": {
    summary: "Removes your password: only passkeys let you in then",
    body: object(CONFIRMATION),
    answers: DONE,
  },
  "PUT /api/account/second-factor": {
    summary: "Sets whether your password alone is not enough",
    body: object({ on: YES, ...CONFIRMATION }),
    answers: DONE,
  },
  "POST /api/account/code": {
    summary: "Makes a code by which you sign in once, as if it were your password",
    answers: { 201: object({ code: TEXT, expires: NUMBER }) },
  },
};
