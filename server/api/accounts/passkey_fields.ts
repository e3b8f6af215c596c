/**
 * Passkeys in the bodies of requests, as browsers write them: `PublicKeyCredential.toJSON()`.
 *
 * @module
 */
import { type Fields as JsonFields, isObject, wellFormed } from "../../../protocol/field.ts";
import type { NewPasskeyAnswer, PasskeyAnswer } from "../../auth/accounts/passkeys/answers.ts";
import { NAME_MAX } from "../../auth/accounts/passkeys/passkey.ts";
import type { Fields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";

/** How browsers reach an authenticator: what they may say, and how many such words. */
const TRANSPORT = /^[a-z-]{1,32}$/;
const TRANSPORTS_MAX = 8;
/** Nothing that is seen: a line break, or what turns the direction of a line. */
const UNSEEN = /\p{C}/u;

/** The answer of a passkey that is used; `undefined` if there is none. */
export function passkeyAnswerOf(fields: Fields): PasskeyAnswer | undefined {
  const found = credentialOf(fields);
  if (!found) return undefined;
  const { id, response } = found;
  return {
    credential: text(id, "id"),
    clientData: text(response.clientDataJSON, "clientDataJSON"),
    authenticatorData: text(response.authenticatorData, "authenticatorData"),
    signature: text(response.signature, "signature"),
    // Some browsers write `null`, and some nothing.
    user: response.userHandle === null || response.userHandle === undefined
      ? undefined
      : text(response.userHandle, "userHandle"),
  };
}

/** The answer with a new passkey, and how browsers reach it; `undefined` if there is none. */
export function newPasskeyOf(
  fields: Fields,
): NewPasskeyAnswer & { transports: string[] } | undefined {
  const found = credentialOf(fields);
  if (!found) return undefined;
  const { response } = found;
  const told: unknown[] = Array.isArray(response.transports) ? response.transports : [];
  return {
    clientData: text(response.clientDataJSON, "clientDataJSON"),
    attestation: text(response.attestationObject, "attestationObject"),
    transports: told.slice(0, TRANSPORTS_MAX).filter((one): one is string =>
      typeof one === "string" && TRANSPORT.test(one)
    ),
  };
}

/** What somebody calls a passkey. */
export function passkeyName(name: string): string {
  const written = wellFormed("name", name.trim(), NAME_MAX);
  if (written !== "" && !UNSEEN.test(written)) return written;
  throw malformed(`name must be 1 to ${NAME_MAX} visible characters`);
}

function credentialOf(fields: Fields): { id: unknown; response: JsonFields } | undefined {
  const value = fields.value("passkey") ?? undefined;
  if (value === undefined) return undefined;
  if (!isObject(value) || !isObject(value.response)) throw malformed("it is no credential");
  if (value.type !== "public-key") throw malformed('its type must be "public-key"');
  return { id: value.id, response: value.response };
}

function text(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  throw malformed(`${name} must be a text`);
}

function malformed(why: string): Refusal {
  return new Refusal("malformed", `Cannot read passkey: ${why}`);
}
