import { assert, assertEquals, assertMatch } from "@std/assert";
import { Connection } from "../../../../client/connection.ts";
import { AccountCommands, isAboutAccount } from "../../../../client/terminal/account.ts";
import { readInput } from "../../../../client/terminal/commands.ts";
import { complete } from "../../../../client/terminal/commands/completion.ts";
import { COMMANDS } from "../../../../client/terminal/commands/table.ts";
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
  assert(COMMANDS.some(({ name }) => name === "/invite-link"));
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
  const commands = new AccountCommands(String(server.url()), connection, {
    confirm: () => Promise.resolve(true),
    ask: () => Promise.resolve(undefined),
    quiet: (...lines) => told.push(...lines),
    wrong: (line) => told.push(`! ${line}`),
    card: () => "",
  });
  await commands.do({ type: "invite-link", room: "class", uses: 2, days: 1 });
  assertMatch(
    told[0] ?? "",
    /^A link into class for 2 people, until \d{4}-\d\d-\d\d, shown this once:$/,
  );
  const [, invite] = told[1]?.split("#invite=") ?? [];
  const gus = await signIn(server, "gus");
  await expect(server, 204, "POST /api/invites/use", { token: gus, body: { invite } });
  await commands.do({ type: "invite-link", room: "lobby", uses: 2, days: 1 });
  assertEquals(told.at(-1), "! Cannot invite: in lobby only moderators may");
  connection.close();
});

Deno.test("/invites lists the links into a room, and /invite-link revoke ends one", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using boss = await TestClient.enter(server, { token }, "class");
  await boss.ask({ type: "access", room: "class", access: "listed" });
  const connection = new Connection(server.url(), { token });
  for await (const event of connection) if (event.type === "welcome") break;
  const told: string[] = [];
  const commands = new AccountCommands(String(server.url()), connection, {
    confirm: () => Promise.resolve(true),
    ask: () => Promise.resolve(undefined),
    quiet: (...lines) => told.push(...lines),
    wrong: (line) => told.push(`! ${line}`),
    card: () => "",
  });
  const does = async (line: string) => {
    told.length = 0;
    const input = readInput(line, "class");
    assert(isAboutAccount(input), line);
    await commands.do(input);
    return told;
  };
  assertEquals(await does("/invites"), ["There are no links into #class: /invite-link makes one"]);
  const [, invite] = (await does("/invite-link 2"))[1]?.split("#invite=") ?? [];
  assertEquals(await does("/invite-link revoke 1"), ["There is no link 1: /invites lists them"]);
  for (const line of ["/invites", "/invites #class", "/invites all"]) {
    const [listed = "", ...others] = await does(line);
    assertMatch(listed, /^1 {2}into #class, for 2 people, until \d{4}-\d\d-\d\d, made by ada$/);
    assertEquals(others, [], line);
  }
  assertEquals(await does("/invite-link revoke 1"), ["Link 1 was revoked: it leads nowhere now"]);
  const gus = await signIn(server, "gus");
  await expect(server, "403 not-invited", "POST /api/invites/use", {
    token: gus,
    body: { invite },
  });
  assertEquals((await does("/invites")).length, 1);
  for (const line of ["/invite-link revoke", "/invite-link revoke x", "/invites a b"]) {
    assertEquals(readInput(line, "class").type, "mistake", line);
  }
  connection.close();
});
