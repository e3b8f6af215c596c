import { assertEquals, assertMatch } from "@std/assert";
import { Session } from "../../../../client/connection/endpoint.ts";
import { RaidCommands, type RaidInput } from "../../../../client/terminal/account/raid.ts";
import { readInput } from "../../../../client/terminal/commands.ts";
import { claim, expect } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

const HOUR_MS = 60 * 60 * 1000;

Deno.test("A raid is described by who came lately or by names, for how long, and how much is deleted", () => {
  const raid = { type: "raid", room: "den" };
  const day = { action: "ban", ms: 24 * HOUR_MS, delete: 1 };
  const lately = { ms: HOUR_MS / 4 };
  const rows: [string, object | RegExp][] = [
    ["/raid", { ...raid, act: "list", whom: lately }],
    ["/raid 1h", { ...raid, act: "list", whom: { ms: HOUR_MS } }],
    ["/raid undo", { ...raid, act: "undo" }],
    ["/raid ban 15m", { ...raid, act: "do", whom: lately, action: day }],
    ["/raid ban @eve, mallory : spam  and more", {
      ...{ ...raid, act: "do", whom: { names: ["eve", "mallory"] } },
      action: { ...day, reason: "spam and more" },
    }],
    ["/raid ban eve time=ever delete=all", {
      ...{ ...raid, act: "do", whom: { names: ["eve"] } },
      action: { action: "ban", delete: "all" },
    }],
    ["/raid kick 15m delete=nothing", {
      ...{ ...raid, act: "do", whom: lately, action: { action: "kick" } },
    }],
    ["/raid kick eve time=1h", /^Write \/raid ban 15m/],
    ["/raid ban", /^Write \/raid ban 15m/],
    ["/raid ban eve dlete=all", /^Write \/raid ban 15m/],
    ["/raid eve", /^Write \/raid 15m/],
  ];
  for (const [line, wanted] of rows) {
    const input = readInput(line, "den");
    if (!(wanted instanceof RegExp)) assertEquals(input, wanted as typeof input, line);
    else assertMatch(input.type === "mistake" ? input.message : "", wanted, line);
  }
});

Deno.test("At a terminal raiders are listed, banned with what they said, and let in again", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using _ada = await TestClient.enter(server, { token }, "den");
  await using raid = new AsyncDisposableStack();
  for (const name of ["eve", "mallory"]) {
    const raider = raid.use(await TestClient.enter(server, name, "den"));
    raider.say("den", `buy, says ${name}`);
    await raider.until((event) => event.type === "said" && event.from === name, name);
  }
  const asked: string[] = [];
  const told: string[] = [];
  let isSure = false;
  const commands = new RaidCommands({
    confirm: (question) => {
      asked.push(question);
      return Promise.resolve(isSure);
    },
    quiet: (...lines) => told.push(...lines),
  });
  const does = (line: string) =>
    commands.do(readInput(line, "den") as RaidInput, new Session(server.url(), { token }));
  assertEquals(
    (await does("/raid")).map((line) => line.replace(/came .* {2}/, "came  ")).toSorted(),
    ["eve (guest)  came  messages: 1", "mallory (guest)  came  messages: 1"],
  );
  assertEquals(await does("/raid ban EVE mallory"), ["Nothing was changed"]);
  assertEquals(asked, ["Ban 2, delete 2 messages of theirs here? (EVE, mallory)"]);
  isSure = true;
  assertEquals(await does("/raid ban 15m: spam"), ["Messages deleted: 2"]);
  assertEquals(told, ["2 banned. /raid undo lifts that"]);
  const bans = async () => {
    const all = await expect(server, 200, "GET /api/rooms/den/moderation", { token });
    return (all.bans as { name: string; reason: string }[])
      .map(({ name, reason }) => `${name} ${reason}`).toSorted();
  };
  assertEquals(await bans(), ["eve spam", "mallory spam"]);
  assertEquals(await does("/raid undo"), [
    "2 may come in again. What was deleted stays deleted",
  ]);
  assertEquals(await bans(), []);
  assertEquals(await does("/raid undo"), ["You have banned nobody here by /raid"]);
});
