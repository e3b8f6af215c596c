import { assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";
import { Close } from "../../protocol.ts";
import { Connection, CutError } from "../../client/connection.ts";
import { Reader, welcomed } from "./connection/support/reader.ts";
import { ScriptedServer } from "./connection/support/scripted_server.ts";

Deno.test("Connection waits longer each time, by chance, and little again after a welcome", async () => {
  await using server = new ScriptedServer();
  server.refusal = { status: 503, error: "stopping", message: "The server stops" };
  await using ada = new Reader(server, { backoffMs: [4, 8, 20], random: () => 0.5 });
  for (const expected of [2, 4, 10, 10]) {
    const { retryMs, reason, message } = await ada.becomes("waiting");
    assertEquals([retryMs, reason, message], [expected, "stopping", "The server stops"]);
  }
  server.refusal = undefined;
  const visit = await welcomed(server);
  await ada.becomes("open");
  visit.cut();
  assertEquals((await ada.becomes("waiting")).retryMs, 2);
});

Deno.test("Connection comes back at once when someone will not wait", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server, { backoffMs: [1e6], random: () => 1 });
  (await welcomed(server)).cut();
  await ada.becomes("waiting");
  ada.connection.retryNow();
  await server.visit();
});

Deno.test("Connection says goodbye and ends when it is closed, whatever it was doing", async (t) => {
  await t.step("connected", async () => {
    await using server = new ScriptedServer();
    await using ada = new Reader(server);
    const visit = await welcomed(server);
    await ada.becomes("open");
    ada.connection.close();
    assertEquals(await visit.closed(), Close.Normal);
    assertEquals((await ada.becomes("closed")).reason, "left");
    await assertRejects(() => ada.connection.say("lobby", "too late").acknowledged, CutError);
  });
  await t.step("waiting", async () => {
    await using server = new ScriptedServer();
    await using ada = new Reader(server, { backoffMs: [1e6], random: () => 1 });
    (await server.visit()).cut();
    await ada.becomes("waiting");
    ada.connection.close();
    await ada.becomes("closed");
    ada.connection.close();
  });
  await t.step("connecting", async () => {
    await using server = new ScriptedServer();
    const ada = new Reader(server);
    ada.connection.close();
    await ada.becomes("closed");
  });
});

Deno.test("Connection refuses an address that is not http or ws", () => {
  assertThrows(() => new Connection("not an address"), TypeError);
  const error = assertThrows(() => new Connection("ftp://chat.example"), TypeError);
  assertInstanceOf(error, TypeError);
});
