import { assertEquals } from "@std/assert";
import type { Said } from "../../../../protocol.ts";
import { backingOver } from "../../../../server/backing.ts";
import { Store } from "../../../../server/kv/store.ts";
import { claim, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { until } from "../../../support/until.ts";
import { PushService } from "./push_service.ts";

const PACE = { delayMs: 0, everyMs: 0 };

function start(service: PushService): Promise<TestServer> {
  return TestServer.start({ hookHosts: new Set([service.host]), pushPace: PACE });
}

/** A guest's browser, which is notified; with the cookie of its session. */
async function browser(server: TestServer, service: PushService, name: string): Promise<string> {
  const cookie = await signIn(server, name);
  await subscribes(server, service, cookie, name);
  return cookie;
}

async function subscribes(
  server: TestServer,
  service: PushService,
  cookie: string,
  name: string,
): Promise<void> {
  const { endpoint, keys: { publicKey: p256dh, auth } } = await service.subscribe(`/${name}`);
  const body = { endpoint, keys: { p256dh, auth } };
  await expect(server, 204, "POST /api/push", { cookie, body });
}

/** What somebody has chosen, and for each device that is notified whether it is this session's. */
async function notified(server: TestServer, cookie: string) {
  const { texts, devices } = await expect(server, 200, "GET /api/push", { cookie });
  const isList = Array.isArray(devices);
  return { texts, devices: isList ? devices.map(({ current }) => current) : devices };
}

Deno.test("A guest who changes their name is notified as before, and of nothing that calls the old name", async () => {
  await using service = new PushService();
  await using server = await start(service);
  const before = await browser(server, service, "ada");
  await expect(server, 204, "PUT /api/push", { cookie: before, body: { texts: false } });
  const body = { name: "byron" };
  const { token } = await expect(server, 201, "POST /api/session", { cookie: before, body });
  const cookie = String(token);
  assertEquals(await notified(server, cookie), { texts: false, devices: [true] });
  assertEquals((await notified(server, before)).devices, []);
  const { sessions } = await expect(server, 200, "GET /api/sessions", { cookie });
  assertEquals(Array.isArray(sessions) && sessions.map(({ push }) => push), [true]);

  // Somebody else has the name by now.
  await using ada = await TestClient.enter(server, "ada", "lobby");
  await using bob = await TestClient.enter(server, "bob", "lobby");
  bob.say("lobby", "@ada, this is between us", "1");
  bob.say("@ada,bob", "And this all the more", "2");
  await ada.until((event) => event.type === "said" && event.id === "2", "what is for her");
  bob.say("lobby", "@byron, tea?", "3");
  const { path, message } = await service.pushed.next();
  assertEquals([path, message.type, message.room, message.text], [
    "/ada",
    "message",
    "lobby",
    undefined,
  ]);
  const said = await bob.until((event) => event.type === "said" && event.id === "3", "the call");
  assertEquals(message.seq, "seq" in said && said.seq);
});

Deno.test("A guest who claims their name is notified as before, as long as the account's session lasts", async () => {
  await using service = new PushService();
  await using server = await start(service);
  const before = await browser(server, service, "ada");
  await expect(server, 204, "PUT /api/push", { cookie: before, body: { texts: false } });
  const cookie = await claim(server, "ada", { cookie: before });
  assertEquals(await notified(server, cookie), { texts: false, devices: [true] });
  await expect(server, 204, "DELETE /api/session", { cookie: before });
  await using bob = await TestClient.enter(server, "bob", "lobby");
  bob.say("lobby", "@ada, tea?");
  assertEquals((await service.pushed.next()).path, "/ada");
});

Deno.test("A guest's device is notified no more when somebody signs in to an account in its browser", async () => {
  await using service = new PushService();
  await using server = await start(service);
  const owner = await claim(server, "ada");
  const before = await browser(server, service, "guest");
  const body = { name: "ada", password: PASSWORD };
  const { token } = await expect(server, 201, "POST /api/session", { cookie: before, body });
  for (const cookie of [String(token), before, owner]) {
    assertEquals(await notified(server, cookie), { texts: true, devices: [] });
  }
});

Deno.test("A session that is begun with a token beside ends no device, and takes none", async () => {
  await using service = new PushService();
  await using server = await start(service);
  const token = await browser(server, service, "ada");
  const body = { name: "byron" };
  const other = await expect(server, 201, "POST /api/session", { token, body });
  assertEquals((await notified(server, token)).devices, [true]);
  assertEquals((await notified(server, String(other.token))).devices, []);
});

Deno.test("Nobody is notified of what they read meanwhile on another server over the same store", async () => {
  await using service = new PushService();
  await using folder = await TempFolder.make();
  await using store = await Store.open(folder.file("chat.db"), { shared: true });
  const pushPace = { delayMs: 60_000, everyMs: 0 };
  const options = { hookHosts: new Set([service.host]), pushPace };
  let past = 0;
  const now = () => Date.now() + past;
  await using ours = await TestServer.start({ ...options, backing: backingOver(store), now });
  await using theirs = await TestServer.start({ ...options, backing: backingOver(store) });
  const token = await claim(ours, "ada");
  await subscribes(ours, service, token, "ada");
  await using ada = await TestClient.connect(theirs, { token });
  await ada.join("lobby");
  await using bob = await TestClient.enter(ours, "bob", "lobby");
  const says = async (id: string, place: object) => {
    bob.send({ type: "say", ...place, id, text: "@ada, tea?" });
    return await ada.until(
      (event): event is Said => event.type === "said" && event.id === id,
      "what bob says, on the other server",
    );
  };
  const { seq } = await says("1", { room: "lobby" });
  ada.send({ type: "read", room: "lobby", seq });
  const { push } = ours.backing;
  const [device] = await Array.fromAsync(push.all());
  await until(
    async () => await push.readTo(device?.person ?? "", "lobby") >= seq,
    "what ada has read to be stored",
  );
  await says("2", { to: "ada" });
  past = pushPace.delayMs;
  assertEquals((await service.pushed.next()).message.room, "@ada,bob");
  assertEquals(service.count, 1);
});
