/**
 * What a browser says of an authenticator's answer, and has it sign: what it was for, on which page, and
 * with which challenge.
 *
 * @module
 */
import { isObject } from "../../../../protocol/field.ts";
import { PasskeyError } from "./passkey.ts";

/** Bytes of it at most. */
export const CLIENT_DATA_MAX = 4_096;

/** For a new passkey, or for one that is used. */
export type ClientDataType = "webauthn.create" | "webauthn.get";

/**
 * The challenge of an answer, if it is of this type and was made on a page of ours.
 *
 * @param origins where our pages are
 * @throws {PasskeyError} If it is not.
 */
export function readChallenge(
  bytes: Uint8Array,
  type: ClientDataType,
  origins: readonly string[],
): string {
  const data = parse(bytes);
  if (data.type !== type) throw new PasskeyError("it is an answer to another question");
  if (typeof data.origin !== "string" || !origins.includes(data.origin)) {
    throw new PasskeyError("it was made on the page of another site");
  }
  // Our page is in no frame, and its passkeys are for no page that has it in one.
  if (data.crossOrigin !== undefined && data.crossOrigin !== false) throw inFrame();
  if (data.topOrigin !== undefined) throw inFrame();
  if (typeof data.challenge !== "string") throw new PasskeyError("it has no challenge");
  return data.challenge;
}

function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new PasskeyError("what the browser says is no JSON");
  }
  if (isObject(data)) return data;
  throw new PasskeyError("what the browser says is no JSON object");
}

function inFrame(): PasskeyError {
  return new PasskeyError("it was made on a page inside another site's");
}
