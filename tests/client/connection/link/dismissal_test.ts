import { assertEquals } from "@std/assert";
import { Reader, welcomed } from "../support/reader.ts";
import { ScriptedServer } from "../support/scripted_server.ts";

Deno.test("Connection does not rejoin a room it was removed from, until somebody asks it to", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  for (const room of ["lobby", "den"]) ada.connection.join(room);
  const first = await welcomed(server);
  for (const _ of ["lobby", "den"]) await first.letsJoin(1);
  first.tell({ type: "left", room: "den", reason: "kicked" });
  assertEquals((await ada.sees("left")).reason, "kicked");
  first.cut();
  const second = await welcomed(server);
  assertEquals((await second.letsJoin(1)).room, "lobby");
  ada.connection.join("den");
  assertEquals((await second.letsJoin(1)).room, "den");
});
