import { assert, assertEquals } from "@std/assert";
import { SOCKETS } from "../../../server/limits.ts";
import { Clock } from "../../support/clock.ts";
import { ask, claim } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** Addresses that documentation may use. */
const HERE = "192.0.2.1";
const ELSEWHERE = "198.51.100.1";
const CALM = 5;
const MESSAGES = 20;
const FLOODERS = 6;
const LINES = 3_000;

/** Says the same thing far too often, and counts what comes of it until the server has had enough. */
async function flood(server: TestServer, name: string) {
  const eve = await TestClient.enter(server, { name, from: HERE }, "elsewhere");
  const line = JSON.stringify({ type: "say", room: "elsewhere", id: "1", text: "flood" });
  for (let i = 0; i < LINES; i += 100) eve.socket.send(`${line}\n`.repeat(100));
  const reasons = new Set<string>();
  for await (const event of eve.rest()) if (event.type === "refused") reasons.add(event.reason);
  return { reasons: [...reasons], code: await eve.closed };
}

Deno.test("While one address floods, everybody elsewhere hears everything, and is refused nothing", async () => {
  await using server = await TestServer.start({ limits: SOCKETS, now: new Clock().now });
  await using stack = new AsyncDisposableStack();
  const people: TestClient[] = [];
  for (let i = 0; i < CALM; i++) {
    const coming = { name: `calm-${i}`, from: ELSEWHERE };
    people.push(stack.use(await TestClient.enter(server, coming)));
  }
  const floods = Promise.all(
    Array.from({ length: FLOODERS }, (_, i) => flood(server, `eve-${i}`)),
  );
  for (let i = 0; i < MESSAGES; i++) {
    for (const person of people) person.say("lobby", `${person.name} says ${i}`);
    for (const person of people) {
      for (let heard = 0; heard < CALM;) {
        const event = await person.until(() => true, "what the others say");
        assert(event.type !== "refused", JSON.stringify(event));
        if (event.type !== "said") continue;
        assertEquals(event.seq, i * CALM + ++heard);
      }
    }
  }
  for (const { reasons, code } of await floods) assertEquals([reasons, code], [["too-fast"], 4009]);
});

Deno.test("Whoever keeps order is heard, though somebody at their own address floods", async () => {
  await using server = await TestServer.start({ limits: SOCKETS, now: new Clock().now });
  await using ada = await TestClient.enter(server, { name: "ada", from: HERE }, "den");
  const flooders = ["eve", "mallory"];
  await Promise.all(flooders.map((name) => flood(server, name)));
  ada.send({ type: "say", room: "den", id: "1", text: "stop that" });
  const { reason, code } = await ada.next("refused");
  assertEquals([reason, code], ["too-fast", "network-busy"]);
  for (const name of flooders) {
    const muted = await ada.ask({ type: "mute", room: "den", name, ms: 60_000 });
    assertEquals(muted.type, "done", name);
  }
  assertEquals((await ada.ask({ type: "slow", room: "den", ms: 30_000 })).type, "done");
});

Deno.test("Whoever has an account is served over HTTP, and heard, though guests at their address flood", async () => {
  await using server = await TestServer.start({ limits: SOCKETS, now: new Clock().now });
  const [token, fresh] = [await claim(server, "ada"), await claim(server, "zoe")];
  await using ada = await TestClient.enter(server, { token, from: HERE }, "den");
  await using bob = await TestClient.enter(server, { name: "bob", from: HERE }, "den");
  const flooders = ["eve", "mallory"];
  await Promise.all(flooders.map((name) => flood(server, name)));
  const asks = (what: string, token: string | undefined, body?: object) =>
    ask(server, `${what}?from=${HERE}`, { token, ...(body && { body }) });
  const refused = await asks("GET /api/rooms/den/members", bob.welcome.token);
  assertEquals([refused.status, refused.body?.code], [429, "network-busy"]);
  assertEquals((await asks("GET /api/rooms", "no-such-token")).status, 429);
  assertEquals((await asks("GET /api/rooms/den/members", token)).status, 200);
  // Who has just signed in was not looked up yet.
  assertEquals((await asks("GET /api/session", fresh)).status, 200);
  const banned = await asks("POST /api/rooms/den/people", token, {
    ...{ action: "ban", names: flooders },
  });
  assertEquals(banned.body?.done, flooders);
  assertEquals((await asks("POST /api/rooms/den/messages", token, { text: "calm" })).status, 201);
  await using again = await TestClient.enter(server, { token, from: HERE }, "den");
  again.say("den", "and on a socket");
  await again.until((event) => event.type === "said" && event.text === "and on a socket", "it");
  assertEquals((await ada.ask({ type: "who", room: "den" })).type, "members");
});
