/**
 * Asks the browser for passkeys. Bytes go over the wire in base64url, as `toJSON()` has them, which not
 * every browser can write and read yet.
 *
 * @module
 */

import type { Challenge } from "../../../../client/connection/account/passkeys.ts";
import { passkeys as words } from "../../../strings/passkeys.ts";

/** Why this page can have no passkeys; `undefined` if it can. */
export function whyNot(): string | undefined {
  if (!globalThis.isSecureContext) return words.needsHttps;
  if (!("PublicKeyCredential" in globalThis)) return words.noPasskeys;
  const { hostname } = location;
  return /^[\d.]+$|^\[/.test(hostname) ? words.isNumber : undefined;
}

/** Has a new passkey made. */
export async function makePasskey(asked: Challenge): Promise<object> {
  const { rp, user, pubKeyCredParams, excludeCredentials, ...rest } = asked as
    & Challenge
    & MakingJson;
  const publicKey = {
    ...rest,
    ...{ rp, pubKeyCredParams },
    challenge: bytesOf(asked.challenge),
    user: { ...user, id: bytesOf(user.id) },
    excludeCredentials: descriptorsOf(excludeCredentials),
  };
  const made = await asking(() => navigator.credentials.create({ publicKey }));
  if (!(made?.response instanceof AuthenticatorAttestationResponse)) throw new Error(words.failed);
  const { clientDataJSON, attestationObject } = made.response;
  return {
    ...{ id: made.id, rawId: made.id, type: made.type },
    response: {
      clientDataJSON: textOf(clientDataJSON),
      attestationObject: textOf(attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

/**
 * Has a passkey answer.
 *
 * @param how.isSecond whether it is asked for beside a password: then it is enough to have it
 * @param how.signal ends the asking
 * @param how.isAutofill whether it is offered where names are, and nowhere else
 */
export async function usePasskey(
  asked: Challenge,
  { isSecond = false, isAutofill = false, signal }: {
    isSecond?: boolean;
    isAutofill?: boolean;
    signal?: AbortSignal;
  } = {},
): Promise<object> {
  const { allowCredentials = [], ...rest } = asked as Challenge & UsingJson;
  const publicKey: PublicKeyCredentialRequestOptions = {
    ...rest,
    challenge: bytesOf(asked.challenge),
    allowCredentials: descriptorsOf(allowCredentials),
    ...(isSecond && { userVerification: "preferred" }),
  };
  const found = await asking(() =>
    navigator.credentials.get({
      publicKey,
      ...(signal && { signal }),
      ...(isAutofill && { mediation: "conditional" }),
    })
  );
  if (!(found?.response instanceof AuthenticatorAssertionResponse)) throw new Error(words.failed);
  const { clientDataJSON, authenticatorData, signature, userHandle } = found.response;
  return {
    ...{ id: found.id, rawId: found.id, type: found.type },
    response: {
      clientDataJSON: textOf(clientDataJSON),
      authenticatorData: textOf(authenticatorData),
      signature: textOf(signature),
      ...(userHandle && { userHandle: textOf(userHandle) }),
    },
  };
}

interface DescriptorJson {
  id: string;
  type: PublicKeyCredentialType;
  transports?: AuthenticatorTransport[];
}

type MakingJson = {
  rp: PublicKeyCredentialRpEntity;
  user: { id: string; name: string; displayName: string };
  pubKeyCredParams: PublicKeyCredentialParameters[];
  excludeCredentials: DescriptorJson[];
};

type UsingJson = { allowCredentials?: DescriptorJson[] };

function descriptorsOf(list: readonly DescriptorJson[]): PublicKeyCredentialDescriptor[] {
  return list.map((one) => ({ ...one, id: bytesOf(one.id) }));
}

/** What is said of errors that browsers name; of others, what they say. */
const ERRORS: Record<string, () => string> = {
  // Also where nobody wanted to, and where there is no passkey: browsers do not tell which.
  NotAllowedError: () => words.cancelled,
  AbortError: () => words.cancelled,
  InvalidStateError: () => words.isKnown,
  SecurityError: () => words.wrongHost,
  NotSupportedError: () => words.cannotCheck,
  ConstraintError: () => words.cannotCheck,
};

async function asking(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential | null> {
  try {
    const found = await ask();
    return found instanceof PublicKeyCredential ? found : null;
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    throw new Error(ERRORS[name]?.() ?? message, { cause: error });
  }
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

function textOf(bytes: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
