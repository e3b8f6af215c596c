import { assert, assertEquals, assertMatch } from "@std/assert";
import { ask, claim, claimAdmin, expect, signIn } from "../../support/server/asker.ts";
import { EventReader, type Reading } from "../../support/server/event_reader.ts";
import { below } from "../../support/random/random.ts";
import { seeded } from "../../support/random/random.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

const LOBBY = "/api/rooms/lobby/events";

Deno.test("An event stream tells what is said in a room, with ids to go on from", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  bob.say("lobby", "before");
  await bob.next("said");
  const token = await signIn(server, "ada");
  await using reader = await EventReader.open(server, LOBBY, { token });
  assertEquals(reader.headers.get("content-type"), "text/event-stream");
  await reader.next();
  assertMatch(reader.lastId ?? "", /^[\w-]+:1$/);
  bob.say("lobby", "two\nlines");
  const said = await bob.next("said");
  assertEquals(await reader.data(), { ...said });
  assertMatch(reader.lastId ?? "", /^[\w-]+:2$/);
  await using again = await EventReader.open(server, LOBBY, {
    token,
    lastId: reader.lastId!.replace(":2", ":0"),
  });
  assertEquals(await again.texts(2), ["before", "two\nlines"]);
});

Deno.test("Who reads an event stream is not among the people who are in the room", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  const token = await signIn(server, "ada");
  await using reader = await EventReader.open(server, LOBBY, { token });
  await reader.next();
  const answer = await bob.ask({ type: "who", room: "lobby" });
  assertEquals("members" in answer && answer.members, ["bob"]);
});

Deno.test("An event stream that can't be resumed says so, and begins with what there is", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  bob.say("lobby", "one");
  await bob.next("said");
  const token = await signIn(server, "ada");
  for (const lastId of ["another:1", "another:99"]) {
    await using reader = await EventReader.open(server, LOBBY, { token, lastId });
    const reset = await reader.data("reset");
    assertEquals([reset.room, reset.first, reset.head], ["lobby", 1, 1]);
    assertEquals(reset.read, "/api/rooms/lobby/messages?after=0");
    assertEquals(await reader.texts(1), ["one"]);
  }
  for (const lastId of ["x", "x:y", "x:-1", "x:1:2", "x".repeat(513)]) {
    await using reader = await EventReader.open(server, LOBBY, { token, lastId });
    assertEquals([reader.status, (await reader.refusal()).error], [400, "malformed"]);
  }
});

Deno.test("A stream of a room that is not there, or is hidden, is answered alike", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob", "den");
  await bob.ask({ type: "access", room: "den", access: "hidden" });
  const token = await claim(server, "eve");
  const answers: string[] = [];
  for (const room of ["den", "pit", "@bob,cyd"]) {
    await using reader = await EventReader.open(server, `/api/rooms/${room}/events`, { token });
    answers.push(
      `${reader.status} ${JSON.stringify(await reader.refusal())}`.replaceAll(room, "X"),
    );
  }
  assertMatch(answers[0]!, /^404 /);
  assertEquals(new Set(answers).size, 1);
  const { rooms } = await expect(server, 200, "GET /api/rooms", { token });
  assertEquals((rooms as unknown[]).length, 1);
});

Deno.test("An event stream ends when the session ends", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using reader = await EventReader.open(server, LOBBY, { token });
  await using all = await EventReader.open(server, "/api/events", { token });
  await all.next();
  await expect(server, 204, "DELETE /api/session", { token });
  await reader.ended();
  await all.ended();
});

Deno.test("An event stream of a room ends when the right to read it does", async () => {
  await using server = await TestServer.start();
  await using admin = await TestClient.connect(server, {
    token: await claimAdmin(server, "root1"),
  });
  await admin.join("den");
  for (
    const [action, reason] of [
      [{ type: "kick" }, "kicked"],
      [{ type: "ban" }, "banned"],
    ] as const
  ) {
    const name = `ada-${reason}`;
    const token = await claim(server, name);
    await using reader = await EventReader.open(server, "/api/rooms/den/events", { token });
    await using all = await EventReader.open(server, "/api/events", { token });
    await expect(server, 201, "POST /api/rooms/den/messages", { token, body: { text: "here" } });
    assertEquals((await all.data()).text, "here");
    await admin.ask({ ...action, room: "den", name });
    assertEquals((await reader.data("left")).reason, reason);
    await reader.ended();
    // What else is theirs goes on.
    assertEquals((await all.data("left")).room, "den");
    await expect(server, 201, "POST /api/rooms/lobby/messages", { token, body: { text: "hi" } });
    assertEquals((await all.data()).text, "hi");
  }
});

Deno.test("Who only listens to a room is not invited when it ceases to be open", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob", "den");
  const token = await claim(server, "eve");
  await using reader = await EventReader.open(server, "/api/rooms/den/events", { token });
  await reader.next();
  await bob.ask({ type: "access", room: "den", access: "hidden" });
  assertEquals((await reader.data("left")).reason, "uninvited");
  await reader.ended();
});

Deno.test("What a blocked person says comes to no event stream", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  const token = await claim(server, "ada");
  await using reader = await EventReader.open(server, LOBBY, { token });
  await reader.next();
  await expect(server, 204, "POST /api/blocks", { token, body: { name: "bob" } });
  bob.say("lobby", "secret");
  const said = await reader.data();
  assertEquals([said.text, said.blocked], ["", true]);
});

Deno.test("A comment comes where nothing else does", async () => {
  await using server = await TestServer.start({ heartbeatMs: 1 });
  const token = await signIn(server, "ada");
  for (const path of [LOBBY, "/api/events"]) {
    await using reader = await EventReader.open(server, path, { token });
    await reader.next();
    assertEquals((await reader.next())?.comment, "heartbeat");
  }
});

Deno.test("The stream of all rooms tells of those that become somebody's while it is open", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob", "den");
  const token = await claim(server, "ada");
  await using all = await EventReader.open(server, "/api/events", { token });
  await all.next();
  await using ada = await TestClient.connect(server, { token });
  await ada.join("den");
  bob.say("den", "one");
  assertEquals((await all.data()).room, "den");
  bob.send({ type: "say", to: "ada", id: "b-2", text: "two" });
  assertEquals((await all.data()).room, "@ada,bob");
  await bob.join("cave");
  await expect(server, 201, "POST /api/rooms/cave/messages", { token, body: { text: "three" } });
  assertEquals((await all.data()).room, "cave");
  assert(all.lastId!.length <= 512);
});

/** What each of twenty people says. */
const SAID_BY_EACH = 70;
const CUTS = 200;

/** Twenty people talk in rooms, each as soon as they hear what they said before. */
async function crowdTalks(server: TestServer, rooms: readonly string[]): Promise<void> {
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, i) => TestClient.connect(server, `person-${i}`)),
  );
  for (const person of people) for (const room of rooms) await person.join(room);
  const talking = people.map(async (person, i) => {
    for (let n = 0; n < SAID_BY_EACH; n++) {
      person.say(rooms[(n + i) % rooms.length]!, `${person.name} ${n}`);
      await person.until((event) => event.type === "said" && event.from === person.name, "an echo");
    }
  });
  await Promise.all(talking);
  for (const person of people) await person[Symbol.asyncDispose]();
}

/** Reads so many entries of a stream that is cut off by chance, and gives them with the number of cuts. */
async function readCut(server: TestServer, path: string, reading: Reading, count: number) {
  const random = seeded(18);
  const entries: { room: string; seq: number }[] = [];
  let { lastId } = reading;
  let cuts = 0;
  for (; entries.length < count; cuts++) {
    await using reader = await EventReader.open(server, path, { ...reading, lastId });
    await reader.next();
    for (let left = Math.min(below(12, random), count - entries.length); left > 0; left--) {
      const { room, seq } = await reader.data();
      entries.push({ room: String(room), seq: Number(seq) });
    }
    lastId = reader.lastId;
  }
  return { entries, cuts };
}

/** The id of a stream from now on. */
async function startOf(server: TestServer, path: string, token: string): Promise<Reading> {
  await using reader = await EventReader.open(server, path, { token });
  await reader.next();
  return { token, lastId: reader.lastId };
}

Deno.test("A stream that is cut 200 times while 20 people talk has every entry once, in order", async () => {
  await using server = await TestServer.start();
  const reading = await startOf(server, LOBBY, await signIn(server, "ada"));
  const count = 20 * SAID_BY_EACH;
  const talking = crowdTalks(server, ["lobby"]);
  const { entries, cuts } = await readCut(server, LOBBY, reading, count);
  await talking;
  assertEquals(entries.map(({ seq }) => seq), Array.from({ length: count }, (_, i) => i + 1));
  assert(cuts >= CUTS, `cut ${cuts} times`);
});

Deno.test("The stream of all rooms that is cut 200 times has every entry of each once, in order", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  const rooms = ["lobby", "den", "attic", "cave"];
  await using ada = await TestClient.connect(server, { token });
  for (const room of rooms) await ada.join(room);
  for (const room of rooms) {
    const path = `POST /api/rooms/${room}/messages`;
    await expect(server, 201, path, { token, body: { text: "mine" } });
  }
  const reading = await startOf(server, "/api/events", token);
  const count = 20 * SAID_BY_EACH;
  const talking = crowdTalks(server, rooms);
  const { entries, cuts } = await readCut(server, "/api/events", reading, count);
  await talking;
  for (const room of rooms) {
    const seqs = entries.filter((entry) => entry.room === room).map(({ seq }) => seq);
    assertEquals(seqs, Array.from({ length: count / rooms.length }, (_, i) => i + 2), room);
  }
  assert(cuts >= CUTS, `cut ${cuts} times`);
});

Deno.test("An id of the stream of all rooms that is unknown, or another's, is told by a reset", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  const [ada, eve] = [await claim(server, "ada"), await claim(server, "eve")];
  await using first = await EventReader.open(server, "/api/events", { token: ada });
  await first.next();
  for (const lastId of [first.lastId!, "x", "0123456789abcdef0123.AAAA", `${first.lastId}!`]) {
    await using reader = await EventReader.open(server, "/api/events", { token: eve, lastId });
    assertEquals((await reader.data("reset")).type, "reset");
    bob.say("lobby", "on it goes");
    assertEquals(await reader.texts(1), ["on it goes"]);
  }
});

Deno.test("curl -N reads an event stream", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  const token = await signIn(server, "ada");
  const curl = new Deno.Command("curl", {
    args: ["-sN", "-H", `Authorization: Bearer ${token}`, server.url(LOBBY).href],
    stdout: "piped",
  }).spawn();
  const reader = curl.stdout.pipeThrough(new TextDecoderStream()).getReader();
  assertMatch((await reader.read()).value ?? "", /^: open\nid:\S+:0\n\n$/);
  bob.say("lobby", "hello");
  assertMatch(
    (await reader.read()).value ?? "",
    /^data:\{.*"text":"hello","seq":1\}\nid:\S+:1\n\n$/,
  );
  curl.kill();
  await reader.cancel();
  await curl.status;
});

Deno.test("The head of an event stream is answered without holding anything", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  for (const path of [LOBBY, "/api/events"]) {
    const { status } = await ask(server, `HEAD ${path}`, { token });
    assertEquals(status, 200);
  }
});
