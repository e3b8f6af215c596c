/**
 * Route: what a browser asks an authenticator for, with a challenge in it.
 *
 * @module
 */
import { nameKey } from "../../../protocol/name.ts";
import { type Asker, readName } from "../../auth.ts";
import { newAccountId } from "../../auth/accounts.ts";
import { CHALLENGE_MS, newNonce, type Purpose } from "../../auth/accounts/passkeys/challenge.ts";
import { ALGORITHMS, type Passkey, userHandle } from "../../auth/accounts/passkeys/passkey.ts";
import type { Use } from "../../auth/accounts/passkeys.ts";
import { answer } from "../../http/answer.ts";
import { readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import type { Api } from "../context.ts";
import { accountOf, confirm, useOf, whoseOf } from "./confirmation.ts";

/** What is shown of us by whoever asks for a finger. */
const OUR_NAME = "Hubbub";

/**
 * Makes a challenge. The answer is what a browser's `navigator.credentials` takes, as JSON. Of one to sign
 * in with it says nothing of anybody, so nobody learns from it who has an account, or a passkey.
 */
export async function makeChallenge(call: Call, api: Api): Promise<Response> {
  const fields = await readFields(call.request);
  const purpose = purposeOf(fields.text("for"));
  switch (purpose) {
    case "sign-in":
      return await askForOne(useOf(call, api, purpose, ""), [], api);
    case "confirm": {
      const asker = await api.authenticator.expect(call);
      const account = await accountOf(asker, api);
      const use = useOf(call, api, purpose, whoseOf(asker));
      return await askForOne(use, ofHost(account.passkeys, use), api);
    }
    case "add": {
      const asker = await api.authenticator.expect(call);
      const account = await confirm(asker, fields, call, api);
      const use = useOf(call, api, purpose, whoseOf(asker));
      const user = { id: account.id, name: account.name };
      return await askForNew(use, { user, known: ofHost(account.passkeys, use) }, api);
    }
    case "claim": {
      const asker = await api.authenticator.recognize(call);
      const name = readName(fields.text("name"));
      const nonce = newNonce();
      const user = { id: claimantId(asker, name, nonce), name };
      const use = useOf(call, api, purpose, claimWhose(asker, name));
      return await askForNew(use, { user, known: [], nonce }, api);
    }
    default:
      purpose satisfies never;
      throw new TypeError(`Cannot make challenge for ${purpose}`);
  }
}

/** The id of whoever claims a name by a passkey: a guest's own, or one that their challenge gives. */
export function claimantId(asker: Asker | undefined, name: string, nonce: string): string {
  return guestOf(asker, name)?.id ?? newAccountId(nonce);
}

/** Whose a challenge to claim a name is. */
export function claimWhose(asker: Asker | undefined, name: string): string {
  return `${nameKey(name)} ${guestOf(asker, name)?.id ?? ""}`;
}

function guestOf(asker: Asker | undefined, name: string): Asker["person"] | undefined {
  const isTheirs = asker?.person.guest && asker.person.key === nameKey(name);
  return isTheirs ? asker.person : undefined;
}

async function askForOne(
  use: Use,
  allowed: readonly Passkey[],
  { auth }: Api,
): Promise<Response> {
  return answer({
    challenge: await auth.passkeys.challenge(use),
    rpId: use.party.host,
    timeout: CHALLENGE_MS,
    userVerification: "required",
    allowCredentials: allowed.map(descriptor),
  }, 201);
}

async function askForNew(
  use: Use,
  { user, known, nonce }: {
    user: { id: string; name: string };
    known: readonly Passkey[];
    nonce?: string;
  },
  { auth }: Api,
): Promise<Response> {
  return answer({
    challenge: await auth.passkeys.challenge(use, nonce),
    rp: { id: use.party.host, name: OUR_NAME },
    user: { id: userHandle(user.id), name: user.name, displayName: user.name },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
    timeout: CHALLENGE_MS,
    excludeCredentials: known.map(descriptor),
    authenticatorSelection: {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
    attestation: "none",
  }, 201);
}

function ofHost(passkeys: readonly Passkey[] = [], { party }: Use): Passkey[] {
  return passkeys.filter(({ host }) => host === party.host);
}

function descriptor({ credential, transports }: Passkey): Record<string, unknown> {
  return { type: "public-key", id: credential, transports };
}

function purposeOf(text: string): Purpose {
  if (text === "sign-in" || text === "confirm" || text === "add" || text === "claim") return text;
  throw new Refusal(
    "malformed",
    'Cannot make challenge: for must be "sign-in", "confirm", "add" or "claim"',
  );
}
