/**
 * Public keys of passkeys: read as COSE has them, kept as SPKI, and what they have signed.
 *
 * @module
 */
import { type Cbor, isMap } from "./cbor.ts";
import { type Algorithm, base64url, type Passkey, PasskeyError } from "./passkey.ts";

/** Labels of COSE (RFC 9053). What -1 to -3 mean depends on the kind of key. */
const COSE = { kind: 1, algorithm: 3, first: -1, second: -2, third: -3 } as const;

/** What WebCrypto calls each algorithm. */
const IMPORTED: Readonly<
  Record<Algorithm, EcKeyImportParams | RsaHashedImportParams | Named>
> = {
  [-7]: { name: "ECDSA", namedCurve: "P-256" },
  [-8]: { name: "Ed25519" },
  [-257]: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
};
type Named = { readonly name: string };

const VERIFIED: Readonly<Record<Algorithm, EcdsaParams | Named>> = {
  [-7]: { name: "ECDSA", hash: "SHA-256" },
  [-8]: { name: "Ed25519" },
  [-257]: { name: "RSASSA-PKCS1-v1_5" },
};

/** Bytes of a coordinate on P-256, and of a key on Ed25519. */
const POINT = 32;
/** Bytes that the modulus of an RSA key may have: 2,048 bits to 4,096. */
const MODULUS = { least: 256, most: 512 } as const;
/** The only exponent in use: small others are weak. */
const EXPONENT = "AQAB";

/** A key that can be stored. */
export type PublicKey = Pick<Passkey, "algorithm" | "key">;

/**
 * Reads a key of one of our algorithms.
 *
 * @throws {PasskeyError} If it is none.
 */
export async function readPublicKey(cose: Cbor): Promise<PublicKey> {
  if (!isMap(cose)) throw malformed("it is no map");
  const algorithm = cose.get(COSE.algorithm);
  if (algorithm !== -7 && algorithm !== -8 && algorithm !== -257) {
    throw new PasskeyError("its algorithm is none of ES256, EdDSA and RS256");
  }
  const jwk = jwkOf(cose, algorithm);
  try {
    const key = await crypto.subtle.importKey("jwk", jwk, IMPORTED[algorithm], true, ["verify"]);
    const spki = new Uint8Array(await crypto.subtle.exportKey("spki", key));
    return { algorithm, key: spki.toBase64() };
  } catch {
    // Such as a point that is not on the curve.
    throw malformed("it is no key of its algorithm");
  }
}

function jwkOf(cose: ReadonlyMap<number | string, Cbor>, algorithm: Algorithm): JsonWebKey {
  const kind = cose.get(COSE.kind);
  const isKind = (wanted: number, curve?: number) => {
    if (kind !== wanted) throw malformed("its type does not fit its algorithm");
    if (curve !== undefined && cose.get(COSE.first) !== curve) {
      throw malformed("its curve is wrong");
    }
  };
  switch (algorithm) {
    case -7:
      isKind(2, 1);
      return {
        ...{ kty: "EC", crv: "P-256" },
        x: part(cose, COSE.second, POINT),
        y: part(cose, COSE.third, POINT),
      };
    case -8:
      isKind(1, 6);
      return { kty: "OKP", crv: "Ed25519", x: part(cose, COSE.second, POINT) };
    case -257: {
      isKind(3);
      const n = part(cose, COSE.first, MODULUS.least, MODULUS.most);
      const e = part(cose, COSE.second, 1, 8);
      // A modulus that begins with zeros is shorter than it looks.
      if (n.startsWith("AA")) throw malformed("its modulus is too short");
      if (e !== EXPONENT) throw malformed("its exponent is not 65537");
      return { kty: "RSA", n, e };
    }
    default:
      throw new TypeError(`Cannot read key: ${algorithm satisfies never} is unknown`);
  }
}

/** A part of a key, of so many bytes. */
function part(
  cose: ReadonlyMap<number | string, Cbor>,
  label: number,
  least: number,
  most = least,
): string {
  const bytes = cose.get(label);
  if (!(bytes instanceof Uint8Array) || bytes.length < least || bytes.length > most) {
    throw malformed("a part of it is missing, or has a wrong length");
  }
  return base64url(bytes);
}

/** Whether a key has signed some data. */
export async function hasSigned(
  { algorithm, key }: PublicKey,
  signature: Uint8Array<ArrayBuffer>,
  data: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const raw = algorithm === -7 ? rawOf(signature) : signature;
  if (raw === undefined) return false;
  const spki = Uint8Array.fromBase64(key);
  const imported = await crypto.subtle.importKey("spki", spki, IMPORTED[algorithm], false, [
    "verify",
  ]);
  return await crypto.subtle.verify(VERIFIED[algorithm], imported, raw, data);
}

/** Tags of DER. */
const DER = { sequence: 0x30, integer: 0x02 } as const;

/**
 * A signature of ECDSA as WebCrypto takes it: the two numbers behind each other, 32 bytes each.
 * Authenticators write them in DER. `undefined` if it is not that, to the last bit.
 */
export function rawOf(der: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const [tag, length = 0] = der;
  // Two numbers of 33 bytes take less than 128, so a length is one byte.
  if (tag !== DER.sequence || length !== der.length - 2 || length > 70) return undefined;
  const first = integerAt(der, 2);
  const second = first && integerAt(der, first.end);
  if (!first || !second || second.end !== der.length) return undefined;
  const raw = new Uint8Array(2 * POINT);
  raw.set(first.bytes, POINT - first.bytes.length);
  raw.set(second.bytes, 2 * POINT - second.bytes.length);
  return raw;
}

/** A positive number of at most 32 bytes, without the zero that keeps it from being negative. */
function integerAt(der: Uint8Array, at: number): { bytes: Uint8Array; end: number } | undefined {
  const [tag, length = 0] = der.subarray(at);
  const end = at + 2 + length;
  if (tag !== DER.integer || length === 0 || end > der.length) return undefined;
  const bytes = der.subarray(at + 2, end);
  const [first = 0, second = 0] = bytes;
  if (first >= 0x80) return undefined;
  if (first !== 0) return length <= POINT ? { bytes, end } : undefined;
  // Its zero has to be needed.
  if (length === 1 || second < 0x80 || length > POINT + 1) return undefined;
  return { bytes: bytes.subarray(1), end };
}

function malformed(why: string): PasskeyError {
  return new PasskeyError(`its public key can't be read: ${why}`);
}
