import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Said } from "../../../../protocol.ts";
import { ask, claim, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { StoreFile } from "../../../support/store/store_file.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer, type TestServerOptions } from "../../../support/server/test_server.ts";
import { PushService, settlingCalls, type TestDevice } from "./push_service.ts";

const PACE = { delayMs: 0, everyMs: 0, backoffMs: [0, 0] };

function start(service: PushService, options: TestServerOptions = {}): Promise<TestServer> {
  return TestServer.start({ hookHosts: new Set([service.host]), pushPace: PACE, ...options });
}

/** Has a device of a session notified. */
async function subscribes(
  server: TestServer,
  service: PushService,
  token: string,
  path: string,
): Promise<TestDevice> {
  const device = await service.subscribe(path);
  const { publicKey: p256dh, auth } = device.keys;
  const body = { endpoint: device.endpoint, keys: { p256dh, auth } };
  await expect(server, 204, "POST /api/push", { token, body });
  return device;
}

/** Ada with an account and a device, and bob, who talks in the lobby. */
async function people(server: TestServer, service: PushService) {
  const token = await claim(server, "ada");
  await subscribes(server, service, token, "/ada");
  const bob = await TestClient.enter(server, "bob", "lobby");
  return { token, bob };
}

async function says(bob: TestClient, room: string, text: string): Promise<Said> {
  const id = crypto.randomUUID();
  bob.say(room, text, id);
  return await bob.until(
    (event): event is Said => event.type === "said" && event.id === id,
    `${text} to be stored`,
  );
}

Deno.test("Whoever is mentioned, or written to, is notified on their devices, and of nothing else", async () => {
  await using service = new PushService();
  await using server = await start(service);
  const { token, bob } = await people(server, service);
  await using _ = bob;
  await subscribes(server, service, await signIn(server, "ada", PASSWORD), "/phone");

  await says(bob, "lobby", "This is to nobody.");
  const { seq, at } = await says(bob, "lobby", "**@ada**, tea?");
  const told = [await service.pushed.next(), await service.pushed.next()];
  assertEquals(new Set(told.map(({ path }) => path)), new Set(["/ada", "/phone"]));
  for (const { message, headers } of told) {
    assertEquals(message, {
      ...{ type: "message", room: "lobby", seq, at, from: "bob", text: "@ada, tea?" },
    });
    assertEquals(headers.get("content-encoding"), "aes128gcm");
    assertMatch(headers.get("authorization") ?? "", /^vapid t=[\w.-]+, k=[\w-]+$/);
    assertMatch(headers.get("topic") ?? "", /^[\w-]{32}$/);
    assertEquals([headers.get("ttl"), headers.get("urgency")], ["86400", "high"]);
  }
  assert(told[0]!.headers.get("topic") !== told[1]!.headers.get("topic"));

  bob.send({ type: "say", to: "ada", id: "direct", text: "Alone." });
  assertEquals((await service.pushed.next()).message.room, "@ada,bob");
  await service.pushed.next();
  const { sessions } = await expect(server, 200, "GET /api/sessions", { token });
  assertEquals((sessions as { push?: boolean }[]).map(({ push }) => push), [true, true]);
});

Deno.test("Nobody is notified of what they look at, have read, muted, or may not read any more", async () => {
  await using service = new PushService();
  const { backing, settled } = await settlingCalls();
  await using server = await start(service, { backing });
  const { token, bob } = await people(server, service);
  await using _ = bob;
  await using ada = await TestClient.connect(server, { token });
  await ada.join("lobby");
  /** What bob says reaches no device: what follows is the next that does. */
  const isQuiet = async (text: string) => {
    await says(bob, "lobby", text);
    bob.send({ type: "say", to: "ada", id: crypto.randomUUID(), text });
    const { message } = await service.pushed.next();
    assertEquals([message.room, message.text], ["@ada,bob", text]);
  };
  const settles = async (room: string) => {
    while ((await settled.next()).name !== room);
  };
  await ada.ask({ type: "front", room: "lobby" });
  await isQuiet("@ada, you see this");
  await settles("lobby");
  await ada.ask({ type: "front" });

  await ada.ask({ type: "notify", room: "lobby", level: "nothing" });
  await isQuiet("@ada, you want nothing");
  await ada.ask({ type: "notify", room: "lobby", level: "all" });
  await says(bob, "lobby", "Everything is for ada.");
  assertEquals((await service.pushed.next()).message.text, "Everything is for ada.");

  await ada.ask({ type: "notify", room: "lobby", level: "mentions" });
  bob.send({ type: "join", room: "den" });
  await bob.until(({ type, ...rest }) => type === "joined" && "room" in rest, "the den");
  assertEquals((await bob.ask({ type: "access", room: "den", access: "hidden" })).type, "done");
  await says(bob, "den", "@ada, you may not read this");
  await settles("den");
  await isQuiet("and this is between us");
  assertEquals(service.count, 4);
});

Deno.test("Who is blocked notifies nobody, and what is deleted before it is told is not told", async () => {
  await using service = new PushService();
  await using server = await start(service);
  const { token, bob } = await people(server, service);
  await using _ = bob;
  await using carl = await TestClient.enter(server, "carl", "lobby");
  await expect(server, 204, "POST /api/blocks", { token, body: { name: "bob" } });
  await says(bob, "lobby", "@ada!");
  await says(carl, "lobby", "@ada?");
  assertEquals((await service.pushed.next()).message.from, "carl");
  assertEquals(service.count, 1);
});

Deno.test("@room notifies those who know the room, and @here those who are there", async () => {
  await using service = new PushService();
  await using server = await start(service);
  const { token, bob } = await people(server, service);
  await using _ = bob;
  const zoe = await claim(server, "zoe");
  await subscribes(server, service, zoe, "/zoe");
  await expect(server, 201, "POST /api/rooms/lobby/messages", { token, body: { text: "Hello" } });
  await bob.until((event) => event.type === "said", "hello");
  // Ada has been there, when that is noted.
  await expect(server, 200, "GET /api/rooms", { token });

  await says(bob, "lobby", "@room, tea!");
  assertEquals((await service.pushed.next()).path, "/ada");
  await using here = await TestClient.connect(server, { token: zoe });
  await here.join("lobby");
  await says(bob, "lobby", "@here, cake!");
  const { path, message } = await service.pushed.next();
  assertEquals([path, message.text], ["/zoe", "@here, cake!"]);
  assertEquals(service.count, 2);
});

Deno.test("A device is told no more when its session has ended, or its push service says that it is gone", async () => {
  await using service = new PushService();
  await using server = await start(service);
  const { token, bob } = await people(server, service);
  await using _ = bob;
  const phone = await signIn(server, "ada", PASSWORD);
  await subscribes(server, service, phone, "/phone");
  await expect(server, 204, "DELETE /api/session", { token: phone });
  const devices = async () =>
    (await expect(server, 200, "GET /api/push", { token })).devices as unknown[];
  assertEquals((await devices()).length, 1);

  service.answers.push(new Response(null, { status: 410 }));
  await says(bob, "lobby", "@ada!");
  assertEquals((await service.pushed.next()).path, "/ada");
  while ((await devices()).length > 0);
  await expect(server, "404 not-found", "POST /api/push/test", { token });

  await subscribes(server, service, token, "/again");
  await expect(server, 204, "DELETE /api/account", {
    token,
    body: { password: PASSWORD, messages: "keep" },
  });
  const again = await claim(server, "ada");
  await says(bob, "lobby", "@ada!");
  await subscribes(server, service, again, "/new");
  await says(bob, "lobby", "@ada?");
  const last = await service.pushed.next();
  assertEquals([last.path, last.message.text], ["/new", "@ada?"]);
});

Deno.test("What a push service can't take now is tried again, when it says", async () => {
  await using service = new PushService();
  await using server = await start(service);
  const { token, bob } = await people(server, service);
  await using _ = bob;
  service.answers.push(
    new Response(null, { status: 503 }),
    new Response(null, { status: 429, headers: { "retry-after": "0" } }),
  );
  await says(bob, "lobby", "@ada!");
  const told = [
    await service.pushed.next(),
    await service.pushed.next(),
    await service.pushed.next(),
  ];
  assertEquals(told.map(({ message }) => message.text), ["@ada!", "@ada!", "@ada!"]);

  service.answers.push(new Response(null, { status: 403 }));
  await says(bob, "lobby", "@ada, again");
  await service.pushed.next();
  const failures = async () => {
    const { devices } = await expect(server, 200, "GET /api/push", { token });
    return (devices as { failure?: { why: string } }[]).flatMap(({ failure }) =>
      failure?.why ?? []
    );
  };
  while ((await failures())[0]?.includes("403") !== true);
  await expect(server, 204, "POST /api/push/test", { token });
  assertEquals((await service.pushed.next()).message, { type: "test" });
});

Deno.test("A notification that was not sent when the server ended is sent by the next one", async () => {
  await using service = new PushService();
  await using file = await StoreFile.make();
  let seq: number;
  {
    // Nothing is due before it ends.
    await using server = await start(service, {
      store: file.path,
      pushPace: { ...PACE, delayMs: 500 },
    });
    const { bob } = await people(server, service);
    await using _ = bob;
    ({ seq } = await says(bob, "lobby", "@ada, do you hear?"));
    await ask(server, "GET /healthz");
  }
  await using _ = await start(service, { store: file.path });
  assertEquals((await service.pushed.next()).message.seq, seq);
});

Deno.test("Texts are not told to devices whose owner hides them, and nothing in quiet hours", async () => {
  await using service = new PushService();
  const { backing, settled } = await settlingCalls();
  await using server = await start(service, { backing });
  const { token, bob } = await people(server, service);
  await using _ = bob;
  await expect(server, 204, "PUT /api/push", { token, body: { texts: false } });
  const { seq, at } = await says(bob, "lobby", "@ada, a secret");
  assertEquals((await service.pushed.next()).message, { type: "message", room: "lobby", seq, at });
  await settled.next();

  const always = { from: 0, to: 0, days: [0, 1, 2, 3, 4, 5, 6], zone: "Asia/Tokyo" };
  await expect(server, 204, "PUT /api/push", { token, body: { quiet: always, texts: true } });
  const { quiet, texts } = await expect(server, 200, "GET /api/push", { token });
  assertEquals([quiet, texts], [always, true]);
  await says(bob, "lobby", "@ada, sleep well");
  await settled.next();
  await expect(server, 204, "PUT /api/push", { token, body: { quiet: null } });
  const busy = { status: { state: "dnd" } };
  await expect(server, 200, "PUT /api/account/profile", { token, body: busy });
  await says(bob, "lobby", "@ada, not now");
  await settled.next();
  const body = { quiet: { ...always, zone: "Nowhere" } };
  const refused = await ask(server, "PUT /api/push", { token, body });
  assertEquals(refused.status, 400);
  assertStringIncludes(String(refused.body?.message), "zone");
  await expect(server, 204, "POST /api/push/test", { token });
  assertEquals((await service.pushed.next()).message, { type: "test" });
  assertEquals(service.count, 2);
});

Deno.test("A long message is cut, and a notification fits into what push services take", async () => {
  await using service = new PushService();
  await using server = await start(service);
  const { bob } = await people(server, service);
  await using _ = bob;
  await says(bob, "lobby", `@ada ${"中".repeat(3900)}`);
  const { message, bytes } = await service.pushed.next();
  assertEquals([...String(message.text)].length, 301);
  assert(bytes <= 3 * 1024, `${bytes}`);
});

Deno.test("A device's address is public and https, and its keys are keys", async () => {
  await using service = new PushService();
  await using server = await start(service);
  const token = await claim(server, "ada");
  const { keys } = await service.subscribe("/ada");
  const good = { p256dh: keys.publicKey, auth: keys.auth };
  const endpoint = "https://push.example/1";
  const bad = [
    ...[{ endpoint }, { endpoint, keys: {} }, { endpoint, keys: { ...good, auth: "c2hvcnQ" } }],
    ...[{ endpoint, keys: { ...good, p256dh: good.auth } }, { endpoint: "push", keys: good }],
    ...[{ endpoint: "http://push.example/1", keys: good }],
    ...[{ endpoint: "https://127.0.0.2/1", keys: good }, {
      endpoint: "https://[::1]/",
      keys: good,
    }],
    ...[{ endpoint: "https://a:b@push.example/", keys: good }],
    ...[{ endpoint: `https://push.example/${"a".repeat(2000)}`, keys: good }],
  ];
  for (const body of bad) {
    await expect(server, "400 malformed", "POST /api/push", { token, body });
  }
  await expect(server, 204, "POST /api/push", { token, body: { endpoint, keys: good } });
  await expect(server, "401 no-session", "GET /api/push");
  const { key, devices } = await expect(server, 200, "GET /api/push", { token });
  assertMatch(String(key), /^B[\w-]{86}$/);
  assertEquals((devices as unknown[]).length, 1);
  await expect(server, 204, "DELETE /api/push", { token });
  await expect(server, "404 not-found", "DELETE /api/push", { token });
});
