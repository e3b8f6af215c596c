import { assert, assertEquals, assertMatch } from "@std/assert";
import { Connection } from "../../../../client/connection.ts";
import { AccountDesk } from "../../../../client/terminal/account.ts";
import { complete, HELP, readInput } from "../../../../client/terminal/commands.ts";
import { claim, expect, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

Deno.test("/invite-link is read with a room, people and days, in any order", () => {
  const link = (room: string, uses = 10, days = 7) => ({ type: "invite-link", room, uses, days });
  const read: [string, unknown][] = [
    ["/invite-link", link("den")],
    ["/invite-link #class", link("class")],
    ["/invite-link class 30 14d", link("class", 30, 14)],
    ["/invite-link 1d 5", link("den", 5, 1)],
  ];
  for (const [line, input] of read) assertEquals(readInput(line, "den"), input as never);
  for (const [line, here] of [["/invite-link one two", "den"], ["/invite-link", undefined]]) {
    assertEquals(readInput(line!, here).type, "mistake", line);
  }
  assert(HELP.some((line) => line.startsWith("/invite-link")));
  assertEquals(complete("/invite-l", []), [["/invite-link "], "/invite-l"]);
});

Deno.test("/invite-link prints a link that lets somebody in, or why there is none", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using boss = await TestClient.enter(server, { token }, "class");
  await boss.ask({ type: "access", room: "class", access: "listed" });
  const connection = new Connection(server.url(), { token });
  for await (const event of connection) if (event.type === "welcome") break;
  const told: string[] = [];
  const desk = new AccountDesk(String(server.url()), connection, {
    ask: () => Promise.resolve(undefined),
    quiet: (...lines) => told.push(...lines),
    wrong: (line) => told.push(`! ${line}`),
  });
  await desk.do({ type: "invite-link", room: "class", uses: 2, days: 1 });
  assertMatch(told[0] ?? "", /^A link into class for 2 people, until .*, shown this once:$/);
  const [, invite] = told[1]?.split("#invite=") ?? [];
  const gus = await signIn(server, "gus");
  await expect(server, 204, "POST /api/invites/use", { token: gus, body: { invite } });
  await desk.do({ type: "invite-link", room: "lobby", uses: 2, days: 1 });
  assertEquals(told.at(-1), "! Cannot invite: in lobby only moderators may");
  connection.close();
});
