import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { RefusedError } from "../../../client/connection.ts";
import { soon } from "../../support/arrivals.ts";
import { Reader, welcomed } from "./support/reader.ts";
import { said, ScriptedServer } from "./support/scripted_server.ts";

Deno.test("Connection says what was not acknowledged again, under the same id", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("lobby");
  const hello = ada.connection.say("lobby", "hello");
  const first = await welcomed(server);
  await first.letsJoin(0);
  assertEquals((await first.hears("say")).id, hello.id);
  first.cut();

  const second = await welcomed(server);
  await second.letsJoin(5);
  const again = await second.hears("say");
  assertEquals([again.id, again.text], [hello.id, "hello"]);
  second.tell({ type: "stored", room: "lobby", id: hello.id, seq: 5 });
  assertEquals(await soon(hello.acknowledged, "the acknowledgement"), 5);
});

Deno.test("Connection tells whoever sent files what the server keeps of them", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const picture = ada.connection.say("lobby", "", { files: [{ id: "f1" }] });
  const visit = await welcomed(server);
  await visit.hears("say");
  const cat = { id: "f1", url: "/files/f1/cat.png", name: "cat.png", type: "image/png", size: 9 };
  visit.tell({ ...said("lobby", 1, "ada", picture.id), files: [cat] });
  assertEquals((await soon(picture.stored, "the acknowledgement")).files, [cat]);
});

Deno.test("Connection says a message without files as before", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.say("lobby", "hello", { files: [] });
  const visit = await welcomed(server);
  assertEquals("files" in await visit.hears("say"), false);
});

Deno.test("Connection treats the entry itself as the acknowledgement, from its own name only", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const first = await welcomed(server);
  await ada.becomes("open");
  const { id, acknowledged } = ada.connection.say("lobby", "hello");
  await first.hears("say");
  first.tell(said("lobby", 1, "mallory", id), said("lobby", 2, "ada", id));
  assertEquals(await soon(acknowledged, "the acknowledgement"), 2);
});

Deno.test("Connection reports that a message was refused to whoever sent it", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await welcomed(server);
  await ada.becomes("open");
  const { id, acknowledged } = ada.connection.say("lobby", "hello");
  await visit.hears("say");
  visit.tell({ type: "refused", id, reason: "not-a-member", message: "Join the room first" });
  const error = await assertRejects(() => acknowledged, RefusedError, "Join the room first");
  assertEquals(error.reason, "not-a-member");
  assertEquals((await ada.sees("refused")).id, id);
});

Deno.test("Connection says it again, slower, when the server said: not now", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await welcomed(server);
  await ada.becomes("open");
  const messages = ["one", "two"].map((text) => ada.connection.say("lobby", text));
  for (const { id } of messages) {
    assertEquals((await visit.hears("say")).id, id);
    visit.tell({ type: "refused", id, reason: "too-fast", message: "Slower", retry: 1 });
  }
  // One at a time now, and in the order in which they were said.
  for (const [index, { id, acknowledged }] of messages.entries()) {
    assertEquals((await visit.frames.next()).map((line) => line.id), [id]);
    visit.tell(said("lobby", index + 1, "ada", id));
    assertEquals(await soon(acknowledged, "the acknowledgement"), index + 1);
  }
});

Deno.test("Connection refuses to keep more than a thousand unacknowledged messages", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  for (let i = 0; i < 1000; i++) ada.connection.say("lobby", "anybody?");
  assertThrows(() => ada.connection.say("lobby", "anybody?"), RangeError, "1000");
});

Deno.test("Connection names the files of a message, also when it is said again", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const files = [{ id: "f1", name: "a.png", alt: "A", preview: "f2" }, { id: "f3" }];
  const first = await welcomed(server);
  await ada.becomes("open");
  const hello = ada.connection.say("lobby", "", { files });
  assertEquals((await first.hears("say")).files, files);
  first.cut();
  const again = await (await welcomed(server)).hears("say");
  assertEquals([again.id, again.text, again.files], [hello.id, "", files]);
});

Deno.test("Connection says again what it said behind a join that was refused for now", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const first = await welcomed(server);
  ada.connection.join("lobby");
  await first.letsJoin(0);
  await ada.sees("joined");
  first.cut();
  const { id, acknowledged } = ada.connection.say("lobby", "I am back");
  const visit = await server.visit();
  visit.welcome();
  const { ref } = await visit.hears("join");
  await visit.hears("say");
  visit.tell({ type: "refused", ref, reason: "unavailable", message: "Later", retry: 1 });
  visit.tell({ type: "refused", id, reason: "not-a-member", message: "Join it first" });
  await visit.letsJoin(0);
  await visit.hears("say");
  visit.tell({ type: "stored", room: "lobby", id, seq: 1 });
  assertEquals(await acknowledged, 1);
});
