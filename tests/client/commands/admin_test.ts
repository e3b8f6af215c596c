import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { readAdminCall, runAdmin } from "../../../client/commands/admin.ts";
import { ADMIN_COMMANDS, ADMIN_HELP, shortName } from "../../../client/commands/admin/table.ts";
import { helpOf } from "../../../client/commands/spec/help.ts";
import { claim, claimAdmin, expect, PASSWORD } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { until } from "../../support/until.ts";
import { Caller, DONE } from "./caller.ts";

/** What a command prints, a line of fields each, or the objects. */
async function admin(url: string, token: string, ...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  const isJson = args.includes("--json");
  const variable = (name: string) => ({ HUBBUB_URL: url, HUBBUB_TOKEN: token })[name];
  const call = readAdminCall(args.toSpliced(1, 0, "--quiet"), variable);
  assert(call, args.join(" "));
  await runAdmin(call, variable, {
    isJson,
    line: (fields, object) => {
      lines.push(isJson ? JSON.stringify(object) : fields.join(" | "));
      return Promise.resolve();
    },
  });
  return lines;
}

/** Runs commands one after the other. Each has to print lines that are like these. */
async function runs(
  does: (...args: string[]) => Promise<string[]>,
  rows: readonly (readonly [command: string, ...printed: RegExp[]])[],
): Promise<void> {
  for (const [command, ...printed] of rows) {
    const args = (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ""));
    const lines = await does(...args);
    assertEquals(lines.length, printed.length, `${command}\n${lines.join("\n")}`);
    for (const [at, line] of lines.entries()) assertMatch(line, printed[at] ?? /$^/, command);
  }
}

async function idIn(lines: Promise<string[]>): Promise<string> {
  return (await lines)[0]?.split(" | ")[0] ?? "";
}

/** A server with people and rooms, and ada, who administrates it. */
async function administrated() {
  await using starting = new AsyncDisposableStack();
  const server = starting.use(
    await TestServer.start({ rules: { signUp: "approve", guests: true } }),
  );
  const token = await claimAdmin(server, "ada");
  const url = server.url().href;
  const does = (...args: string[]) => admin(url, token, ...args);
  for (const name of ["bob", "cleo"]) {
    await expect(server, 202, "POST /api/accounts", { body: { name, password: PASSWORD } });
  }
  const gus = starting.use(await TestClient.enter(server, "gus", "den"));
  await gus.say("den", "buy my things");
  const { seq } = await gus.next("said");
  const stack = starting.move();
  return { server, token, url, does, seq, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

Deno.test("An administrator lets people in, keeps them out, and deletes them, by commands", async () => {
  await using here = await administrated();
  const { does, server } = here;
  await runs(does, [
    ["people", /^ada \| administrator \| 20/],
    ["people --kind waiting", /^bob \| waiting/, /^cleo \| waiting/],
    ["approve bob"],
    ['refuse cleo --reason "who are you"'],
    ["people o", /^bob \| - \| 20/],
    ["people --last 1", /^ada/],
    ["people --kind guests", /^gus \| guest,here \| -$/],
    ["sessions bob"],
    ["role bob administrator"],
    ["people bo --json", /^\{"name":"bob".*"admin":true/],
    ["role bob member"],
    ["suspend bob --reason spam --for 12h"],
    ["people bob", /^bob \| suspended/],
    ["unsuspend bob"],
    ["reset bob", /#reset=[\w-]{43}$/],
  ]);
  const bob = String(
    (await expect(server, 201, "POST /api/session", { body: { name: "bob", password: PASSWORD } }))
      .token,
  );
  await expect(server, 201, "POST /api/bots", { token: bob, body: { name: "echo" } });
  const session = await idIn(does("sessions", "bob"));
  await assertRejects(
    () => does("people", "--kind", "ghosts"),
    Error,
    "kind must be accounts, here",
  );
  await runs(does, [
    ["people --kind bots", /^echo \| bot \| 20.* \| bob \| [\w-]+/],
    ["unbot bob echo --yes"],
    ["people --kind bots"],
    [`signout bob -- ${session}`],
    ["sessions bob"],
    ["signout bob"],
    ["delete bob --messages delete --yes"],
    ["people bob"],
  ]);
});

Deno.test("An administrator counts and deletes what somebody said, and moderates rooms, by commands", async () => {
  await using here = await administrated();
  const { does, seq, server } = here;
  const report = { type: "report", room: "den", of: seq, reason: "spam" };
  await using fay = await TestClient.enter(server, "fay", "den");
  assertEquals((await fay.ask(report)).type, "done");
  await runs(does, [
    ["rooms --sort size", /^#lobby|^#den/, /^#lobby|^#den/],
    ["rooms de", /^#den \| den \| open \| 2 \| \d+ \| 0 \| /],
    ["access den hidden"],
    ["owner #den ada"],
    ["rooms den", /^#den \| den \| hidden .* \| ada \| -$/],
    ["reports", /^[\w-]+ \| 20.* \| #den \| \d+ \| gus \| buy my things \| fay \| spam \| -$/],
  ]);
  await runs(does, [
    [`settle -- ${await idIn(does("reports"))} resolved`],
    ["reports"],
    ["reports --all --last 5", / \| resolved$/],
    ["mute gus --room den --for 1h --reason loud"],
    ["ban fay --room #den --reason spam --address"],
    ["ban eve --reason spam --for 2d"],
    [
      "bans",
      /^eve \| ban \| server \| 20/,
      /^fay \| ban \| #den \| for good/,
      /^gus \| mute \| #den/,
    ],
    ["bans gus --last 1 --json", /"kind":"mute"/],
    ["lift gus --kind mute --room den"],
    ["lift fay --room den"],
    ["lift eve"],
    ["bans"],
    ["messages gus --hours 2", /^20.* \| #den \| \d+ \| gus \| buy my things$/],
    ["erase gus --hours 2 --yes"],
  ]);
  const isDone = /^20.* \| gus \| 1 \| ada \| done$/;
  await until(async () => isDone.test((await does("removals"))[0] ?? ""), "the removal");
  await runs(does, [
    ["close den --yes"],
    ["rooms den"],
    ["closed", /^#den \| den \| \d+ \| 20/],
    ["restore den"],
    ["rooms den", /^#den/],
    ["closed"],
  ]);
});

Deno.test("An administrator invites, reads the audit log, and changes settings, by commands", async () => {
  await using here = await administrated();
  const { does } = here;
  await runs(does, [
    ["invites"],
    ["invite --uses 2 --days 3", /#invite=[\w-]{43}$/],
    ["invites", /^[\w-]+ \| account \| ada \| 2 \| 20/],
  ]);
  await runs(does, [
    [`revoke -- ${await idIn(does("invites"))}`],
    ["invites"],
    ["set title Class 7b"],
    ["set rooms administrators"],
    ["set rooms"],
    ["set startRooms #lobby"],
    ["set startRooms"],
    ["set inviters accounts"],
    [
      "settings --json",
      /"rooms":"everybody","inviters":"accounts","startRooms":\[\],"title":"Class 7b"/,
    ],
    [
      "audit --what settings-changed --last 1",
      /^20.* \| ada \| settings-changed \| inviters \| - /,
    ],
    ["audit --who nobody --since 1h"],
  ]);
  const stats = await does("stats");
  for (
    const fact of [/^server \| test\/1$/, /^people \| 1$/, /^store\.ms \| [\d.]+$/, /^since \| 20/]
  ) {
    assert(stats.some((line) => fact.test(line)), stats.join("\n"));
  }
  assert((await does("settings")).includes("title | Class 7b"));
  const all = await does("audit", "--last", "400", "--json");
  assert(all.length > 5 && all.every((line) => "what" in JSON.parse(line)));
});

Deno.test("Whoever is no administrator, or writes what makes no sense, is told so in a sentence", async () => {
  await using server = await TestServer.start();
  await claimAdmin(server, "ada");
  const bob = await claim(server, "bob");
  const does = (...args: string[]) => admin(server.url().href, bob, ...args);
  const wrong: readonly (readonly [string, RegExp])[] = [
    ["stats", /administrators/],
    ["", /Which one\? Write hubbub admin COMMAND/],
    ["paint", /There is no command admin paint/],
    ["lift eve --kind kick", /--kind must be ban or mute/],
    ["suspend eve", /A reason is needed/],
    ["suspend eve --reason x --for ever", /--for must be like 30m/],
    ["mute eve --reason x", /give --room ROOM and --for TIME/],
    ["delete eve", /Nobody can be asked whether that is meant: add --yes/],
    ["audit --since soon", /--since must be like/],
    ["rooms --last none", /--last must be a whole number/],
    ["role eve", /write hubbub admin role NAME administrator\|member, and see/],
  ];
  for (const [command, message] of wrong) {
    const error = await assertRejects(() => does(...command.split(" ").filter(Boolean)), Error);
    assertMatch(error.message, message, command);
    assert(!error.message.includes("\n"));
  }
});

Deno.test("Commands of administrators end with the same codes as others, and print JSON", async () => {
  await using here = await administrated();
  const caller = new Caller({ HUBBUB_URL: here.url, HUBBUB_TOKEN: here.token });
  const [people, refused, useless, closing] = await Promise.all([
    caller.runs("admin", "--json", "people"),
    caller.runs("admin", "role", "nobody-here", "member"),
    caller.runs("admin", "people", "--no-such"),
    caller.runs("admin", "close", "den"),
  ]);
  assertEquals([people.code, JSON.parse(people.stdout).name, people.stderr], [0, "ada", ""]);
  assertEquals([refused.code, refused.stdout], [1, ""]);
  assertMatch(refused.stderr, /^Cannot change role: no account is called nobody-here\n$/);
  assertEquals([useless.code, closing.code], [2, 2]);
  assertEquals(await caller.runs("admin", "close", "den", "--yes"), DONE);
  assertEquals(await caller.runs("admin", "purge", "den", "--yes"), DONE);
  assertEquals((await caller.runs("admin", "purge", "den", "--yes")).code, 1);
  const post = (path: string, body: object) =>
    fetch(new URL(path, here.url), {
      method: "POST",
      headers: { authorization: `Bearer ${here.token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await (await post("api/rooms/lobby/hooks", { name: "ci" })).body?.cancel();
  assertMatch((await caller.runs("admin", "hooks", "lobby")).stdout, /^ci\tada\t\S+\n$/);
  assertEquals((await caller.runs("admin", "unhook", "lobby", "no-such", "--yes")).code, 2);
  assertEquals(await caller.runs("admin", "unhook", "lobby", "ci", "--yes"), DONE);
  assertEquals((await caller.runs("admin", "hooks", "lobby")).stdout, "");
  const help = await caller.runs("help", "admin");
  assertEquals(help, { code: 0, stdout: `${ADMIN_HELP}\n`, stderr: "" });
  assertEquals((await caller.runs("admin", "--help")).stdout, help.stdout);
});

Deno.test("The help on each command of administrators fits a terminal, and that on all names each", () => {
  for (const text of [ADMIN_HELP, ...ADMIN_COMMANDS.map(helpOf)]) {
    const lines = text.split("\n");
    assert(lines.length < 24, `${lines.length} lines\n${text}`);
    for (const line of lines) assert(line.length < 80, line);
  }
  const named = new Set(ADMIN_HELP.match(/\b[a-z]+\b/g));
  assertEquals(ADMIN_COMMANDS.map(shortName).filter((name) => !named.has(name)), []);
});

Deno.test("Each command of administrators is used in a test, and each of its options", async () => {
  const text = await Deno.readTextFile(new URL(import.meta.url));
  const used = ADMIN_COMMANDS.flatMap((spec) => {
    const name = shortName(spec);
    const rows = text.match(new RegExp(`["'\`]${name}\\b.*`, "g"))?.join("\n") ?? "";
    return [
      ...(rows === "" ? [name] : []),
      ...spec.options.filter(({ name }) => !rows.includes(`--${name}`))
        .map((option) => `${name} --${option.name}`),
    ];
  });
  assertEquals(used, []);
});
