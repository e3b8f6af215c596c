import { assert, assertEquals, assertThrows } from "@std/assert";
import { LIMITS } from "../../../../protocol.ts";
import { Reader, welcomed } from "../support/reader.ts";
import { ScriptedServer } from "../support/scripted_server.ts";

Deno.test("Connection refuses what no frame can hold, instead of being thrown out", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  assertThrows(() => ada.connection.say("lobby", "é".repeat(40_000)), RangeError, "65536 bytes");
  assertThrows(() => ada.connection.join("x".repeat(70_000)), RangeError, "too long");
});

Deno.test("Connection sends the commands of one tick as one frame", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await welcomed(server);
  await ada.becomes("open");
  ada.connection.join("lobby");
  ada.connection.say("lobby", "hello");
  ada.connection.signal({ type: "typing", room: "lobby" });
  const types = (await visit.frames.next()).map(({ type }) => type);
  assertEquals(types, ["join", "say", "typing"]);
});

Deno.test("Connection fills no frame beyond what the server reads", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const texts = Array.from({ length: 40 }, (_, i) => String(i).padStart(4000, "語"));
  for (const text of texts) ada.connection.say("lobby", text);
  const visit = await welcomed(server);
  const heard: (string | undefined)[] = [];
  while (heard.length < texts.length) {
    const frame = await visit.frames.next();
    const bytes = new TextEncoder().encode(frame.map((line) => JSON.stringify(line)).join("\n"));
    assert(bytes.length <= LIMITS.frame, `a frame of ${bytes.length} bytes`);
    heard.push(...frame.map(({ text }) => text));
  }
  assertEquals(heard, texts);
});

Deno.test("Connection passes over lines that it cannot read", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await welcomed(server);
  visit.socket.send(
    'no json\n\nnull\n7\n[]\n{"type":8}\n{"type":"from the future"}\n{"type":"joined","room":7}',
  );
  visit.tell({ type: "pong", at: 1 });
  assertEquals((await ada.sees("pong")).at, 1);
});

Deno.test("Connection leaves a server that answers no ping, and comes back", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server, { heartbeatMs: 20, answerMs: 20 });
  const silent = await welcomed(server);
  await silent.hears("ping");
  assertEquals((await ada.becomes("waiting")).reason, "no-answer");
  await server.visit();
});

Deno.test("Connection stays with a server that answers", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server, { heartbeatMs: 5 });
  const visit = await welcomed(server);
  for (let at = 1; at <= 3; at++) {
    await visit.hears("ping");
    visit.tell({ type: "pong", at });
    assertEquals((await ada.sees("pong")).at, at);
  }
});

Deno.test("Connection asks at once whether anyone is there when the browser is back online", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server, { heartbeatMs: 1e6 });
  const visit = await welcomed(server);
  await ada.becomes("open");
  ada.connection.retryNow();
  await visit.hears("ping");
});

Deno.test("Connection finds out sooner whether anyone is there where the device says it has no network", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server, { heartbeatMs: 1e6, answerMs: 1e6 });
  const visit = await welcomed(server);
  await ada.becomes("open");
  ada.connection.retryNow(5);
  await visit.hears("ping");
  await ada.becomes("waiting");
});
