import { assert, assertEquals, assertMatch } from "@std/assert";
import { helpOf } from "../../client/commands/spec/help.ts";
import { COMMANDS } from "../../client/commands/spec.ts";
import { connect } from "../../client.ts";
import { type Ended, Program } from "../support/process/program.ts";
import { ServerProcess } from "../support/process/server_process.ts";
import { TempFolder } from "../support/temp_folder.ts";

const ENV = "HUBBUB_URL,HUBBUB_NAME,HUBBUB_TOKEN,HUBBUB_PASSWORD,HUBBUB_PASSPHRASE";
const CLIENT = ["run", "--allow-net", "--allow-read", `--allow-env=${ENV}`, "client.ts"];

/** Runs commands as ada, with what is said besides. */
class Ada {
  readonly #env: Record<string, string>;

  constructor(env: Record<string, string>) {
    this.#env = { HUBBUB_URL: "", HUBBUB_NAME: "", HUBBUB_TOKEN: "", ...env };
  }

  starts(...args: string[]): Program {
    return new Program([...CLIENT, ...args], { env: this.#env });
  }

  async runs(...args: string[]): Promise<Ended> {
    return await this.feeds("", ...args);
  }

  async feeds(input: string | Uint8Array<ArrayBuffer>, ...args: string[]): Promise<Ended> {
    await using program = this.starts(...args);
    await program.feed(input);
    return await program.ended();
  }
}

/** A server, a person who stays, and what ada's commands are signed in with. */
async function chatting() {
  await using starting = new AsyncDisposableStack();
  const server = starting.use(await ServerProcess.open());
  const url = server.url().href;
  const chat = starting.use(await connect(url, { name: "ada" }));
  const lobby = await chat.join("lobby");
  const ada = new Ada({ HUBBUB_URL: url, HUBBUB_TOKEN: chat.token ?? "" });
  const stack = starting.move();
  return { url, chat, lobby, ada, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const DONE = { code: 0, stdout: "", stderr: "" };

function textsIn(json: string): string[] {
  return json.split("\n").filter(Boolean).map((line) => JSON.parse(line).text);
}

Deno.test("Messages are said, read, answered, changed and found by commands", async () => {
  await using here = await chatting();
  const { ada } = here;
  assertEquals(await ada.runs("say", "#lobby", "hello", "there"), DONE);
  assertEquals(await ada.feeds("two\tlines\nof \\ text\n", "say", "lobby", "-"), DONE);
  const read = await ada.runs("read", "lobby");
  const [first, second] = read.stdout.split("\n");
  assertMatch(first ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\t#lobby\t\d+\tada\thello there$/);
  assertEquals(second?.split("\t").at(-1), "two\\tlines\\nof \\\\ text");
  const seq = first?.split("\t")[2] ?? "";

  assertEquals(await ada.runs("reply", "lobby", seq, "hi"), DONE);
  assertEquals(await ada.runs("edit", "lobby", seq, "hello all"), DONE);
  assertEquals(await ada.runs("react", "lobby", seq, "🚀"), DONE);
  const all = await ada.runs("read", "lobby", "--all", "--json");
  const entries = all.stdout.trim().split("\n").map((line) => JSON.parse(line));
  const types = entries.map(({ type }) => type);
  assertEquals(types, ["said", "said", "said", "edited", "reacted"]);
  assertEquals([entries[0].text, entries[2].reply], ["hello all", Number(seq)]);
  const found = await ada.runs("search", "lobby", "hello", "--json");
  assertEquals(textsIn(found.stdout), ["hello all"]);
  assertEquals(await ada.runs("react", "lobby", seq, "🚀", "--off"), DONE);
  assertEquals(await ada.runs("delete", "lobby", seq), DONE);
  assertEquals((await ada.runs("search", "lobby", "hello")).stdout, "");
});

Deno.test("A guest runs one command right after the other, and is told of a name that stays taken", async () => {
  await using here = await chatting();
  const gus = new Ada({ HUBBUB_URL: here.url, HUBBUB_NAME: "gus" });
  assertEquals(await gus.runs("say", "lobby", "one"), DONE);
  assertEquals(await gus.runs("say", "lobby", "two"), DONE);
  const { stdout } = await gus.runs("read", "lobby", "--json");
  assertEquals(textsIn(stdout).slice(-2), ["one", "two"]);
  // Whoever stays has the name: that is said, and not waited for without end.
  const late = new Ada({ HUBBUB_URL: here.url, HUBBUB_NAME: "ada" });
  const { code, stderr } = await late.runs("rooms", "--timeout", "1s");
  assertEquals([code, stderr], [4, "Cannot connect: ada is in use\n"]);
});

Deno.test("A key says a message once, and each room has keys of its own", async () => {
  await using here = await chatting();
  await here.chat.join("ops");
  for (const room of ["lobby", "lobby", "ops"]) {
    assertEquals(await here.ada.runs("say", room, "deployed", "--id", "deploy 42"), DONE);
  }
  const again = await here.ada.runs("say", "lobby", "deployed", "--id=deploy 42", "--json");
  assertMatch(again.stdout, /^{"type":"stored","room":"lobby","seq":1,/);
  for (const room of ["lobby", "ops"]) {
    const { stdout } = await here.ada.runs("read", room, "--all", "--json");
    assertEquals(textsIn(stdout), ["deployed"]);
  }
});

Deno.test("A room is read from where one wants it", async () => {
  await using here = await chatting();
  for (let n = 1; n <= 420; n++) here.lobby.say(`line ${n}`);
  await here.lobby.say("end");
  const texts = async (...options: string[]) => {
    const { code, stdout } = await here.ada.runs("read", "lobby", "--json", ...options);
    assertEquals(code, 0);
    return textsIn(stdout);
  };
  assertEquals(await texts("--last", "2"), ["line 420", "end"]);
  assertEquals((await texts()).length, 50);
  const all = await texts("--all");
  assertEquals([all.length, all[0], all.at(-1)], [421, "line 1", "end"]);
  assertEquals(await texts("--after", "419"), ["line 420", "end"]);
  assertEquals((await texts("--since", "1h")).length, 421);
  assertEquals(await texts("--since", "2999-01-01"), []);
});

Deno.test("Rooms are listed, who is there, and a direct room is that of the two", async () => {
  await using here = await chatting();
  await using bob = await connect(here.url, { name: "bob" });
  await bob.join("lobby");
  assertMatch((await here.ada.runs("rooms")).stdout, /^#lobby\t/m);
  const { stdout } = await here.ada.runs("who", "lobby");
  assertEquals(stdout.trim().split("\n").toSorted(), ["ada", "bob"]);
  assertEquals(await here.ada.runs("say", "@bob", "psst"), DONE);
  assertMatch((await here.ada.runs("read", "@bob")).stdout, /\t@ada,bob\t1\tada\tpsst\n$/);
});

Deno.test("A file is said with its text", async () => {
  await using here = await chatting();
  await using folder = await TempFolder.make();
  const path = folder.file("notes.txt");
  await Deno.writeTextFile(path, "notes");
  assertEquals(await here.ada.runs("say", "lobby", "mine", "--file", path), DONE);
  assertMatch((await here.ada.runs("read", "lobby")).stdout, /\tmine \[notes\.txt\]\n$/);
  const absent = await here.ada.runs("say", "lobby", "--file", folder.file("absent"));
  assertEquals(absent.code, 1);
});

Deno.test("How a command ended is told by its code and a sentence", async () => {
  await using here = await chatting();
  const { ada } = here;
  const codeOf = async (ending: Promise<Ended>) => {
    const { code, stdout, stderr } = await ending;
    assertEquals(stdout, "");
    assertMatch(stderr, /^[^\n]+\n$/);
    return code;
  };
  assertEquals(await codeOf(ada.runs("say", "nowhere", "hello")), 1);
  assertEquals(await codeOf(ada.runs("edit", "lobby", "99", "hello")), 1);
  assertEquals(await codeOf(ada.runs("say")), 2);
  assertEquals(await codeOf(ada.runs("say", "lobby", "--loud")), 2);
  assertEquals(await codeOf(ada.runs("say", "lobby", "--timeout", "soon", "hello")), 2);
  assertEquals(await codeOf(ada.runs("read", "lobby", "--all", "--last", "3")), 2);
  assertEquals(await codeOf(ada.runs("delete", "lobby", "first")), 2);
  const nobody = new Ada({ HUBBUB_URL: "http://127.0.0.1:1" });
  assertEquals(await codeOf(nobody.runs("rooms", "-n", "ada", "--timeout", "1ms")), 3);
  assertEquals(await codeOf(new Ada({ HUBBUB_URL: here.url }).runs("rooms")), 4);
  const stranger = new Ada({ HUBBUB_URL: here.url, HUBBUB_TOKEN: "x".repeat(43) });
  assertEquals(await codeOf(stranger.runs("rooms")), 4);
  assertEquals((await ada.runs("say", "nowhere", "hello", "--quiet")).stderr, "");
});

Deno.test("Text that is not UTF-8, or too long, is not said, and why is told", async () => {
  await using here = await chatting();
  const bytes = new Uint8Array([0x6f, 0x6b, 10, 0xfc, 10]);
  const { code, stderr } = await here.ada.feeds(bytes, "say", "lobby");
  assertEquals([code, stderr.split(":")[0]], [2, "Line 2 is not UTF-8"]);
  const long = await here.ada.feeds("x".repeat(5_000), "say", "lobby", "-");
  assertEquals([long.code, long.stderr], [
    2,
    "A message has at most 4000 characters: send it as a file, with --file PATH\n",
  ]);
});

Deno.test("Whoever stops reading ends a command without a word", async () => {
  await using here = await chatting();
  for (let n = 1; n <= 300; n++) here.lobby.say("x".repeat(1000));
  await here.lobby.say("end");
  const run = `"$@" | head -n 1 >/dev/null; echo "\${PIPESTATUS[0]}"`;
  const under = ["bash", "-c", run, "sh"];
  const env = { HUBBUB_URL: here.url, HUBBUB_TOKEN: here.chat.token ?? "" };
  await using program = new Program([...CLIENT, "read", "lobby", "--all"], { env, under });
  const { stdout, stderr } = await program.ended();
  assertEquals([stdout, stderr], ["141\n", ""]);
});

Deno.test("A room is followed through two restarts of the server, each message once", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  let server = await ServerProcess.open({ store });
  const { port } = server;
  await using restarting = new AsyncDisposableStack();
  restarting.defer(() => server[Symbol.asyncDispose]());
  await using chat = await connect(server.url(), { name: "ada" });
  const lobby = await chat.join("lobby");
  await lobby.say("0");
  const ada = new Ada({ HUBBUB_URL: server.url().href, HUBBUB_TOKEN: chat.token ?? "" });
  await using reader = ada.starts("read", "lobby", "--all", "--follow", "--json");
  await reader.says(/"text":"0"/);
  for (let round = 1; round <= 2; round++) {
    for (let n = 0; n < 30; n++) lobby.say(`${round * 100 + n}`);
    await server.kill();
    server = await ServerProcess.open({ store, port });
    await lobby.say(`${round * 100 + 30}`);
  }
  await reader.says(/"text":"230"/);
  const expected = [
    0,
    ...[1, 2].flatMap((round) => {
      return Array.from({ length: 31 }, (_, n) => round * 100 + n);
    }),
  ];
  assertEquals(textsIn(reader.output.text), expected.map(String));
  assert(!reader.output.text.includes('"gap"'));
});

Deno.test("Whoever follows a room that begins anew is told so, and goes on", async () => {
  let server = await ServerProcess.open();
  const { port } = server;
  await using restarting = new AsyncDisposableStack();
  restarting.defer(() => server[Symbol.asyncDispose]());
  const url = server.url().href;
  await using bob = await connect(url, { name: "bob" });
  const lobby = await bob.join("lobby");
  await lobby.say("before");
  const ada = new Ada({ HUBBUB_URL: url, HUBBUB_NAME: "ada" });
  await using reader = ada.starts("read", "lobby", "--all", "--follow", "--json");
  await reader.says(/"text":"before"/);
  await server.kill();
  server = await ServerProcess.open({ port });
  await lobby.say("after");
  await reader.says(/"type":"gap","room":"lobby","after":1,"before":1}\n.*"text":"after"/);
});

Deno.test("The help of each command fits a terminal of 24 lines by 80", () => {
  for (const spec of COMMANDS) {
    const lines = helpOf(spec).split("\n");
    assert(lines.length < 24, `${spec.name}: ${lines.length} lines`);
    for (const line of lines) assert(line.length < 80, line);
    assertMatch(lines[2] ?? "", new RegExp(`^Usage: hubbub ${spec.name}\\b`));
  }
});
