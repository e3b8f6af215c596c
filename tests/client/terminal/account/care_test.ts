import { assertEquals, assertMatch } from "@std/assert";
import { CareDesk, type CareInput } from "../../../../client/terminal/account/care.ts";
import { AccountDesk } from "../../../../client/terminal/account.ts";
import { readInput } from "../../../../client/terminal/commands.ts";
import { Session } from "../../../../client/connection/endpoint.ts";
import { claim, claimAdmin, PASSWORD } from "../../../support/server/asker.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { Reader } from "../../connection/support/reader.ts";

Deno.test("What is looked up of a room is read as it is written", () => {
  const room = "den";
  const read: [string, object][] = [
    ["/moderation", { type: "moderation", room }],
    ["/reports", { type: "reports", room }],
    ["/resolve 2", { type: "resolve", room, number: 2, outcome: "resolved" }],
    ["/dismiss 1", { type: "resolve", room, number: 1, outcome: "dismissed" }],
    ["/files", { type: "files", room, q: "" }],
    ["/files summer log", { type: "files", room, q: "summer log" }],
    ["/reactions", { type: "reactions", room }],
    ["/reactions #41", { type: "reactions", room, of: 41 }],
    ["/zone Europe/Paris", { type: "zone", zone: "Europe/Paris" }],
    ["/zone off", { type: "zone", zone: null }],
    ["/zone", { type: "zone" }],
    ["/delete-account keep", { type: "delete-account", messages: "keep" }],
    ["/delete-account all", { type: "delete-account", messages: "delete" }],
  ];
  for (const [line, input] of read) assertEquals<unknown>(readInput(line, room), input, line);
  for (const line of ["/resolve", "/dismiss bob", "/reports now", "/delete-account"]) {
    assertEquals(readInput(line, room).type, "mistake", line);
  }
  assertEquals(readInput("/files", undefined).type, "mistake");
});

Deno.test("At a terminal moderators read who was muted and what was reported, and settle it", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  await using ada = new Reader({ url: String(server.url()) }, { token });
  await using bob = new Reader({ url: String(server.url()) }, {
    token: await claim(server, "bob"),
  });
  await using cyd = new Reader({ url: String(server.url()) }, { name: "cyd" });
  for (const one of [ada, bob, cyd]) {
    one.connection.join("den");
    await one.sees("joined");
  }
  const of = await bob.connection.say("den", "Buy pills\x1b[2J now").acknowledged;
  await cyd.connection.change({ type: "report", room: "den", of, reason: "spam" }).acknowledged;
  await ada.connection.change({ type: "mute", room: "den", name: "bob", ms: 600_000 }).acknowledged;
  const file = new URLSearchParams({ name: "summer.txt" });
  const uploaded = await fetch(server.url(`/api/files?${file}`), {
    ...{ method: "POST", headers: { authorization: `Bearer ${token}` }, body: "sun" },
  });
  const { id } = await uploaded.json();
  await ada.connection.say("den", "", { files: [{ id }] }).acknowledged;

  const desk = new CareDesk(({ name }) => `[1] ${name}`);
  const does = (line: string) => {
    const input = readInput(line, "den");
    return desk.do(input as CareInput, new Session(server.url(), { token }));
  };
  const overview = (await does("/moderation")).join("\n");
  assertMatch(overview, /^Owner: ada$/m);
  assertMatch(overview, /^Muted: bob \(until \d{4}-\d\d-\d\d \d\d:\d\d, by ada\)$/m);
  assertMatch(overview, /^Reports that wait: 1\. \/reports lists them$/m);
  assertEquals(await does("/resolve 1"), ["There is no report 1: /reports lists them"]);
  const [what = "", by = ""] = await does("/reports");
  assertEquals(what, `1  #${of} bob: “Buy pills␛[2J now”`);
  assertMatch(by, /^ {3}reported by cyd, \d{4}-\d\d-\d\d \d\d:\d\d: spam$/);
  assertEquals(await does("/dismiss 1"), ["Report 1 is dismissed"]);
  assertEquals(await does("/reports"), ["No reports wait here"]);
  assertMatch((await does("/files"))[0] ?? "", /^#\d+ [\d-]+ ada {2}\[1\] summer\.txt$/);
  assertEquals(await does("/files winter"), ["Nothing was found"]);
});

Deno.test("At a terminal somebody tells their time zone, and deletes their account by its password", async () => {
  await using server = await TestServer.start();
  await claimAdmin(server, "bob");
  const token = await claim(server, "ada");
  await using ada = new Reader({ url: String(server.url()) }, { token });
  await ada.sees("welcome");
  const told: string[] = [];
  const typed: string[] = [];
  const desk = new AccountDesk(String(server.url()), ada.connection, {
    ask: () => Promise.resolve(typed.length > 0 ? typed : undefined),
    quiet: (...lines) => told.push(...lines),
    wrong: (line) => told.push(`! ${line}`),
    card: () => "",
  });
  await desk.do({ type: "zone", zone: "Asia/Tokyo" });
  assertMatch(told.join(), /^Others see that it is \d\d:\d\d where you are \(Asia\/Tokyo\)$/);
  told.length = 0;
  await desk.do({ type: "zone", zone: null });
  await desk.do({ type: "delete-account", messages: "keep" });
  assertEquals(told, ["Nobody is told your time any more", "Nothing was deleted"]);
  typed.push(PASSWORD);
  await desk.do({ type: "delete-account", messages: "keep" });
  assertEquals(told.at(-1), "ada is no account any more");
});
