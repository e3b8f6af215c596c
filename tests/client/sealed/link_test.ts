import { assertEquals, assertNotEquals } from "@std/assert";
import { linkTo, newSecret, parseLink } from "../../../client/sealed/link.ts";

const SECRET = "AAECAwQFBgcICQoLDA0ODw";

Deno.test("parseLink reads the link that linkTo makes", () => {
  for (
    const server of [
      ...["https://chat.example/", "https://example.org/chat/", "http://127.0.0.1:8000/"],
      "http://[::1]:8000/",
    ]
  ) {
    const secret = newSecret();
    assertEquals(parseLink(linkTo(server, secret)), { secret, server });
  }
  assertEquals(linkTo("wss://chat.example/ws", SECRET), `https://chat.example/#!${SECRET}`);
});

Deno.test("parseLink reads a secret alone, and what was copied with spaces around it", () => {
  assertEquals(parseLink(`#!${SECRET}`), { secret: SECRET });
  assertEquals(parseLink(` https://chat.example/#!${SECRET}\n`), {
    secret: SECRET,
    server: "https://chat.example/",
  });
});

Deno.test("parseLink reads nothing else", () => {
  for (
    const text of [
      ...["", "#!", "#lobby", `#${SECRET}`, SECRET, `#!${SECRET}A`, `#!${SECRET.slice(1)}`],
      // The last letter stands for two bits: others are no way to write these bytes.
      ...["#!AAECAwQFBgcICQoLDA0ODx", `ftp://chat.example/#!${SECRET}`, `https:///#!${SECRET}`],
      ...[`https://chat.example/ #!${SECRET}`, `https://chat.example/#lobby#!${SECRET}`],
      `javascript:alert(1)#!${SECRET}`,
    ]
  ) {
    assertEquals(parseLink(text), undefined, text);
  }
});

Deno.test("newSecret makes another each time", () => {
  assertNotEquals(newSecret(), newSecret());
});
