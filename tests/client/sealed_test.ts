import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { newSecret, type SealedFor, SealedRoom } from "../../client/sealed.ts";
import { bytesOf, textOf } from "../../client/sealed/base64url.ts";
import { LIMITS } from "../../protocol.ts";
import { TextError } from "../../protocol/text.ts";
import { below, withChance } from "../support/random/random.ts";
import vectors from "./sealed/vectors.json" with { type: "json" };

const BY: SealedFor = { from: "ada", id: "a-1" };

Deno.test("SealedRoom derives and opens what another implementation does", async () => {
  for (const { secret, name, safetyNumber, messages, topic } of vectors) {
    const room = await SealedRoom.of(secret);
    assertEquals([room.name, room.safetyNumber], [name, safetyNumber]);
    for (const { from, id, sealed, words, repeat } of messages) {
      const expected = words ?? { text: repeat!.text.repeat(repeat!.times) };
      assertEquals(await room.open(sealed, { from, id }), expected);
    }
    assertEquals(await room.openTopic(topic.sealed, topic.from), { text: topic.text });
  }
});

Deno.test("SealedRoom opens nothing of which any bit was changed", async () => {
  const room = await SealedRoom.of(newSecret());
  const bytes = bytesOf(await room.seal({ text: "the well is poisoned" }, BY))!;
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = bytes.slice();
    changed[bit >> 3]! ^= 1 << (bit & 7);
    assertEquals(await room.open(textOf(changed), BY), { unreadable: "mismatch" }, `bit ${bit}`);
  }
});

Deno.test("SealedRoom opens nothing of which any letter was changed", async () => {
  const room = await SealedRoom.of(newSecret());
  const sealed = await room.seal({ text: "hello" }, BY);
  for (let at = 0; at < sealed.length; at++) {
    for (const letter of "AQgwZ-_ =") {
      if (sealed[at] === letter) continue;
      const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1);
      assert("unreadable" in await room.open(changed, BY), changed);
    }
  }
  for (const changed of [` ${sealed}`, `${sealed}\n`, `${sealed}=`, `${sealed}A`, ""]) {
    assert("unreadable" in await room.open(changed, BY), changed);
  }
});

Deno.test("SealedRoom opens nothing that was cut short", async () => {
  const room = await SealedRoom.of(newSecret());
  const sealed = await room.seal({ text: "hello" }, BY);
  for (let length = 0; length < sealed.length; length++) {
    assert("unreadable" in await room.open(sealed.slice(0, length), BY));
    assert("unreadable" in await room.open(sealed.slice(length + 1), BY));
  }
});

Deno.test("SealedRoom opens nothing of another room, author or message", async () => {
  const room = await SealedRoom.of(newSecret());
  const other = await SealedRoom.of(newSecret());
  const sealed = await room.seal({ text: "hello" }, BY);
  const mismatch = { unreadable: "mismatch" } as const;
  assertEquals(await other.open(sealed, BY), mismatch);
  for (const from of ["Ada", "eve", "ada ", "", "ada\na-1"]) {
    assertEquals(await room.open(sealed, { ...BY, from }), mismatch, from);
  }
  for (const id of ["a-2", "A-1", "", "a-1 "]) {
    assertEquals(await room.open(sealed, { ...BY, id }), mismatch, id);
  }
  assertEquals(await room.openTopic(sealed, "ada"), mismatch);
  const topic = await room.sealTopic("", "ada");
  assertEquals(await room.openTopic(topic, "ada"), { text: "" });
  assertEquals(await room.openTopic(topic, "eve"), mismatch);
  assertEquals(await room.open(topic, BY), mismatch);
});

Deno.test("SealedRoom gives back whatever people write", async () => {
  const room = await SealedRoom.of(newSecret());
  await withChance(async (random) => {
    for (let round = 0; round < 100; round++) {
      const points = Array.from(
        { length: 1 + below(300, random) },
        () => String.fromCodePoint(below(random() < 0.5 ? 0x300 : 0x110000, random)),
      );
      // Marks in a row are refused from everybody, here as elsewhere.
      const text = points.join("").replace(/[\p{M}\uff9e\uff9f]{20,}/gu, "");
      if (text === "") continue;
      const by = { from: "小明", id: String(round) };
      const kept = text.toWellFormed().normalize("NFC");
      assertEquals(await room.open(await room.seal({ text }, by), by), { text: kept });
    }
  });
});

Deno.test("SealedRoom seals the longest message, and nothing that is longer", async () => {
  const room = await SealedRoom.of(newSecret());
  const longest = await room.seal({ text: "🦀".repeat(LIMITS.text) }, BY);
  assert(longest.length <= LIMITS.sealed);
  for (
    const text of [
      "x".repeat(LIMITS.text + 1),
      "\u0001".repeat(LIMITS.text),
      "",
      "\u0301".repeat(31),
    ]
  ) {
    await assertRejects(() => room.seal({ text }, BY), TextError);
  }
  await assertRejects(() => room.sealTopic("x".repeat(LIMITS.topic + 1), "ada"), TextError);
});

Deno.test("SealedRoom says that it can't read what no client of ours would say", async () => {
  const secret = newSecret();
  const room = await SealedRoom.of(secret);
  const content = { unreadable: "content" } as const;
  for (
    const json of [
      ...["hello", "[]", "null", '{"text":1}', '{"text":""}', "{}", '{"text":"a","files":{}}'],
      '{"text":"a","files":[{"id":"f"}]}',
      JSON.stringify({ text: "x".repeat(LIMITS.text + 1) }),
      "[".repeat(9_000),
      new Uint8Array([0x7b, 0xff, 0x7d]),
    ]
  ) {
    const sealed = await sealedElsewhere(secret, room.name, json);
    assertEquals(await room.open(sealed, BY), content, String(json));
  }
  const long = textOf(new Uint8Array(LIMITS.sealed));
  assertEquals(await room.open(long, BY), { unreadable: "malformed" });
});

Deno.test("SealedRoom makes harmless what a file is called", async () => {
  const secret = newSecret();
  const room = await SealedRoom.of(secret);
  const key = textOf(new Uint8Array(32));
  const file = { id: "f1", name: "../../etc/pa\u202esswd", type: "text/html;x=<b>", size: 3, key };
  const json = JSON.stringify({ text: "", files: [{ ...file, width: -1, height: 2, evil: true }] });
  assertEquals(await room.open(await sealedElsewhere(secret, room.name, json), BY), {
    text: "",
    files: [{ ...file, name: "passwd", type: "application/octet-stream" }],
  });
});

Deno.test("SealedRoom seals the same words as others each time", async () => {
  const room = await SealedRoom.of(newSecret());
  const seals = new Set<string>();
  for (let i = 0; i < 100; i++) seals.add(await room.seal({ text: "yes" }, BY));
  assertEquals(seals.size, 100);
  assertEquals(new Set(Array.from(seals, (sealed) => sealed.slice(0, 16))).size, 100);
});

Deno.test("SealedRoom tells in its name nothing of its secret or its safety number", async () => {
  const [ada, bob] = [await SealedRoom.of(newSecret()), await SealedRoom.of(newSecret())];
  assertNotEquals(ada.name, bob.name);
  assertNotEquals(ada.safetyNumber, bob.safetyNumber);
  assert(/^~[\w-]{22}$/.test(ada.name));
  assert(/^\d{5}( \d{5}){3}$/.test(ada.safetyNumber));
  assert(!ada.name.includes(ada.secret));
  await assertRejects(() => SealedRoom.of("lobby"), RangeError);
});

/** Seals whatever somebody makes who has the secret, and a client of their own. */
async function sealedElsewhere(
  secret: string,
  room: string,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<string> {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const source = await crypto.subtle.importKey("raw", bytesOf(secret)!, "HKDF", false, [
    "deriveKey",
  ]);
  const info = utf8("hubbub sealed room key");
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
    source,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = utf8(`v1\n${room}\n${BY.from}\n${BY.id}`);
  const bytes = typeof content === "string" ? utf8(content) : content;
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, bytes);
  return textOf(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
}
