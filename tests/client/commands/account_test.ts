import { assert, assertEquals, assertMatch } from "@std/assert";
import { Account } from "../../../client/connection/account.ts";
import { Session } from "../../../client/connection/endpoint.ts";
import { connect } from "../../../client.ts";
import { claim, PASSWORD } from "../../support/server/asker.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { ignore } from "../sits_down.ts";
import { Tmux } from "../tmux.ts";
import { Caller } from "./caller.ts";

/** A server where ada has an account, and her machine, where she is not signed in. */
async function living() {
  await using starting = new AsyncDisposableStack();
  const folder = starting.use(await TempFolder.make());
  const server = starting.use(await ServerProcess.open());
  const token = await claim(server, "ada");
  const url = server.url().href;
  await Deno.writeTextFile(folder.file("password"), `${PASSWORD}\n`);
  const env = { HUBBUB_URL: url, XDG_CONFIG_HOME: folder.file("config") };
  const machine = new Caller(env);
  const stack = starting.move();
  return {
    ...{ folder, server, url, token, env, machine },
    config: folder.file("config/hubbub"),
    login: () => machine.runs("login", "-n", "ada", "--password-file", folder.file("password")),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function filesIn(folder: string): Promise<string[]> {
  return await Array.fromAsync(Deno.readDir(folder), ({ name }) => `${folder}/${name}`);
}

async function modeOf(path: string): Promise<string | undefined> {
  const { mode } = await Deno.stat(path);
  return mode === null ? undefined : (mode & 0o777).toString(8);
}

async function sessionsOf(url: string, token: string): Promise<string[]> {
  const sessions = await new Account(new Session(url, { token })).sessions();
  return sessions.map(({ program }) => program);
}

Deno.test("Whoever has signed in is themselves in all commands and in the chat, until they sign out", async () => {
  await using here = await living();
  const { machine, url, config } = here;
  assertEquals(await here.login(), { code: 0, stdout: `Signed in at ${url} as ada\n`, stderr: "" });
  const [file = ""] = await filesIn(config);
  assertEquals([await modeOf(file), await modeOf(config)], ["600", "700"]);
  assertMatch(file, /\/127\.0\.0\.1_\d+-[0-9a-f]{24}\.json$/);
  const { name, token } = JSON.parse(await Deno.readTextFile(file));
  assertEquals(name, "ada");
  assert((await sessionsOf(url, here.token)).includes("hubbub"));

  assertEquals((await machine.runs("say", "lobby", "by a command")).code, 0);
  assertEquals((await machine.feeds("by the chat\n", url)).code, 0);
  const { stdout } = await machine.runs("read", "lobby", "--json");
  const said = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(said.map(({ from, text }) => [from, text]), [
    ["ada", "by a command"],
    ["ada", "by the chat"],
  ]);

  const out = await machine.runs("logout");
  assertEquals(out, { code: 0, stdout: `Signed out at ${url}, where you were ada\n`, stderr: "" });
  assertEquals(await filesIn(config), []);
  assertEquals(await new Session(url, { token }).whoAmI(), undefined);
  assertEquals((await machine.runs("say", "lobby", "hello")).code, 4);
  const again = await machine.runs("logout");
  assertEquals([again.code, again.stderr], [4, `No session is kept for ${url}\n`]);
});

Deno.test("Who says a name or a token is not who has signed in", async () => {
  await using here = await living();
  await here.login();
  await here.machine.runs("say", "lobby", "as a guest", "-n", "gus");
  await using bob = await connect(here.url, { name: "bob" });
  const byToken = new Caller({ ...here.env, HUBBUB_TOKEN: bob.token ?? "" });
  await byToken.runs("say", "lobby", "by a token");
  const { stdout } = await here.machine.runs("read", "lobby");
  assertMatch(stdout, /\tgus\tas a guest\n.*\tbob\tby a token\n$/);
});

Deno.test({
  name: "At a terminal the name and the password are asked for, and the password is not shown",
  ignore,
  async fn() {
    await using here = await living();
    await using tmux = await Tmux.start();
    const client = new URL("../../../client.ts", import.meta.url).href;
    // Nothing else is needed than to keep the session.
    const allowed = ["--allow-net", "--allow-env=XDG_CONFIG_HOME", "--no-prompt"].join(" ");
    const place = `--allow-read="${here.config}" --allow-write="${here.config}"`;
    const run = `"${Deno.execPath()}" run --quiet ${allowed} ${place} ${client}`;
    const env = `XDG_CONFIG_HOME="${here.folder.file("config")}"`;
    await tmux.types(`clear; ${env} ${run} login --url ${here.url}; echo "code $?"`);
    await tmux.presses("Enter");
    await tmux.sees(/Your name:/);
    await tmux.types("ada");
    await tmux.presses("Enter");
    await tmux.sees(/Password of ada, or a sign-in code:/);
    await tmux.types(PASSWORD);
    await tmux.presses("Enter");
    const screen = await tmux.sees(/Signed in at .* as ada\ncode 0/);
    assert(!screen.includes(PASSWORD));
    assertEquals((await filesIn(here.config)).length, 1);
  },
});

Deno.test("A password comes by standard input or a variable, too, and a wrong one is refused", async () => {
  await using here = await living();
  const { machine, config } = here;
  const wrong = await machine.feeds("mistyped it\n", "login", "-n", "ada");
  assertEquals([wrong.code, wrong.stdout, wrong.stderr.split("\n").length], [4, "", 2]);
  await machine.runs("login", "-n", "ada", "--password-file", here.folder.file("absent"))
    .then(({ code }) => assertEquals(code, 1));
  assertEquals((await machine.runs("login")).code, 2);
  assertEquals((await machine.feeds(`${PASSWORD}\n`, "login", "-n", "ada")).code, 0);
  const [first = ""] = await filesIn(config);
  const { token } = JSON.parse(await Deno.readTextFile(first));
  const byVariable = new Caller({ ...here.env, HUBBUB_NAME: "ada", HUBBUB_PASSWORD: PASSWORD });
  const { stdout } = await byVariable.runs("login", "--json");
  const { name, guest, url, path } = JSON.parse(stdout);
  assertEquals([name, guest, url, path], ["ada", false, here.url, first]);
  // One session is kept; that before it has ended.
  assertEquals(await filesIn(config), [first]);
  assertEquals(await new Session(here.url, { token }).whoAmI(), undefined);
});

Deno.test("A session that others could read is not used, and the next login mends that", async () => {
  await using here = await living();
  await here.login();
  const [file = ""] = await filesIn(here.config);
  for (const [path, mode, right] of [[file, 0o644, 0o600], [here.config, 0o755, 0o700]] as const) {
    await Deno.chmod(path, mode);
    const { code, stderr } = await here.machine.runs("rooms");
    assertEquals(code, 4);
    assertMatch(stderr, /was not used, as others can read it: run hubbub login/);
    assertEquals((await here.machine.feeds("hello\n", here.url)).code, 4);
    assertEquals((await here.login()).code, 0);
    assertEquals([await modeOf(path), (await here.machine.runs("rooms")).code], [
      right.toString(8),
      0,
    ]);
  }
});

Deno.test("A session that has ended is told, with what to do", async () => {
  await using here = await living();
  await here.login();
  const [file = ""] = await filesIn(here.config);
  const { token } = JSON.parse(await Deno.readTextFile(file));
  await new Session(here.url, { token }).signOut();
  const sentence = `The session of ada at ${here.url} has ended: sign in again with hubbub login\n`;
  const ended = { code: 4, stdout: "", stderr: sentence };
  assertEquals(await here.machine.runs("rooms"), ended);
  assertEquals(await here.machine.feeds("hello\n", here.url), ended);
  assertEquals((await here.machine.runs("logout")).code, 0);
  assertEquals(await filesIn(here.config), []);
});

Deno.test("A session goes to the server that gave it only", async () => {
  await using here = await living();
  await using other = await ServerProcess.open();
  await here.login();
  assertEquals((await here.machine.runs("rooms", "--url", other.url().href)).code, 4);
  // Also if its file is put in the place of another server's.
  await here.machine.runs("login", "-n", "bob", "--url", other.url().href);
  const [one = "", two = ""] = await filesIn(here.config);
  const isHere = one.includes(String(here.server.port));
  await Deno.copyFile(isHere ? two : one, isHere ? one : two);
  const { code, stderr } = await here.machine.runs("rooms", "--url", here.url);
  assertEquals(code, 4);
  assertMatch(stderr, /is no session: remove it, and run hubbub login\n$/);
});

Deno.test("A server that can't be reached keeps one signed in", async () => {
  await using here = await living();
  await here.login();
  await here.server.kill();
  const { code, stderr } = await here.machine.runs("logout", "--timeout", "1ms");
  assertEquals(code, 3);
  assertMatch(stderr, /^The server cannot be reached: still signed in, try again later\n$/);
  assertEquals((await filesIn(here.config)).length, 1);
  assertEquals((await here.machine.runs("login", "-n", "ada", "--timeout", "1ms")).code, 3);
});

Deno.test("A script gets a token of its own, which outlives the session that made it", async () => {
  await using here = await living();
  await here.login();
  const made = await here.machine.runs("token", "--label", "nightly");
  assertEquals([made.code, made.stdout.trim().length], [0, 43]);
  assertMatch(made.stderr, /^Told this once\. .* \/sessions lists it as nightly\n$/);
  await here.machine.runs("logout");
  const script = new Caller({ HUBBUB_URL: here.url, HUBBUB_TOKEN: made.stdout.trim() });
  assertEquals((await script.runs("say", "lobby", "by a script")).code, 0);
  const sessions = await sessionsOf(here.url, here.token);
  assertEquals(sessions.filter((program) => program === "nightly"), ["nightly"]);
  const next = JSON.parse((await script.runs("token", "--json", "--quiet")).stdout);
  assertEquals([next.name, next.label], ["ada", "script"]);
  const bad = await script.runs("token", "--label", "my script");
  assertEquals([bad.code, bad.stdout, bad.stderr.split("\n").length], [2, "", 2]);
});

Deno.test("A bot's token is made by its owner, and by no guest", async () => {
  await using here = await living();
  const owner = new Caller({ HUBBUB_URL: here.url, HUBBUB_TOKEN: here.token });
  const made = await owner.runs("token", "--bot", "deploys", "--quiet");
  assertEquals([made.code, made.stderr], [0, ""]);
  const bot = new Caller({ HUBBUB_URL: here.url, HUBBUB_TOKEN: made.stdout.trim() });
  await bot.runs("say", "lobby", "deployed");
  assertMatch((await bot.runs("read", "lobby")).stdout, /\tdeploys\tdeployed\n$/);
  for (const options of [["--bot", "deploys"], ["--bot", "x", "-n", "gus"], ["-n", "gus"]]) {
    const by = options.includes("gus") ? new Caller({ HUBBUB_URL: here.url }) : owner;
    const { code, stdout, stderr } = await by.runs("token", ...options);
    assertEquals([code, stdout, stderr.split("\n").length], [1, "", 2], stderr);
  }
});

Deno.test("A token that may not be read is said to be so", async () => {
  await using here = await living();
  const env = { HUBBUB_TOKEN: here.token };
  const blind = new Caller(env, ["--deny-env=HUBBUB_TOKEN,HUBBUB_PASSWORD"]);
  const why =
    /if HUBBUB_TOKEN or HUBBUB_PASSWORD is set, it may not be read: run with --allow-env=/;
  const unnamed = await blind.runs("rooms", "--url", here.url);
  assertEquals(unnamed.code, 4);
  assertMatch(unnamed.stderr, why);
  const claimed = await blind.runs("rooms", "--url", here.url, "-n", "ada");
  assertEquals(claimed.code, 4);
  assertMatch(claimed.stderr, why);
  const chat = await blind.feeds("hello\n", here.url);
  assertEquals(chat.code, 2);
  assertMatch(chat.stderr, why);
});
