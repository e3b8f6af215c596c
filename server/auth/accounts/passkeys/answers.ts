/**
 * Checks what authenticators answer, as "Registering a New Credential" and "Verifying an Authentication
 * Assertion" of the W3C's Web Authentication say.
 *
 * @module
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { type AuthenticatorData, DATA_MAX, readAuthenticatorData } from "./authenticator_data.ts";
import { type Cbor, isMap, readCbor } from "./cbor.ts";
import { CLIENT_DATA_MAX, type ClientDataType, readChallenge } from "./client_data.ts";
import { bytesOf, CREDENTIAL_ID_MAX, type Passkey, PasskeyError } from "./passkey.ts";
import { hasSigned, type PublicKey } from "./public_key.ts";
import type { RelyingParty } from "./relying_party.ts";

/** Bytes of an attestation at most. */
const ATTESTATION_MAX = 8_192;
/** Bytes of a signature at most: RSA's, of 4,096 bits. */
const SIGNATURE_MAX = 512;
/** Bytes of a user handle at most. */
const HANDLE_MAX = 64;

/** The answer to the question for a new passkey, in base64url. */
export interface NewPasskeyAnswer {
  readonly clientData: string;
  readonly attestation: string;
}

/** The answer of a passkey, in base64url. */
export interface PasskeyAnswer {
  readonly credential: string;
  readonly clientData: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly user?: string | undefined;
}

/** What is checked of both, apart from the challenge, which is for the caller to check. */
interface Signed {
  readonly challenge: string;
  readonly data: AuthenticatorData;
  /** What is signed: what the authenticator says, and a hash of what the browser does. */
  readonly signed: Uint8Array<ArrayBuffer>;
}

/** A new passkey, without what we know of it besides. */
export type NewPasskey = PublicKey & {
  readonly challenge: string;
  readonly credential: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly isSyncable: boolean;
};

/**
 * Reads a new passkey. Which make its authenticator is of nobody asks: so there is no attestation, or
 * one by its own key.
 *
 * @throws {PasskeyError} If it is not as it has to be.
 */
export async function readNewPasskey(
  { clientData, attestation }: NewPasskeyAnswer,
  party: RelyingParty,
): Promise<NewPasskey> {
  const bytes = bytesOf(attestation, "attestationObject", ATTESTATION_MAX);
  const object = readCbor(bytes);
  if (!isMap(object)) throw new PasskeyError("its attestation is no map");
  const said = object.get("authData");
  if (!(said instanceof Uint8Array)) throw new PasskeyError("its attestation says nothing");
  const { challenge, data, signed } = await readSigned(
    { clientData, said },
    { type: "webauthn.create", party },
  );
  const { made, counter, isSyncable } = data;
  if (!made) throw new PasskeyError("it has no passkey in it");
  refuseUnverified(data);
  await checkAttestation(object, made.key, signed);
  return { ...made.key, challenge, credential: made.credential, counter, isSyncable };
}

/** @throws {PasskeyError} If an attestation is of a kind that we did not ask for, or wrong. */
async function checkAttestation(
  object: ReadonlyMap<number | string, Cbor>,
  key: PublicKey,
  signed: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const [form, statement] = [object.get("fmt"), object.get("attStmt")];
  if (!isMap(statement)) throw new PasskeyError("its attestation has no statement");
  if (form === "none") {
    if (statement.size === 0) return;
    throw new PasskeyError("its attestation says something where there is none");
  }
  if (form !== "packed" || statement.has("x5c")) {
    throw new PasskeyError("its attestation is of a kind that nobody asked for");
  }
  const signature = statement.get("sig");
  const isOwn = statement.get("alg") === key.algorithm && signature instanceof Uint8Array &&
    signature.length <= SIGNATURE_MAX && await hasSigned(key, signature, signed);
  if (!isOwn) throw new PasskeyError("its attestation is signed by another key");
}

/** What a passkey answered, before it is known whose it is. */
export type ReadAnswer = Signed & {
  readonly credential: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
  /** The user handle, if there is one. */
  readonly user: string | undefined;
};

/** @throws {PasskeyError} If it is not as it has to be. */
export async function readAnswer(answer: PasskeyAnswer, party: RelyingParty): Promise<ReadAnswer> {
  const { clientData, authenticatorData, user } = answer;
  const credential = bytesOf(answer.credential, "id", CREDENTIAL_ID_MAX);
  const signature = bytesOf(answer.signature, "signature", SIGNATURE_MAX);
  if (user !== undefined) bytesOf(user, "userHandle", HANDLE_MAX);
  const said = bytesOf(authenticatorData, "authenticatorData", DATA_MAX);
  const read = await readSigned({ clientData, said }, { type: "webauthn.get", party });
  if (read.data.made) throw new PasskeyError("it makes a passkey, and was to use one");
  return { ...read, credential, signature, user };
}

/**
 * Whether an answer is a passkey's: its own signature, for its host, and as syncable as it was.
 */
export async function isOf(
  { signature, signed, data }: ReadAnswer,
  passkey: Passkey,
  { host }: RelyingParty,
): Promise<boolean> {
  const isRight = await hasSigned(passkey, signature, signed);
  return isRight && passkey.host === host && passkey.synced === data.isSyncable;
}

/**
 * Whether a passkey has counted on. One that is copied counts twice: two numbers that are not each
 * greater than the last tell.
 */
export function hasCountedOn({ counter }: Passkey, { data }: ReadAnswer): boolean {
  return counter === 0 && data.counter === 0 || data.counter > counter;
}

/** @throws {PasskeyError} If nobody made sure who used it: then it proves no more than to have it. */
export function refuseUnverified({ isVerified }: AuthenticatorData): void {
  if (isVerified) return;
  throw new PasskeyError("it did not check who you are, by a PIN, a fingerprint or the like");
}

async function readSigned(
  { clientData, said }: { clientData: string; said: Uint8Array<ArrayBuffer> },
  { type, party }: { type: ClientDataType; party: RelyingParty },
): Promise<Signed> {
  const client = bytesOf(clientData, "clientDataJSON", CLIENT_DATA_MAX);
  const challenge = readChallenge(client, type, party.origins);
  const data = await readAuthenticatorData(said);
  if (!timingSafeEqual(data.hostHash, sha256(new TextEncoder().encode(party.host)))) {
    throw new PasskeyError("it is for another host");
  }
  if (!data.isPresent) throw new PasskeyError("nobody was there");
  const signed = new Uint8Array([...said, ...sha256(client)]);
  return { challenge, data, signed };
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}
