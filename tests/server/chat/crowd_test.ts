import { assertEquals } from "@std/assert";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

const PEOPLE = 16;
const MESSAGES = 128;

/** What one of them says, in order. */
function wordsOf(name: string): string[] {
  return Array.from({ length: MESSAGES }, (_, i) => `${name} says ${i}`);
}

Deno.test("Sixteen people say 128 things each, and all have all of it once, in one order", async () => {
  await using server = await TestServer.start();
  await using stack = new AsyncDisposableStack();
  const people: TestClient[] = [];
  for (let i = 0; i < PEOPLE; i++) {
    people.push(stack.use(await TestClient.enter(server, `guest-${i}`)));
  }
  for (let i = 0; i < MESSAGES; i++) {
    for (const person of people) person.say("lobby", `${person.name} says ${i}`);
  }
  const heard = await Promise.all(people.map((person) => person.entries(PEOPLE * MESSAGES)));
  const [log = []] = heard;
  assertEquals(log.map(({ seq }) => seq), Array.from(log, (_, i) => i + 1));
  for (const { name } of people) {
    assertEquals(log.filter(({ from }) => from === name).map(({ text }) => text), wordsOf(name));
  }
  const once = JSON.stringify(log);
  for (const entries of heard) assertEquals(JSON.stringify(entries) === once, true);
});

Deno.test("A room of more people than are written to at a go hears all that a few say, once and in order", async () => {
  await using server = await TestServer.start();
  await using stack = new AsyncDisposableStack();
  const enter = async (name: string) => stack.use(await TestClient.enter(server, name));
  const people: TestClient[] = [];
  for (let i = 0; i < 150; i++) people.push(await enter(`guest-${i}`));
  const witness = await enter("witness");
  for (let i = 0, owed = 0; i < 40; i++) {
    for (const speaker of people.slice(0, 3)) speaker.say("lobby", `${speaker.name} says ${i}`);
    owed += 3;
    // Somebody goes while the others are being written to.
    if (i % 10 === 5) await people.splice(50 + i, 1)[0]![Symbol.asyncDispose]();
    // Some things are said alone, some along with what follows.
    if (i % 4 === 0) continue;
    await witness.entries(owed);
    owed = 0;
  }
  const heard = await Promise.all(people.map((person) => person.entries(120)));
  const [log = []] = heard;
  assertEquals(log.map(({ seq }) => seq), Array.from(log, (_, i) => i + 1));
  for (const entries of heard) assertEquals(entries, log);
});
