import { assert, assertEquals, assertRejects } from "@std/assert";
import { Session, SignInError } from "../../../../client/connection/endpoint.ts";
import { Programs } from "../../../../client/connection/account/programs.ts";
import { readInput } from "../../../../client/terminal/commands.ts";
import { complete } from "../../../../client/terminal/commands/completion.ts";
import { COMMANDS } from "../../../../client/terminal/commands/table.ts";
import { doWithPrograms } from "../../../../client/terminal/account/programs.ts";
import { Renderer } from "../../../../client/terminal/view/render.ts";
import type { Said } from "../../../../protocol.ts";
import { claim, claimAdmin, expect } from "../../../support/server/asker.ts";
import { TestServer } from "../../../support/server/test_server.ts";

Deno.test("readInput reads what is about bots and hooks, and says what is missing", () => {
  assertEquals(readInput("/bots", undefined), { type: "bots" });
  assertEquals(readInput("/bot echo", undefined), { type: "bot", name: "echo" });
  const url = "https://bot.example/";
  assertEquals(readInput(`/bot @echo ${url}`, "lobby"), { type: "bot", name: "echo", url });
  assertEquals(readInput("/unbot echo", undefined), { type: "unbot", name: "echo" });
  assertEquals(readInput("/hook alerts", "ops"), { type: "hook", room: "ops", name: "alerts" });
  assertEquals(readInput("/hooks", "ops"), { type: "hooks", room: "ops" });
  assertEquals(readInput("/unhook alerts", "ops"), { type: "unhook", room: "ops", name: "alerts" });
  for (const line of ["/bot", "/unbot", "/unbot a b", "/hook", "/hook a b", "/unhook"]) {
    assertEquals(readInput(line, "lobby").type, "mistake", line);
  }
  for (const line of ["/hook a", "/hooks", "/unhook a"]) {
    assertEquals(readInput(line, undefined).type, "mistake", line);
  }
  for (const command of ["/bot", "/hook"]) {
    assert(COMMANDS.some(({ name }) => name === command));
    assert(complete(command, [])[0].includes(`${command} `));
  }
});

Deno.test("Somebody at a terminal makes a bot and a hook, sees their secrets once, and deletes them", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const programs = new Programs(new Session(server.url().href, { token }));
  const say = (line: string) => {
    const input = readInput(line, "lobby");
    assert(["bot", "bots", "unbot", "hook", "hooks", "unhook"].includes(input.type));
    return doWithPrograms(input as Parameters<typeof doWithPrograms>[0], programs);
  };
  assertEquals(await say("/bots"), ["You have no bots: /bot NAME makes one"]);
  const [, secret = ""] = await say("/bot echo");
  await expect(server, 200, "GET /api/session", { token: secret });
  assertEquals(await say("/bots"), ["echo"]);
  assertEquals(await say("/unbot nobody"), ["You have no bot nobody: /bots lists them"]);
  assertEquals((await say("/unbot ECHO")).length, 1);
  await expect(server, "401 no-session", "GET /api/session", { token: secret });

  const [, url = ""] = await say("/hook alerts");
  assert(URL.canParse(url));
  assertEquals(await say("/hooks"), ["alerts, made by ada"]);
  await say("/unhook alerts");
  assertEquals(await say("/hooks"), ["There are no hooks here: /hook NAME makes one"]);

  const bob = new Programs(new Session(server.url().href, { token: await claim(server, "bob") }));
  await assertRejects(() => bob.makeHook("lobby", "mine"), SignInError);
});

Deno.test("The terminal marks what a program said", () => {
  const renderer = new Renderer({ colour: false, timeZone: "UTC" }, 0);
  const said: Said = {
    type: "said",
    room: "lobby",
    seq: 1,
    id: "1",
    from: "echo",
    at: 0,
    text: "hi",
    bot: true,
  };
  const [line = ""] = renderer.said(said, "ada", "lobby");
  assert(line.includes("(bot)"), line);
  const { bot: _, ...person } = said;
  assert(!renderer.said(person, "ada", "lobby")[0]?.includes("bot)"));
});
