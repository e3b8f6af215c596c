import { assert, assertEquals, assertMatch } from "@std/assert";
import { TestServer } from "../../support/server/test_server.ts";

const EVIL = `</title><script>alert(1)</script>" onload='x' {welcome} $& \\`;

async function page(server: TestServer, path = "/"): Promise<string> {
  return await (await fetch(server.url(path))).text();
}

Deno.test("A server tells anybody what it is called, and how one comes in", async () => {
  const rules = { signUp: "invite", guests: false, passphrase: "mellon" } as const;
  const introduction = { title: "Class 7b", welcome: "Hello.\nBe kind." };
  await using server = await TestServer.start({ rules, introduction });
  const response = await fetch(server.url("/api/server"));
  assertEquals(await response.json(), {
    ...introduction,
    ...{ signUp: "invite", guests: false, passphrase: true },
  });
  await using plain = await TestServer.start();
  assertEquals(await (await fetch(plain.url("/api/server"))).json(), {
    ...{ title: "Hubbub", signUp: "open", guests: true, passphrase: false },
  });
});

Deno.test("A server's title is that of its page and its manifest", async () => {
  const introduction = { title: "Class 7b & friends", welcome: "Hello." };
  await using server = await TestServer.start({ introduction });
  const text = await page(server);
  assertMatch(text, /<title>Class 7b &amp; friends<\/title>/);
  assertMatch(text, /<meta name="application-name" content="Class 7b &amp; friends">/);
  assertMatch(text, /<html lang="en" data-guests="on" data-sign-up="open" data-passphrase="off">/);
  assertMatch(await page(server, "/offline.html"), /<title>Class 7b &amp; friends<\/title>/);
  const response = await fetch(server.url("/hubbub.webmanifest"));
  const { name, short_name } = await response.json();
  assertEquals([name, short_name], [introduction.title, introduction.title]);
  assertEquals(response.headers.get("content-type"), "application/manifest+json");
});

Deno.test("What the operator writes is text on the page, whatever it is", async () => {
  const introduction = { title: EVIL, welcome: `${EVIL}\n</p></template><style>*{}</style>` };
  await using server = await TestServer.start({ introduction });
  await using plain = await TestServer.start();
  const text = await page(server);
  assert(!text.includes(EVIL));
  assertEquals(text.match(/<script/g), (await page(plain)).match(/<script/g));
  assertEquals(text.match(/<style/g), (await page(plain)).match(/<style/g));
  assert(text.includes("{welcome} $&amp; \\"), "what is filled in is not filled in again");
  const manifest = await (await fetch(server.url("/hubbub.webmanifest"))).json();
  assertEquals(manifest.name, EVIL);
});
