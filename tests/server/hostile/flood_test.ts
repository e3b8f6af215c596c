import { assert, assertEquals } from "@std/assert";
import { SOCKETS } from "../../../server/limits.ts";
import { Clock } from "../../support/clock.ts";
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
  assertEquals((await ada.next("refused")).reason, "too-fast");
  for (const name of flooders) {
    const muted = await ada.ask({ type: "mute", room: "den", name, ms: 60_000 });
    assertEquals(muted.type, "done", name);
  }
  assertEquals((await ada.ask({ type: "slow", room: "den", ms: 30_000 })).type, "done");
});
