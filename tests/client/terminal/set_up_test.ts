import { assertEquals } from "@std/assert";
import { AccountCommands } from "../../../client/terminal/account.ts";
import { Connection } from "../../../client/connection.ts";
import { expect, PASSWORD } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";

Deno.test("/claim accepts the code that a new server printed, and an invitation", async () => {
  await using server = await TestServer.start();
  const connection = new Connection(server.url(), { name: "ada" });
  for await (const event of connection) if (event.type === "welcome") break;
  const told: string[] = [];
  const commands = new AccountCommands(String(server.url()), connection, {
    confirm: () => Promise.resolve(true),
    ask: () => Promise.resolve([PASSWORD, PASSWORD]),
    quiet: (...lines) => told.push(...lines),
    wrong: (line) => told.push(line),
    card: () => "",
  });
  const { token } = connection;
  await commands.do({ type: "claim", invite: server.claimCode ?? "" });
  assertEquals(told, ["ada is yours, and you are the administrator of this server now"]);
  assertEquals((await expect(server, 200, "GET /api/session", { token })).admin, true);
  connection.close();
});
