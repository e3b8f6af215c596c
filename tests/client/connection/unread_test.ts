import { assertEquals } from "@std/assert";
import { Connection } from "../../../client/connection.ts";
import { Reader, welcomed } from "./support/reader.ts";
import { said, ScriptedServer } from "./support/scripted_server.ts";

Deno.test("Connection pauses when its reader lags, and the reader still gets everything once", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  ada.connection.join("lobby");
  await ada.becomes("connecting");
  const pages = Array.from(
    { length: 10 },
    (_, page) => Array.from({ length: 1000 }, (_, i) => said("lobby", page * 1000 + i + 1)),
  );
  const first = await welcomed(server);
  await first.letsJoin(10_000);
  for (const page of pages) first.tell(...page);
  await first.closed();
  const taken = await ada.seqs(5000);
  assertEquals((await ada.becomes("paused")).reason, "unread");

  const read = ada.becomes("open");
  const second = await welcomed(server);
  assertEquals((await second.letsJoin(10_000)).after, 5000);
  await read;
  for (const page of pages.slice(5)) second.tell(...page);
  assertEquals([...taken, ...await ada.seqs(5000)], pages.flat().map(({ seq }) => seq));
});

Deno.test("Connection keeps the newest for a late reader", async () => {
  await using server = new ScriptedServer();
  const connection = new Connection(server.url, { name: "ada", heartbeatMs: 5 });
  const visit = await welcomed(server);
  for (let at = 1; at <= 5000; at += 1000) {
    visit.tell(...Array.from({ length: 1000 }, (_, i) => ({ type: "pong" as const, at: at + i })));
  }
  await visit.hears("ping");
  const seen: number[] = [];
  for await (const event of connection) {
    if (event.type === "pong" && seen.push(event.at) === 4096) connection.close();
  }
  assertEquals([seen[0], seen.at(-1)], [905, 5000]);
});
