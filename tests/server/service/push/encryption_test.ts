import { assertEquals, assertRejects } from "@std/assert";
import {
  encodeAes128gcm,
  encryptFor,
  TEXT_MAX_BYTES,
} from "../../../../server/service/push/encryption.ts";
import { bytesOf, isPublicKey, newPushKeys, textOf } from "../../../../server/service/push/keys.ts";
import { decrypted } from "./push_service.ts";

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("encodeAes128gcm makes of RFC 8188's example what is in that", async () => {
  const body = await encodeAes128gcm(encode("I am the walrus"), {
    ikm: bytesOf("yqdlZ-tYemfogSmv7Ws5PQ"),
    salt: bytesOf("I1BsxtFttlv3u_Oo94xnmw"),
    keyId: new Uint8Array(),
  });
  assertEquals(
    textOf(body),
    "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg",
  );
});

Deno.test("encryptFor makes of the text in RFC 8291's appendix A the body in its section 5", async () => {
  const body = await encryptFor(
    {
      p256dh:
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
      auth: "BTBZMqHH6r4Tts7J_aSIgg",
    },
    encode("When I grow up, I want to be a watermelon"),
    {
      salt: bytesOf("DGv6ra1nlYgDCS1FRnbzlw"),
      publicKey:
        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
      privateKey: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
    },
  );
  assertEquals(
    textOf(body),
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS" +
      "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qu" +
      "lcy4a-fN",
  );
});

Deno.test("What is encrypted for a browser it alone reads, up to the longest that fits", async () => {
  const [browser, other] = [await newPushKeys(), await newPushKeys()];
  const auth = textOf(crypto.getRandomValues(new Uint8Array(16)));
  const text = "é".repeat(TEXT_MAX_BYTES / 2);
  const chance = { salt: crypto.getRandomValues(new Uint8Array(16)), ...await newPushKeys() };
  const body = await encryptFor({ p256dh: browser.publicKey, auth }, encode(text), chance);
  assertEquals(body.length <= 4096, true);
  assertEquals(await decrypted(body, { ...browser, auth }), text);
  await assertRejects(() => decrypted(body, { ...other, auth }));
});

Deno.test("isPublicKey takes a point of the curve, and nothing else", async () => {
  const { publicKey } = await newPushKeys();
  assertEquals(await isPublicKey(publicKey), true);
  const off = bytesOf(publicKey);
  off[64]! ^= 1;
  for (const text of ["", "!", publicKey.slice(0, 40), textOf(off), textOf(new Uint8Array(65))]) {
    assertEquals(await isPublicKey(text), false, text);
  }
});
