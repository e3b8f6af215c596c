import { assertEquals, assertMatch } from "@std/assert";
import {
  ModerationCommands,
  type ModerationInput,
} from "../../../../client/terminal/account/moderation.ts";
import { AccountCommands } from "../../../../client/terminal/account.ts";
import { readInput } from "../../../../client/terminal/commands.ts";
import { Session } from "../../../../client/connection/endpoint.ts";
import { claim, claimAdmin, PASSWORD } from "../../../support/server/asker.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { readZip } from "../../../support/unzip.ts";
import { png } from "../../../browser/support/samples.ts";
import { SealedTransfers } from "../../../../client/sealed/transfers.ts";
import { People } from "../../../../client/connection/account/people.ts";
import { FileCommands } from "../../../../client/terminal/files.ts";
import { ShownFiles } from "../../../../client/terminal/files/shown.ts";
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
    ["/reveal bob", { type: "reveal", room, from: "bob" }],
    ["/zone Europe/Paris", { type: "zone", zone: "Europe/Paris" }],
    ["/zone off", { type: "zone", zone: null }],
    ["/zone", { type: "zone" }],
    ["/picture off", { type: "picture", path: null }],
    ["/picture ~/'a cat.png'", { type: "picture", path: { text: "a cat.png", isHome: true } }],
    ["/data", { type: "data", path: undefined }],
    ["/data all.zip", { type: "data", path: { text: "all.zip", isHome: false } }],
    ["/delete-account keep", { type: "delete-account", messages: "keep" }],
    ["/delete-account all", { type: "delete-account", messages: "delete" }],
  ];
  for (const [line, input] of read) assertEquals<unknown>(readInput(line, room), input, line);
  for (
    const line of [
      "/resolve",
      "/dismiss bob",
      "/reports now",
      "/delete-account",
      "/picture",
      "/data a b",
    ]
  ) {
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

  const commands = new ModerationCommands(({ name }) => `[1] ${name}`);
  const does = (line: string) => {
    const input = readInput(line, "den");
    return commands.do(input as ModerationInput, new Session(server.url(), { token }));
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
  const commands = new AccountCommands(String(server.url()), ada.connection, {
    confirm: () => Promise.resolve(true),
    ask: () => Promise.resolve(typed.length > 0 ? typed : undefined),
    quiet: (...lines) => told.push(...lines),
    wrong: (line) => told.push(`! ${line}`),
    card: () => "",
  });
  await commands.do({ type: "zone", zone: "Asia/Tokyo" });
  assertMatch(told.join(), /^Others see that it is \d\d:\d\d where you are \(Asia\/Tokyo\)$/);
  told.length = 0;
  await commands.do({ type: "zone", zone: null });
  await commands.do({ type: "delete-account", messages: "keep" });
  assertEquals(told, ["Nobody is told your time any more", "Nothing was deleted"]);
  typed.push(PASSWORD);
  await commands.do({ type: "delete-account", messages: "keep" });
  assertEquals(told.at(-1), "ada is no account any more");
});

Deno.test("At a terminal somebody shows a picture of themselves, and takes their data away", async () => {
  await using server = await TestServer.start();
  await using folder = await TempFolder.make();
  const token = await claim(server, "ada");
  await using ada = new Reader({ url: String(server.url()) }, { token });
  ada.connection.join("lobby");
  await ada.sees("joined");
  await ada.connection.say("lobby", "Remember me").acknowledged;
  await Deno.writeFile(folder.file("me.png"), await png(32, 32));
  const told: string[] = [];
  const ui = {
    quiet: (...lines: string[]) => void told.push(...lines),
    wrong: (line: string) => void told.push(`! ${line}`),
    said: () => {},
    settled: () => {},
  };
  const transfers = new SealedTransfers(server.url(), () => token);
  const files = new FileCommands(transfers, new ShownFiles(), ui, () => true);
  const commands = new AccountCommands(String(server.url()), ada.connection, {
    confirm: () => Promise.resolve(true),
    ...ui,
    ask: () => Promise.resolve(undefined),
    card: () => "",
    upload: async (path) => (await files.upload({ paths: [path] }))?.[0],
  });
  const at = (name: string) => ({ text: folder.file(name), isHome: false });
  await commands.do({ type: "picture", path: at("me.png") });
  const people = new People(new Session(server.url(), { token }));
  assertEquals(typeof (await people.one("ada")).picture, "string");
  await commands.do({ type: "picture", path: at("none.png") });
  await commands.do({ type: "picture", path: null });
  assertEquals((await people.one("ada")).picture, undefined);
  assertEquals(told.map((line) => line.split(":")[0]), [
    "Others at the page see your picture now",
    "! Not sent, there is no such file",
    "Your picture is gone",
  ]);
  await files.saveData({ type: "data", path: at("mine.zip") });
  const found = await readZip(await Deno.readFile(folder.file("mine.zip")));
  const messages = new TextDecoder().decode(found.get("rooms/lobby/messages.json"));
  assertMatch(messages, /Remember me/);
  assertMatch(told.at(-1) ?? "", /^Saved .*mine\.zip \(/);
  await files.saveData({ type: "data", path: at("mine.zip") });
  assertMatch(told.at(-1) ?? "", /^! Not saved, .* is there already/);
});
