import { assertEquals } from "@std/assert";
import { claim, expect, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { PushService } from "./push_service.ts";

const PACE = { delayMs: 0, everyMs: 0, backoffMs: [0, 0] };

/** Somebody with an account, and with a device under a path of the push service. */
async function withDevice(server: TestServer, service: PushService, name: string): Promise<string> {
  const token = await claim(server, name);
  await keepDevice(server, service, token, `/${name}`);
  return token;
}

/** Has a device of a session notified, under a path of the push service. */
async function keepDevice(
  server: TestServer,
  service: PushService,
  token: string,
  path: string,
): Promise<void> {
  const { endpoint, keys: { publicKey: p256dh, auth } } = await service.subscribe(path);
  const body = { endpoint, keys: { p256dh, auth } };
  await expect(server, 204, "POST /api/push", { token, body });
}

Deno.test("Who is not to be disturbed is notified of nothing, and others are", async () => {
  await using service = new PushService();
  const hookHosts = new Set([service.host]);
  await using server = await TestServer.start({ hookHosts, pushPace: PACE });
  const token = await withDevice(server, service, "ada");
  await withDevice(server, service, "carol");
  const body = { status: { state: "dnd" } };
  await expect(server, 200, "PUT /api/account/profile", { token, body });
  await using bob = await TestClient.enter(server, "bob", "lobby");
  for (const text of ["@ada @carol, one", "@ada @carol, two", "@ada @carol, three"]) {
    bob.say("lobby", text);
    assertEquals((await service.pushed.next()).path, "/carol");
  }
  assertEquals(service.count, 3);
});

Deno.test("A guest who was renamed is notified under each of their names, and in direct rooms", async () => {
  await using service = new PushService();
  const hookHosts = new Set([service.host]);
  await using server = await TestServer.start({ hookHosts, pushPace: PACE });
  const token = await signIn(server, "gus");
  await keepDevice(server, service, token, "/gus");
  await expect(server, 200, "PUT /api/session/name", { token, body: { name: "eve" } });
  await using bob = await TestClient.enter(server, "bob", "lobby");
  for (const text of ["@gus, one", "@eve, two"]) {
    bob.say("lobby", text);
    assertEquals((await service.pushed.next()).message.text, text);
  }
  for (const to of ["eve", "gus"]) {
    bob.send({ type: "say", to, id: to, text: `to ${to}` });
    assertEquals((await service.pushed.next()).message.text, `to ${to}`);
  }
});
