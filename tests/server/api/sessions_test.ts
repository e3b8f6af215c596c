import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { getSetCookies } from "@std/http/cookie";
import { Close } from "../../../protocol.ts";
import { backingOver } from "../../../server/backing.ts";
import { parseRange } from "../../../server/auth/origins/address.ts";
import { cookieName } from "../../../server/auth/sessions/cookies.ts";
import { SESSIONS_MAX } from "../../../server/auth/service.ts";
import { SESSION_MS } from "../../../server/auth/sessions.ts";
import { Store } from "../../../server/kv/store.ts";
import { soon } from "../../support/arrivals.ts";
import {
  ask,
  type Asking,
  claim,
  claimAdmin,
  cookieOf,
  expect,
  PASSWORD,
  signIn,
} from "../../support/server/asker.ts";
import { Clock } from "../../support/clock.ts";
import { RawClient } from "../../support/server/raw_client.ts";
import { StoreFile } from "../../support/store/store_file.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { startUnticked } from "../../support/server/unticked.ts";
import { until } from "../../support/until.ts";

/** Checks that sockets are cut. */
async function areCut(clients: TestClient[]): Promise<void> {
  for (const client of clients) assertEquals(await client.closed, Close.Removed);
}

Deno.test("A guest's token brings them back to a server that was started again", async () => {
  await using file = await StoreFile.make();
  let welcome: TestClient["welcome"];
  {
    await using server = await TestServer.start({ store: file.path });
    await using ada = await TestClient.connect(server, "Ada");
    welcome = ada.welcome;
  }
  await using server = await TestServer.start({ store: file.path });
  await using ada = await TestClient.connect(server, { token: welcome.token! });
  assertEquals([ada.name, ada.welcome.guest, ada.welcome.token], ["Ada", true, welcome.token]);
});

Deno.test("Who reads the store can't come in: it has no token, password or invitation", async () => {
  await using file = await StoreFile.make();
  const secrets = [PASSWORD];
  {
    await using server = await TestServer.start({ store: file.path });
    await using guest = await TestClient.enter(server, "bob");
    secrets.push(guest.welcome.token!, await claimAdmin(server, "Ada"));
    const { invite } = await expect(server, 201, "POST /api/invites", { token: secrets[2] });
    secrets.push(String(invite));
  }
  const dump = await file.dump();
  for (const name of ["Ada", "bob"]) assertMatch(dump, new RegExp(`"name":"${name}"`));
  for (const secret of secrets) assertEquals(dump.includes(secret), false);
});

Deno.test("Two guests of one name, one after the other, are two", async () => {
  await using server = await TestServer.start();
  const first = await TestClient.connect(server, "ada");
  await first[Symbol.asyncDispose]();
  await server.freed("ada");
  await using second = await TestClient.connect(server, "ADA");
  assertNotEquals(second.welcome.token, first.welcome.token);
  const own = await expect(server, 200, "GET /api/sessions", { token: second.welcome.token });
  assertEquals((own.sessions as unknown[]).length, 1);
});

Deno.test("A cookie is for our page alone, and only by https where the page came by that", async () => {
  const trustedProxies = [parseRange("127.0.0.0/8")!];
  await using behindProxy = await TestServer.start({ trustedProxies });
  await using plain = await TestServer.start();
  const headers = { "x-forwarded-proto": "https" };
  const secureName = cookieName(new URL(`https://${behindProxy.url().host}`));
  const servers = [
    [behindProxy, secureName, true],
    [plain, cookieOf(plain), undefined],
  ] as const;
  for (const [server, name, secure] of servers) {
    const answered = await ask(server, "POST /api/session", { body: { name: "ada" }, headers });
    const [cookie] = getSetCookies(answered.headers);
    assertEquals<unknown>(cookie, {
      name,
      value: answered.body?.token,
      path: "/",
      httpOnly: true,
      sameSite: "Strict",
      maxAge: SESSION_MS / 1000,
      ...(secure && { secure }),
    });
    assertEquals(answered.headers.get("cache-control"), "no-store");
  }
});

Deno.test("A session cookie authenticates its owner, and no script can read a token", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "Ada");
  for (const path of ["/ws", "/ws?name=eve"]) {
    using page = await RawClient.ask(server, path, {
      cookie: `theme=dark; ${cookieOf(server)}=${token}`,
    });
    const [welcome] = await page.nextEvents();
    assert(welcome?.type === "welcome");
    assertEquals([welcome.you, welcome.guest, welcome.token], ["Ada", false, undefined]);
  }
});

Deno.test("A browser that asks who it is keeps its cookie as long as the session goes on", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  const cookiesOf = async (asking: Asking) =>
    getSetCookies((await ask(server, "GET /api/session", asking)).headers);
  const [cookie] = await cookiesOf({ cookie: token });
  assertEquals([cookie?.value, cookie?.maxAge], [token, SESSION_MS / 1000]);
  assertEquals(await cookiesOf({ token }), []);
});

Deno.test("A token that is said by hand counts more than a cookie", async () => {
  await using server = await TestServer.start();
  const [ada, bob] = [await claim(server, "ada"), await claim(server, "bob")];
  const { name } = await expect(server, 200, "GET /api/session", { token: ada, cookie: bob });
  assertEquals(name, "ada");
  await expect(server, "401 no-session", "GET /api/session", { token: "forged", cookie: bob });
  await expect(server, 200, "GET /api/session", { token: ada, cookie: "forged" });
});

Deno.test("A cookie that brings nobody in is left as it is, and keeps nobody from signing in", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  // Asked again it has to be answered the same; and by now the browser may have a better one.
  for (const path of ["GET /api/session", "GET /ws?name=bob", "GET /ws"]) {
    for (let time = 0; time < 2; time++) {
      const { status, headers } = await ask(server, path, { cookie: "stale" });
      assertEquals([status, getSetCookies(headers)], [401, []], path);
    }
  }
  assertEquals(getSetCookies((await ask(server, "GET /api/session", { token: "x" })).headers), []);
  assertEquals((await ask(server, "GET /api/session", { cookie: token })).status, 200);
  const body = { name: "bob", password: PASSWORD };
  await expect(server, 201, "POST /api/accounts", { cookie: "stale", body });
  await expect(server, 201, "POST /api/session", { cookie: "stale", body });
});

Deno.test("Signing out ends the session's sockets at once, and no other", async () => {
  await using server = await startUnticked();
  const token = await claim(server, "ada");
  const other = await signIn(server, "ada", PASSWORD);
  const sockets = [
    await TestClient.connect(server, { token }),
    await TestClient.connect(server, { token }),
  ];
  await using stays = await TestClient.connect(server, { token: other });
  const { headers } = await ask(server, "DELETE /api/session", { cookie: token });
  await areCut(sockets);
  assertEquals(getSetCookies(headers)[0]?.value, "");
  await expect(server, "401 no-session", "GET /api/session", { token });
  assertEquals((await stays.ask({ type: "ping" })).type, "pong");
});

Deno.test("People see their sessions, and end one that they don't know", async () => {
  await using server = await startUnticked({ now: () => 7 });
  const token = await claim(server, "ada", { headers: { "user-agent": "Laptop ".repeat(99) } });
  const lost = await signIn(server, "ada", PASSWORD);
  await using phone = await TestClient.connect(server, { token: lost });
  const { sessions } = await expect(server, 200, "GET /api/sessions", { token }) as {
    sessions: { id: string; current: boolean; program: string; address: string; made: number }[];
  };
  const [own, theirs] = sessions.toSorted((a, b) => Number(b.current) - Number(a.current));
  assertEquals([own?.current, own?.made, own?.address], [true, 7, "127.0.0.1"]);
  assertEquals([own?.program.length, theirs?.current], [200, false]);
  assertMatch(theirs!.program, /^Deno/);
  assertEquals(JSON.stringify(sessions).includes(lost), false);
  await expect(server, 204, `DELETE /api/sessions/${theirs!.id}`, { token });
  await areCut([phone]);
  await expect(server, "401 no-session", "GET /api/session", { token: lost });
  await expect(server, "404 not-found", `DELETE /api/sessions/${theirs!.id}`, { token });
});

Deno.test("Of very many sessions of an account those end that were not used for longest", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const tokens = [await claim(server, "ada")];
  for (let i = 0; i < SESSIONS_MAX - 1; i++) {
    clock.pass(1000);
    tokens.push(await signIn(server, "ada", PASSWORD));
  }
  // Used after a day, the first is seen later than the others.
  clock.pass(25 * 60 * 60 * 1000);
  for (const token of [tokens[0], tokens.at(-1)]) {
    await expect(server, 200, "GET /api/session", { token });
  }
  // It is noted in the background.
  await until(async () => {
    const { sessions } = await expect(server, 200, "GET /api/sessions", { token: tokens[0] });
    return (sessions as { seen: number }[]).filter(({ seen }) => seen === clock.at).length === 2;
  }, "both sessions to be noted as used");
  tokens.push(await signIn(server, "ada", PASSWORD), await signIn(server, "ada", PASSWORD));
  const { sessions } = await expect(server, 200, "GET /api/sessions", { token: tokens.at(-1) });
  assertEquals(Array.isArray(sessions) && sessions.length, SESSIONS_MAX);
  const statuses = await Promise.all(
    tokens.slice(0, 4).map(async (token) =>
      (await ask(server, "GET /api/session", { token })).status
    ),
  );
  assertEquals(statuses, [200, 401, 401, 200]);
});

Deno.test("Nobody ends a session that is somebody else's", async () => {
  await using server = await TestServer.start();
  const [ada, eve] = [await claim(server, "ada"), await claim(server, "eve")];
  const { sessions } = await expect(server, 200, "GET /api/sessions", { token: ada });
  const [{ id }] = sessions as [{ id: string }];
  for (const path of [id, ada, "%ff", "__proto__", "%2e%2e", " "]) {
    await expect(server, "404 not-found", `DELETE /api/sessions/${path}`, { token: eve });
  }
  await expect(server, 200, "GET /api/session", { token: ada });
});

Deno.test("A session that is ended on one server is cut on the others, too", async () => {
  await using folder = await TempFolder.make();
  await using store = await Store.open(folder.file("chat.db"), { shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  const token = await claim(ours, "ada");
  const there = await TestClient.connect(theirs, { token });
  await expect(ours, 204, "DELETE /api/session", { token });
  assertEquals(await there.closed, Close.Removed);
  await expect(theirs, "401 no-session", "GET /api/session", { token });
});

Deno.test("A session that ends while somebody is coming in with it is cut, too", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  const coming = TestClient.connect(server, { token }).then((client) => client.closed, () => 401);
  const leaving = expect(server, 204, "DELETE /api/session", { token });
  await leaving;
  const end = await soon(coming, "the end of a socket");
  assert(end === 401 || end === Close.Removed, `it ended with ${end}`);
});
