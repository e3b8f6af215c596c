/**
 * What an authenticator says, and signs: for which host, how it looked at its person, and how often it
 * was used; of a new passkey, its id and its public key, too.
 *
 * @module
 */
import { CborReader, isMap } from "./cbor.ts";
import { CREDENTIAL_ID_MAX, PasskeyError } from "./passkey.ts";
import { type PublicKey, readPublicKey } from "./public_key.ts";

/** Bytes of it at most: a key of RSA has some 560, an id 1,023. */
export const DATA_MAX = 4_096;
/** Bytes of the hash of the host, of the flags and of the counter; and before a new passkey's id. */
const HEAD = { host: 32, flags: 1, counter: 4 } as const;
const HEAD_LENGTH = HEAD.host + HEAD.flags + HEAD.counter;
const AAGUID_LENGTH = 16;

const FLAG = {
  present: 1,
  verified: 4,
  syncable: 8,
  synced: 16,
  key: 64,
  extensions: 128,
} as const;
/** Bits without a meaning, which authenticators leave alone. */
const RESERVED = 2 | 32;

export interface AuthenticatorData {
  /** The SHA-256 of the host. */
  readonly hostHash: Uint8Array;
  /** Whether a person touched it, or did the like. */
  readonly isPresent: boolean;
  /** Whether it made sure that the person is its owner: by a fingerprint, a PIN. */
  readonly isVerified: boolean;
  /** Whether the passkey may be on more than one device. */
  readonly isSyncable: boolean;
  readonly counter: number;
  /** A new passkey. */
  readonly made?: { readonly credential: Uint8Array<ArrayBuffer>; readonly key: PublicKey };
}

/** @throws {PasskeyError} If it is malformed. */
export async function readAuthenticatorData(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<AuthenticatorData> {
  if (bytes.length < HEAD_LENGTH) throw malformed("it is too short");
  if (bytes.length > DATA_MAX) throw malformed("it is too long");
  const flags = bytes[HEAD.host] ?? 0;
  const has = (flag: number) => (flags & flag) !== 0;
  if (has(RESERVED)) throw malformed("it has flags that nobody knows");
  if (has(FLAG.synced) && !has(FLAG.syncable)) throw malformed("it is synced and must not be");
  const made = has(FLAG.key) ? await readMade(bytes) : undefined;
  const rest = new CborReader(bytes, made?.end ?? HEAD_LENGTH);
  if (has(FLAG.extensions) && !isMap(rest.read())) {
    throw malformed("its extensions are no map");
  }
  if (rest.at !== bytes.length) throw malformed("something stands behind it");
  return {
    hostHash: bytes.subarray(0, HEAD.host),
    isPresent: has(FLAG.present),
    isVerified: has(FLAG.verified),
    isSyncable: has(FLAG.syncable),
    counter: new DataView(bytes.buffer, bytes.byteOffset).getUint32(HEAD.host + HEAD.flags),
    ...(made && { made }),
  };
}

/** A new passkey, and where it ends. */
async function readMade(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ credential: Uint8Array<ArrayBuffer>; key: PublicKey; end: number }> {
  const at = HEAD_LENGTH + AAGUID_LENGTH;
  const [high, low] = bytes.subarray(at, at + 2);
  if (high === undefined || low === undefined) throw malformed("it is too short");
  const length = 256 * high + low;
  if (length < 1 || length > CREDENTIAL_ID_MAX) throw malformed("its id has a wrong length");
  const credential = bytes.slice(at + 2, at + 2 + length);
  if (credential.length < length) throw malformed("it is too short");
  const reader = new CborReader(bytes, at + 2 + length);
  const key = await readPublicKey(reader.read());
  return { credential, key, end: reader.at };
}

function malformed(why: string): PasskeyError {
  return new PasskeyError(`what the authenticator says can't be read: ${why}`);
}
