import { assertEquals, assertMatch } from "@std/assert";
import { bytesOf, importPublic, newPushKeys } from "../../../../server/service/push/keys.ts";
import { authorization, sign } from "../../../../server/service/push/vapid.ts";

/** The example of RFC 8292, in its section 2.4. */
const EXAMPLE = {
  token:
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1" +
    "MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiU" +
    "fnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA",
  key: "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs",
};

async function isSigned(token: string, publicKey: string): Promise<boolean> {
  const [head, claims, signature = ""] = token.split(".");
  const key = await importPublic(publicKey, "ECDSA");
  const text = new TextEncoder().encode(`${head}.${claims}`);
  return await crypto.subtle.verify(
    { name: "ECDSA", hash: "SHA-256" },
    key,
    bytesOf(signature),
    text,
  );
}

Deno.test("A token has the form of RFC 8292's example, and its key tells that it is ours", async () => {
  assertEquals(await isSigned(EXAMPLE.token, EXAMPLE.key), true);
  const keys = await newPushKeys();
  const claims = {
    aud: "https://push.example.net",
    exp: 1453523768,
    sub: "mailto:push@example.com",
  };
  const token = await sign(claims, keys);
  assertEquals(token.split(".").slice(0, 2), EXAMPLE.token.split(".").slice(0, 2));
  assertEquals(await isSigned(token, keys.publicKey), true);
  assertEquals(await isSigned(token, EXAMPLE.key), false);
});

Deno.test("A push service is told its own origin, an end within a day, and where we are", async () => {
  const keys = await newPushKeys();
  const at = Date.UTC(2026, 0, 1);
  const of = async (base: string) => {
    const header = await authorization("https://push.example:8443/a/b?c", { base, keys, at });
    assertMatch(header, new RegExp(`^vapid t=[\\w.-]+, k=${keys.publicKey}$`));
    const [, claims = ""] = header.split(".");
    return JSON.parse(new TextDecoder().decode(bytesOf(claims)));
  };
  assertEquals(await of("https://chat.example/below/"), {
    aud: "https://push.example:8443",
    exp: at / 1000 + 12 * 3600,
    sub: "https://chat.example",
  });
  assertEquals((await of("http://localhost:8000/")).sub, "mailto:hubbub@localhost");
});
