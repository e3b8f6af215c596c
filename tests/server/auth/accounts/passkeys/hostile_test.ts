import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  addPasskey,
  answered,
  authenticatorAt,
  byName,
  challenge,
  signInBy,
} from "../../../../support/passkeys/holder.ts";
import { cbor, Raw, type Written } from "../../../../support/passkeys/cbor_writer.ts";
import {
  type Asked,
  base64url,
  bytesOf,
  type CredentialJson,
  derOf,
  FLAG,
  type Kind,
  type Otherwise,
  type SoftwareAuthenticator,
} from "../../../../support/passkeys/software_authenticator.ts";
import { ask, claim, PASSWORD } from "../../../../support/server/asker.ts";
import { type Address, TestServer } from "../../../../support/server/test_server.ts";

const FINE = FLAG.present | FLAG.verified;
const SERVER_CHALLENGE = "AAAAAAAAAAAAAAAAAAAAAA";

/** The key of a map without one of its parts, or with another in its place. */
const withPart = (label: number, value?: Written) => (key: Map<Written, Written>): Written => {
  const changed = new Map(key);
  if (value === undefined) changed.delete(label);
  else changed.set(label, value);
  return changed;
};

/** What both kinds of answers are refused for. */
const COMMON: Readonly<Record<string, Otherwise>> = {
  "for another question": { clientData: { type: "webauthn.other" } },
  "without a type": { clientData: { type: undefined } },
  "with a type that is no text": { clientData: { type: ["webauthn.get"] } },
  "with a challenge of somebody else": { clientData: { challenge: SERVER_CHALLENGE } },
  "without a challenge": { clientData: { challenge: undefined } },
  "with an empty challenge": { clientData: { challenge: "" } },
  "with a challenge that is no text": { clientData: { challenge: 7 } },
  "from the page of another site": { clientData: { origin: "https://evil.example" } },
  "from a page whose address begins like ours": {
    clientData: { origin: "http://localhost.evil.example" },
  },
  "from no page": { clientData: { origin: undefined } },
  "from another port": { clientData: { origin: "http://localhost:1" } },
  "from a page inside another site's": { clientData: { crossOrigin: true } },
  "with a page around it": { clientData: { topOrigin: "https://evil.example" } },
  "that says nothing": { clientText: "" },
  "that is no JSON": { clientText: "{" },
  "that is a list": { clientText: "[]" },
  "that is null": { clientText: "null" },
  "that says very much": { clientData: { filling: "x".repeat(5_000) } },
  "for another host": { host: "evil.example" },
  "for a part of the host": { host: "local" },
  "for no host": { host: "" },
  "that nobody was there for": { flags: FLAG.verified },
  "with flags that nobody knows": { flags: FINE | 2 },
  "with other flags that nobody knows": { flags: FINE | 32 },
  "that is synced and must not be": { flags: FINE | FLAG.synced },
  "with extensions that are not there": { flags: FINE | FLAG.extensions },
  "with extensions that are no map": { flags: FINE | FLAG.extensions, behind: cbor(["x"]) },
  "with something behind it": { behind: new Uint8Array(1) },
  "with something behind its extensions": {
    ...{ flags: FINE | FLAG.extensions, behind: new Uint8Array([...cbor(new Map()), 0]) },
  },
  "that says nothing about itself": { said: () => new Uint8Array(0) },
  "that breaks off": { said: (said) => said.slice(0, 36) },
  "that says too much": { behind: new Uint8Array(8_000) },
};

/** What a passkey's answer is refused for. */
const USING: Readonly<Record<string, Otherwise>> = {
  ...COMMON,
  "by whoever it did not make sure of": { flags: FLAG.present },
  "as one that is synced, and was not": { flags: FINE | FLAG.syncable },
  "with a key where none is": { flags: FINE | FLAG.key },
  "with another passkey's id": { credential: new Uint8Array(32) },
  "with an id that is too long": { credential: new Uint8Array(1_024) },
  "with another's user handle": { userHandle: base64url(new Uint8Array(32)) },
  "without a user handle": { userHandle: null },
  "with a user handle that is too long": { userHandle: base64url(new Uint8Array(65)) },
  "with an empty signature": { signature: () => new Uint8Array() },
  "with a signature of zeros": { signature: (it) => new Uint8Array(it.length) },
  "with a signature that breaks off": { signature: (it) => it.slice(0, -1) },
  "with something behind the signature": { signature: (it) => new Uint8Array([...it, 0]) },
  "with a bit turned": {
    signature: (it) => it.map((byte, i) => i === it.length - 1 ? byte ^ 1 : byte),
  },
  "with a signature that is too long": { signature: () => new Uint8Array(513) },
};

/** What of ES256 alone is refused. */
const DER: Readonly<Record<string, Otherwise>> = {
  "as WebCrypto writes it": { signature: () => new Uint8Array(64).fill(1) },
  "that is no sequence": { signature: (it) => new Uint8Array([0x31, ...it.slice(1)]) },
  "of another length": { signature: (it) => new Uint8Array([0x30, it[1]! + 1, ...it.slice(2)]) },
  "of a long length": { signature: (it) => new Uint8Array([0x30, 0x81, ...it.slice(1)]) },
  "of negative numbers": {
    signature: () => new Uint8Array([0x30, 6, 2, 1, 0x80, 2, 1, 0x80]),
  },
  "of numbers with zeros before": {
    signature: () => new Uint8Array([0x30, 8, 2, 2, 0, 1, 2, 2, 0, 1]),
  },
  "of empty numbers": { signature: () => new Uint8Array([0x30, 4, 2, 0, 2, 0]) },
  "of zeros": { signature: () => derOf(new Uint8Array(64)) },
  "of numbers that are too great": {
    signature: () =>
      new Uint8Array([
        0x30,
        70,
        2,
        33,
        1,
        ...new Array(32).fill(1),
        2,
        33,
        1,
        ...new Array(32).fill(1),
      ]),
  },
};

/** What a new passkey is refused for. */
const MAKING: Readonly<Record<string, Otherwise>> = {
  ...COMMON,
  "by whoever it did not make sure of": { flags: FLAG.present | FLAG.key },
  "without a passkey": { flags: FINE },
  "with an empty id": { credential: new Uint8Array() },
  "with an id that is too long": { credential: new Uint8Array(1_024) },
  "with an id that breaks off": { said: (said) => said.slice(0, 37 + 16 + 2 + 8) },
  "without a key": { cose: () => new Map() },
  "with a key that is a text": { cose: () => "key" },
  "with a key that is no value": { cose: () => new Raw(0xff) },
  "with a key of an unknown algorithm": { cose: withPart(3, -36) },
  "with a key without an algorithm": { cose: withPart(3) },
  "with a key of another algorithm's type": { cose: withPart(3, -8) },
  "with a key of another type": { cose: withPart(1, 3) },
  "with a key on another curve": { cose: withPart(-1, 2) },
  "with a key without a part": { cose: withPart(-3) },
  "with a key whose part is a number": { cose: withPart(-2, 7) },
  "with a key whose part is too short": { cose: withPart(-2, new Uint8Array(31)) },
  "with a key that is no point": { cose: withPart(-2, new Uint8Array(32).fill(255)) },
  "with an attestation that is a text": { attestation: () => cbor("none") },
  "with an attestation that says nothing": { attestation: () => cbor(new Map()) },
  "with an attestation of nothing": { attestation: () => new Uint8Array() },
  "with something behind the attestation": {
    attestation: (it) => new Uint8Array([...cbor(it), 0]),
  },
  "with an attestation that breaks off": { attestation: (it) => cbor(it).slice(0, -1) },
  "with an attestation of an unknown kind": { fmt: "fido-u2f" },
  "with an attestation whose kind is a number": { fmt: 7 },
  "with an attestation that says something where there is none": { attStmt: new Map([["x", 1]]) },
  "with an attestation without a statement": { attStmt: "none" },
  "with an attestation of its maker": {
    ...{ fmt: "packed", attStmt: new Map<Written, Written>([["alg", -7], ["x5c", []]]) },
  },
  "with an attestation signed by nobody": {
    fmt: "packed",
    attStmt: new Map<Written, Written>([["alg", -7], ["sig", new Uint8Array(70)]]),
  },
  "with a map of unknown length": { attestation: () => new Uint8Array([0xbf, 0xff]) },
  "with a tag": { attestation: () => new Uint8Array([0xc0, 0xa0]) },
  "with a float": { attestation: () => new Uint8Array([0xf9, 0, 0]) },
  "with a length that is not in its shortest form": {
    attestation: () => new Uint8Array([0xb8, 3, ...new Array(3).fill(0)]),
  },
  "with a length that nobody has": {
    attestation: () => new Uint8Array([0x5b, ...new Array(8).fill(255)]),
  },
  "with more items than anybody has": {
    attestation: () => new Uint8Array([0x9a, 0xff, 0xff, 0xff, 0xff]),
  },
  "nested without end": { attestation: () => new Uint8Array(4_000).fill(0x81) },
  "with a key twice": {
    attestation: () => new Uint8Array([0xa2, 0x61, 0x61, 1, 0x61, 0x61, 2]),
  },
  "with a key that is a list": { attestation: () => new Uint8Array([0xa1, 0x80, 1]) },
  "with a text that is not UTF-8": { attestation: () => new Uint8Array([0xa1, 0x61, 0xff, 1]) },
};

/** Somebody with a passkey. */
async function holder(server: Address, kind: Kind): Promise<{
  token: string;
  key: SoftwareAuthenticator;
}> {
  const token = await claim(server, "ada");
  const key = await authenticatorAt(server, kind);
  await addPasskey(server, token, key, { confirmation: { password: PASSWORD } });
  return { token, key };
}

for (const kind of ["ES256", "EdDSA", "RS256"] as const) {
  Deno.test(`A passkey of ${kind} lets nobody in by an answer that is not as it has to be`, async () => {
    await using own = await TestServer.start();
    const server = byName(own);
    const { key } = await holder(server, kind);
    for (const [what, otherwise] of Object.entries({ ...USING, ...kind === "ES256" && DER })) {
      assertMatch(await signInBy(server, key, { otherwise }), /^bad-passkey: Cannot sign in/, what);
    }
    assertMatch(await signInBy(server, key), /^[\w-]{43}$/);
  });
}

Deno.test("A new passkey that is not as it has to be is added to no account", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  const key = await authenticatorAt(server);
  for (const [what, otherwise] of Object.entries(MAKING)) {
    const asked = await challenge(server, "add", { token, body: { password: PASSWORD } });
    const flags = otherwise.flags;
    // What is wrong with a flag is not that there is no passkey.
    const isAlone = flags !== undefined && what !== "without a passkey";
    const passkey = await key.create(asked, {
      ...otherwise,
      ...(isAlone && { flags: flags | FLAG.key }),
    });
    const body = { name: "key", passkey };
    const { status, body: said } = await ask(server, "POST /api/passkeys", { token, body });
    assertEquals([status, said?.error], [401, "bad-passkey"], `${what}: ${said?.message}`);
  }
  assertEquals((await ask(server, "GET /api/passkeys", { token })).body?.passkeys, []);
});

Deno.test("A new passkey may say something of itself, and be signed by its own key", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const token = await claim(server, "ada");
  const flags = FINE | FLAG.key | FLAG.extensions | FLAG.syncable | FLAG.synced;
  const behind = cbor(new Map<Written, Written>([["credProtect", 2]]));
  for (const kind of ["ES256", "EdDSA", "RS256"] as const) {
    const key = await authenticatorAt(server, kind);
    const asked = await challenge(server, "add", { token, body: { password: PASSWORD } });
    const passkey = await signedByItself(key, asked, { flags, behind });
    const body = { name: kind, passkey };
    const { status, body: said } = await ask(server, "POST /api/passkeys", { token, body });
    assertEquals([status, said?.synced], [201, true], String(said?.message));
    key.flags = FINE | FLAG.syncable | FLAG.synced;
    assertMatch(await signInBy(server, key), /^[\w-]{43}$/);
  }
});

/** A new passkey whose attestation is of its own key. */
async function signedByItself(
  key: SoftwareAuthenticator,
  asked: Asked,
  otherwise: Otherwise,
): Promise<CredentialJson> {
  const plain = await key.create(asked, otherwise);
  const client = bytesOf(String(plain.response.clientDataJSON));
  let said = new Uint8Array();
  await key.create(asked, {
    ...otherwise,
    said: (it) => said = it,
  });
  const alg = { ES256: -7, EdDSA: -8, RS256: -257 }[key.kind];
  const attStmt = new Map<Written, Written>([["alg", alg], ["sig", await key.sign(said, client)]]);
  return await key.create(asked, { ...otherwise, fmt: "packed", attStmt });
}

Deno.test("What is no credential at all is refused in a line, and harms nobody", async () => {
  await using own = await TestServer.start();
  const server = byName(own);
  const { key } = await holder(server, "ES256");
  const right = await key.get(await challenge(server, "sign-in"));
  const { response } = right;
  const wrong: unknown[] = [
    ...["text", 7, true, [], {}, { type: "public-key" }, { ...right, type: "password" }],
    { ...right, id: 7 },
    { ...right, response: [] },
    { ...right, response: {} },
    { ...right, response: { ...response, signature: 7 } },
    { ...right, response: { ...response, userHandle: 7 } },
    { ...right, response: { ...response, authenticatorData: null } },
    ...["=", "a", "+/", "ab cd", "ä", "A===", "AB"].map((id) => ({ ...right, id })),
    ...["%", "AA=", "x".repeat(60_000)].map((text) => ({
      ...right,
      response: { ...response, clientDataJSON: text },
    })),
  ];
  for (const passkey of wrong) {
    const { status, body } = await ask(server, "POST /api/session", { body: { passkey } });
    assert(status === 400 || status === 401, JSON.stringify(passkey));
    assert(String(body?.message).length < 301);
  }
  assertMatch(await answered(server, { passkey: right }), /^[\w-]{43}$/);
});
