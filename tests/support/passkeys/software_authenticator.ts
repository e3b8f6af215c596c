/**
 * An authenticator and the browser before it, in software: it makes passkeys with keys of WebCrypto, and
 * answers as real ones do, or as none would.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { cbor, type Written } from "./cbor_writer.ts";

export type Kind = "ES256" | "EdDSA" | "RS256";

const GENERATE: Readonly<Record<Kind, EcKeyGenParams | RsaHashedKeyGenParams | { name: string }>> =
  {
    ES256: { name: "ECDSA", namedCurve: "P-256" },
    EdDSA: { name: "Ed25519" },
    RS256: {
      ...{ name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048 },
      publicExponent: new Uint8Array([1, 0, 1]),
    },
  };
const SIGN: Readonly<Record<Kind, EcdsaParams | { name: string }>> = {
  ES256: { name: "ECDSA", hash: "SHA-256" },
  EdDSA: { name: "Ed25519" },
  RS256: { name: "RSASSA-PKCS1-v1_5" },
};

export const FLAG = { present: 1, verified: 4, syncable: 8, synced: 16, key: 64, extensions: 128 };

/** What a browser was asked for, as far as it matters here. */
export interface Asked {
  readonly challenge: string;
  readonly rpId?: string;
  readonly rp?: { readonly id: string };
  readonly user?: { readonly id: string };
}

/** What is otherwise than it should be. */
export interface Otherwise {
  /** Fields of what the browser says. */
  readonly clientData?: Record<string, unknown>;
  /** What the browser says, as it stands. */
  readonly clientText?: string;
  readonly host?: string;
  readonly flags?: number;
  readonly counter?: number;
  /** Follows what the authenticator says, before it is signed. */
  readonly behind?: Uint8Array;
  /** What the authenticator says, changed before it is signed. */
  readonly said?: (said: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
  readonly cose?: (key: Map<Written, Written>) => Written;
  readonly credential?: Uint8Array;
  readonly fmt?: Written;
  readonly attStmt?: Written;
  /** Another attestation altogether. */
  readonly attestation?: (object: Map<Written, Written>) => Uint8Array;
  readonly signature?: (signature: Uint8Array<ArrayBuffer>) => Uint8Array;
  readonly userHandle?: string | null;
}

/** A credential as `toJSON()` writes it. */
export type CredentialJson = {
  readonly id: string;
  readonly type: "public-key";
  readonly response: Record<string, unknown>;
};

export class SoftwareAuthenticator {
  /** Where the page is that asks. */
  readonly origin: string;
  readonly kind: Kind;
  readonly #keys: CryptoKeyPair;
  readonly credential = crypto.getRandomValues(new Uint8Array(32));
  counter = 0;
  userHandle = "";
  flags = FLAG.present | FLAG.verified;

  private constructor(origin: string, kind: Kind, keys: CryptoKeyPair) {
    this.origin = origin;
    this.kind = kind;
    this.#keys = keys;
  }

  static async make(origin: string, kind: Kind = "ES256"): Promise<SoftwareAuthenticator> {
    const keys = await crypto.subtle.generateKey(GENERATE[kind], true, ["sign", "verify"]);
    return new SoftwareAuthenticator(origin, kind, keys as CryptoKeyPair);
  }

  /** Answers the question for a new passkey. */
  async create(asked: Asked, otherwise: Otherwise = {}): Promise<CredentialJson> {
    this.userHandle = asked.user?.id ?? "";
    const client = this.#clientData("webauthn.create", asked, otherwise);
    const key = await this.#cose();
    const { credential = this.credential, cose = (key) => key } = otherwise;
    const made = [
      ...new Uint8Array(16),
      ...[credential.length >> 8, credential.length & 255, ...credential],
      ...cbor(cose(key)),
    ];
    const said = this.#said(asked.rp?.id ?? "", made, this.flags | FLAG.key, otherwise);
    const { fmt = "none", attStmt = new Map<Written, Written>() } = otherwise;
    const object = new Map<Written, Written>([["fmt", fmt], ["attStmt", attStmt], [
      "authData",
      said,
    ]]);
    const attestation = otherwise.attestation?.(object) ?? cbor(object);
    return {
      ...{ id: base64url(credential), type: "public-key" },
      response: {
        clientDataJSON: base64url(client),
        attestationObject: base64url(attestation),
        transports: ["internal", "hybrid"],
      },
    };
  }

  /** Answers the question for one of its passkeys. */
  async get(asked: Asked, otherwise: Otherwise = {}): Promise<CredentialJson> {
    const client = this.#clientData("webauthn.get", asked, otherwise);
    const said = this.#said(asked.rpId ?? "", [], this.flags, otherwise);
    const signature = await this.sign(said, client);
    const { userHandle = this.userHandle, credential = this.credential } = otherwise;
    return {
      ...{ id: base64url(credential), type: "public-key" },
      response: {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(said),
        signature: base64url(otherwise.signature?.(signature) ?? signature),
        userHandle,
      },
    };
  }

  /** Signs what the authenticator and the browser say, as authenticators write it. */
  async sign(said: Uint8Array, client: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const data = new Uint8Array([...said, ...sha256(client)]);
    const raw = await crypto.subtle.sign(SIGN[this.kind], this.#keys.privateKey, data);
    return this.kind === "ES256" ? derOf(new Uint8Array(raw)) : new Uint8Array(raw);
  }

  /** Its public key as COSE has it. */
  async #cose(): Promise<Map<Written, Written>> {
    const { x = "", y = "", n = "", e = "" } = await crypto.subtle.exportKey(
      "jwk",
      this.#keys.publicKey,
    );
    switch (this.kind) {
      case "ES256":
        return new Map<Written, Written>([
          ...[[1, 2], [3, -7], [-1, 1]] as const,
          [-2, bytesOf(x)],
          [-3, bytesOf(y)],
        ]);
      case "EdDSA":
        return new Map<Written, Written>([[1, 1], [3, -8], [-1, 6], [-2, bytesOf(x)]]);
      case "RS256":
        return new Map<Written, Written>([[1, 3], [3, -257], [-1, bytesOf(n)], [-2, bytesOf(e)]]);
    }
  }

  #clientData(type: string, { challenge }: Asked, otherwise: Otherwise): Uint8Array<ArrayBuffer> {
    const data = { type, challenge, origin: this.origin, crossOrigin: false };
    const text = otherwise.clientText ?? JSON.stringify({ ...data, ...otherwise.clientData });
    return new TextEncoder().encode(text);
  }

  #said(
    host: string,
    made: readonly number[],
    flags: number,
    { host: other, flags: others, counter, behind = new Uint8Array(), said = (it) => it }:
      Otherwise,
  ): Uint8Array<ArrayBuffer> {
    if (counter === undefined && this.counter > 0) this.counter++;
    const count = counter ?? this.counter;
    return said(
      new Uint8Array([
        ...sha256(new TextEncoder().encode(other ?? host)),
        others ?? flags,
        ...[24, 16, 8, 0].map((shift) => (count >>> shift) & 255),
        ...made,
        ...behind,
      ]),
    );
  }
}

/** An ECDSA signature in DER. */
export function derOf(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const integer = (bytes: Uint8Array) => {
    const start = bytes.findIndex((byte) => byte !== 0);
    const short = start < 0 ? new Uint8Array(1) : bytes.subarray(start);
    const padded = (short[0] ?? 0) >= 0x80 ? [0, ...short] : [...short];
    return [0x02, padded.length, ...padded];
  };
  const numbers = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))];
  return new Uint8Array([0x30, numbers.length, ...numbers]);
}

export function base64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(text, { alphabet: "base64url" });
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}
