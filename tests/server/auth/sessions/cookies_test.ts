import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { getSetCookies } from "@std/http/cookie";
import { parseRange } from "../../../../server/auth/origins/address.ts";
import { cookieName } from "../../../../server/auth/sessions/cookies.ts";
import {
  ask,
  claim,
  claimAdmin,
  cookieOf,
  PASSWORD,
  signIn,
} from "../../../support/server/asker.ts";
import { RawClient } from "../../../support/server/raw_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

const BEHIND = { trustedProxies: [parseRange("127.0.0.1")!] };
/** A token that nobody was given. */
const DEAD = "x".repeat(43);

/** What a browser would be told of its cookies. */
async function told(server: TestServer, what: string, cookie: string, headers = {}) {
  const answered = await ask(server, what, { headers: { cookie, ...headers } });
  const cookies = getSetCookies(answered.headers).map(({ name, value }) => [name, value]);
  return { status: answered.status, name: answered.body?.name, cookies };
}

Deno.test("cookieName has the port over http, and over https a prefix and a hash of the address", () => {
  const name = (url: string) => cookieName(new URL(url));
  assertEquals(name("http://localhost:8000/"), "hubbub-8000");
  assertEquals(name("http://chat.lan/"), "hubbub-80");
  assertMatch(name("http://chat.lan/chat/"), /^hubbub-80-[\da-f]{6}$/);
  assertMatch(name("https://chat.example/"), /^__Host-hubbub-[\da-f]{6}$/);
  const addresses = [
    ...["https://chat.example/", "https://chat.example:8443/", "https://chat.example/chat/"],
    ...["https://other.example/", "http://chat.example/", "http://chat.example:8443/"],
    ...["http://chat.example/chat/", "http://chat.example/other/"],
  ];
  assertEquals(new Set(addresses.map(name)).size, addresses.length);
  assertEquals(name("https://CHAT.example:443"), name("https://chat.example/"));
});

Deno.test("Two servers at two ports of one host both keep somebody signed in", async () => {
  await using one = await TestServer.start();
  await using other = await TestServer.start();
  const [ada, bob] = [await signIn(one, "ada"), await signIn(other, "bob")];
  const jar = `${cookieOf(one)}=${ada}; ${cookieOf(other)}=${bob}`;
  assertEquals((await told(one, "GET /api/session", jar)).name, "ada");
  assertEquals((await told(other, "GET /api/session", jar)).name, "bob");
  const { cookies } = await told(one, "DELETE /api/session", jar);
  assertEquals(cookies, [[cookieOf(one), ""]], "signing out of one is not signing out of both");
  assertEquals((await told(other, "GET /api/session", jar)).name, "bob");
});

Deno.test("Cookies of other apps disturb nobody, and are left as they are", async () => {
  await using server = await TestServer.start();
  const name = cookieOf(server);
  const token = await signIn(server, "ada");
  const foreign = [
    ...["session=theirs", `session=${DEAD}`, "session=", "session", "=", ";;;", "a=b=c; ===;"],
    ...[`session="${DEAD}"; sess ion=%zz; \u00e9=\"`, `x${name}=${DEAD}; ${name}x=${DEAD}`],
    Array.from({ length: 1_000 }, (_, i) => `c${i}=v`).join("; "),
    Array.from({ length: 150 }, () => `session=${DEAD}`).join("; "),
  ];
  for (const jar of foreign) {
    const signedIn = await told(server, "GET /api/session", `${jar}; ${name}=${token}`);
    assertEquals([signedIn.status, signedIn.cookies], [200, [[name, token]]], jar);
    const signedOut = await told(server, "GET /api/session", jar);
    assertEquals([signedOut.status, signedOut.cookies], [401, []], jar);
    const newcomer = await told(server, "GET /ws?name=eve", jar);
    assertEquals([newcomer.status, newcomer.cookies], [426, []], jar);
    using socket = await RawClient.ask(server, "/ws", { cookie: `${jar}; ${name}=${token}` });
    assertEquals(socket.status, 101, jar);
  }
});

Deno.test("A cookie of our name that is set over ours, for a longer path, disturbs nobody", async () => {
  await using server = await TestServer.start();
  const name = cookieOf(server);
  const token = await signIn(server, "ada");
  for (const others of [`${name}=theirs`, `${name}=${DEAD}; ${name}=; ${name}=${DEAD}`]) {
    const { status } = await told(server, "GET /api/session", `${others}; ${name}=${token}`);
    assertEquals(status, 200, others);
  }
});

Deno.test("Who is signed in by the former cookie stays so, and has one of the new name", async () => {
  await using server = await TestServer.start();
  const name = cookieOf(server);
  const token = await claim(server, "ada");
  using socket = await RawClient.ask(server, "/ws", { cookie: `session=${token}` });
  assertEquals(socket.status, 101);
  const asked = await told(server, "GET /api/session", `session=${token}`);
  assertEquals([asked.status, asked.name], [200, "ada"]);
  assertEquals(asked.cookies, [["session", ""], [name, token]]);
  // Who signs in as somebody else is not the former one again later.
  const body = { name: "bob" };
  const { headers } = await ask(server, "POST /api/session", {
    body,
    headers: { cookie: `session=${token}` },
  });
  assertEquals(getSetCookies(headers).map((cookie) => cookie.name), ["session", name]);
  const out = await told(server, "DELETE /api/session", `session=${token}`);
  assertEquals([out.status, out.cookies], [204, [["session", ""]]]);
});

Deno.test("Signing out deletes the session's cookie, and none where a token was sent", async () => {
  await using server = await TestServer.start();
  const cookie = `${cookieOf(server)}=${await claim(server, "ada")}`;
  const bot = { token: await claim(server, "bot"), headers: { cookie } };
  assertEquals(getSetCookies((await ask(server, "DELETE /api/session", bot)).headers), []);
  const other = { token: await signIn(server, "bot", PASSWORD), headers: { cookie } };
  const body = { password: PASSWORD, messages: "keep" };
  const deleted = await ask(server, "DELETE /api/account", { ...other, body });
  assertEquals([deleted.status, getSetCookies(deleted.headers)], [204, []]);
  assertEquals((await told(server, "GET /api/session", cookie)).name, "ada");
});

Deno.test("A cookie of http does not count by https, nor the other way round", async () => {
  await using server = await TestServer.start(BEHIND);
  const https = { "x-forwarded-proto": "https", "x-forwarded-host": "chat.example" };
  const http = { "x-forwarded-proto": "http", "x-forwarded-host": "chat.example" };
  const names: string[] = [];
  for (const [headers, others] of [[https, http], [http, https]] as const) {
    const answered = await ask(server, "POST /api/session", {
      body: { name: `ada-${names.length}` },
      headers,
    });
    const [cookie] = getSetCookies(answered.headers);
    assert(cookie);
    names.push(cookie.name);
    const jar = `${cookie.name}=${cookie.value}`;
    assertEquals((await told(server, "GET /api/session", jar, headers)).status, 200);
    const foreign = await told(server, "GET /api/session", jar, others);
    assertEquals([foreign.status, foreign.cookies], [401, []]);
  }
  assertEquals(names, [cookieName(new URL("https://chat.example/")), "hubbub-80"]);
  assertNotEquals(names[0], cookieName(new URL("https://other.example/")));
});

Deno.test("A cookie has the name of the public address, also where a proxy tells little of it", async () => {
  const publicUrl = new URL("https://chat.example/chat/");
  await using server = await TestServer.start({ publicUrl });
  const name = cookieName(publicUrl);
  const pages = [{ host: "chat.example" }, { origin: "https://chat.example" }];
  for (const [at, headers] of pages.entries()) {
    using raw = await RawClient.ask(server, "/api/session", headers);
    assertEquals(raw.status, 401);
    const answered = await ask(server, "POST /api/session", {
      body: { name: `ada-${at}` },
      headers: { origin: "https://chat.example" },
    });
    const [cookie] = getSetCookies(answered.headers);
    assertEquals([cookie?.name, cookie?.secure], [name, true]);
    // Only a POST tells of the page. What comes next has the cookie, by whatever name it is sent.
    const next = await told(server, "GET /api/session", `${name}=${cookie?.value}`);
    assertEquals(next.status, 200);
  }
});

Deno.test("Whatever refuses an upgrade answers the plain request with the same cookies alike", async () => {
  await using server = await TestServer.start({
    limits: { total: 100, perAddress: 100, perPerson: 1 },
  });
  const admin = await claimAdmin(server, "ada");
  const name = cookieOf(server);
  const jars = ["", `${name}=${DEAD}`, `${name}=`, `session=${DEAD}`, `${name}=${admin}`];
  const bob = await signIn(server, "bob");
  using moderator = await RawClient.ask(server, "/ws", { cookie: `${name}=${admin}` });
  await moderator.send({ type: "ban", name: "bob" });
  for (let isBanned = false; !isBanned;) {
    isBanned = (await moderator.nextEvents()).some(({ type }) => type === "done");
  }
  for (const path of ["/ws", "/ws?name=eve", "/ws?name=bob", "/ws?name=%20"]) {
    for (const cookie of [...jars, `${name}=${bob}`]) {
      const plain = await fetch(server.url(path), { headers: { cookie } });
      using upgrade = await RawClient.ask(server, path, { cookie });
      const { error } = await plain.json();
      const refused = upgrade.status === 101 ? "not-a-websocket" : (await upgrade.json()).error;
      assertEquals(error, refused, `${path} with ${cookie}`);
      assertEquals(plain.headers.getSetCookie(), []);
      assertEquals(upgrade.headers.has("set-cookie"), false);
    }
  }
});
