import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Chat, connect, type Room } from "../../../client.ts";
import { soon } from "../../support/arrivals.ts";
import type { Program } from "../../support/process/program.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { until } from "../../support/until.ts";
import { Caller } from "./caller.ts";

/** Bob talks in the lobby; a program of the guest echo listens, and keeps what it is told in a folder. */
class Listening implements AsyncDisposable {
  readonly #stack = new AsyncDisposableStack();
  readonly folder: TempFolder;
  readonly url: string;
  readonly bob: Chat;
  readonly lobby: Room;
  readonly echo: Chat;
  readonly #caller: Caller;

  private constructor(parts: Pick<Listening, "folder" | "url" | "bob" | "lobby" | "echo">) {
    this.folder = this.#stack.use(parts.folder);
    this.url = parts.url;
    this.bob = parts.bob;
    this.lobby = parts.lobby;
    this.echo = parts.echo;
    const env = { HUBBUB_URL: this.url, HUBBUB_TOKEN: this.echo.token ?? "" };
    this.#caller = new Caller({ ...env, LOG: this.log }, ["--allow-write", "--allow-run"]);
  }

  static async at(server: ServerProcess): Promise<Listening> {
    const url = server.url().href;
    const bob = await connect(url, { name: "bob" });
    const echo = await connect(url, { name: "echo" });
    const lobby = await bob.join("lobby");
    return new Listening({ folder: await TempFolder.make(), url, bob, lobby, echo });
  }

  /** Where programs note what they were run for. */
  get log(): string {
    return this.folder.file("log");
  }

  /** Starts `on`, which runs a line of a shell, and waits until it listens. */
  async starts(script: string, ...options: string[]): Promise<Program> {
    const state = this.folder.file("state");
    const program = this.#caller.starts(
      ...["on", "lobby", "--state", state, ...options, "--", "sh", "-c", script],
    );
    await until(async () => await this.kept() !== undefined, () => program.errors.text);
    return program;
  }

  /** Runs `on` as it is, and waits for its end. */
  async runs(...args: string[]) {
    return await this.#caller.runs("on", ...args);
  }

  /** The number that is kept. */
  async kept(): Promise<number | undefined> {
    const text = await readIfThere(this.folder.file("state"));
    return text === "" ? undefined : Number(text);
  }

  /** What was noted, once it is so many lines. */
  async notes(lines: number): Promise<string[]> {
    const read = async () => (await readIfThere(this.log)).split("\n").filter(Boolean);
    await until(async () => (await read()).length >= lines, async () => {
      return `${lines} lines, seen: ${(await read()).join(" | ")}`;
    });
    return await read();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.bob[Symbol.asyncDispose]();
    await this.echo[Symbol.asyncDispose]();
    await this.#stack.disposeAsync();
  }
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

/** Notes who said what, where. */
const NOTE =
  `printf '%s %s %s %s\\n' "$HUBBUB_ROOM" "$HUBBUB_SEQ" "$HUBBUB_FROM" "$(cat)" >> "$LOG"`;

Deno.test("A program is run for each message of others, one after the other, and never by a shell", async () => {
  await using server = await ServerProcess.open();
  await using here = await Listening.at(server);
  await here.lobby.say("before");
  await using program = await here.starts(NOTE);
  const echo = await here.echo.join("lobby");
  await echo.say("my own");
  const bait = `$(touch "$LOG.bait"); touch bait`;
  for (const text of ["one", bait, "three"]) await here.lobby.say(text);
  assertEquals(await here.notes(3), [
    "lobby 3 bob one",
    `lobby 4 bob ${bait}`,
    "lobby 5 bob three",
  ]);
  assertEquals(await readIfThere(`${here.log}.bait`), "");
  program.signal("SIGTERM");
  const { code, stdout, stderr } = await program.ended();
  assertEquals([code, stdout], [143, ""]);
  assertEquals(stderr, "The last message was 5: --after 5 goes on from there\n");
  assertEquals(await here.kept(), 5);
});

Deno.test("What a program prints is said as the answer, once, and a pattern chooses messages", async () => {
  await using server = await ServerProcess.open();
  await using here = await Listening.at(server);
  const messages = here.lobby.messages();
  await using _program = await here.starts("cat; echo", "--reply", "--match", "^!(\\p{L}+)$");
  await here.lobby.say("not this");
  const { seq } = await here.lobby.say("!größe");
  const { value } = await soon(messages.next(), "the answer");
  assert(value !== undefined);
  assertEquals([value.from, value.text, value.replyTo], ["echo", "!größe", seq]);
  // Run for the same message again, it answers no second time.
  const after = String(seq - 1);
  const again = await new Caller(
    { HUBBUB_URL: here.url, HUBBUB_TOKEN: here.echo.token ?? "", LOG: here.log },
    ["--allow-write", "--allow-run"],
  ).starts("on", "lobby", "--after", after, "--reply", "--", "sh", "-c", "cat; echo");
  await using _again = again;
  await here.lobby.say("!ende");
  const texts = [value.text];
  while (!texts.includes("!ende")) {
    texts.push((await soon(messages.next(), "an answer")).value?.text ?? "");
  }
  assertEquals(texts.filter((text) => text === "!größe").length, 1);
});

Deno.test("A program that fails is told with the number, and the next message is another", async () => {
  await using server = await ServerProcess.open();
  await using here = await Listening.at(server);
  const script = 'read text; case "$text" in fail) exit 3;; long) yes;; bytes) printf "\\374";; ' +
    '*) echo "$text";; esac';
  const bounded = script.replace("yes;;", "yes | head -c 100000;;");
  await using program = await here.starts(bounded, "--reply");
  const messages = here.lobby.messages();
  for (const text of ["fail", "long", "bytes", "fine"]) await here.lobby.say(text);
  const { value } = await soon(messages.next(), "the answer");
  assertEquals([value?.text, value?.replyTo], ["fine", 4]);
  assertEquals(program.errors.text.split("\n").slice(0, 3), [
    "Message 1: sh ended with 3",
    "Message 2: its output was not said: a message has at most 4000 characters",
    "Message 3: its output was not said: it is not UTF-8",
  ]);
});

Deno.test("A program gets the entry as JSON with --json, and need not read it", async () => {
  await using server = await ServerProcess.open();
  await using here = await Listening.at(server);
  await using _program = await here.starts(
    'if [ "$HUBBUB_SEQ" = 1 ]; then exec <&-; echo skipped >> "$LOG"; else cat >> "$LOG"; fi',
    "--json",
  );
  await here.lobby.say("one");
  await here.lobby.say("two");
  const [first, second = ""] = await here.notes(2);
  const { type, from, text, seq } = JSON.parse(second);
  assertEquals([first, type, from, text, seq], ["skipped", "said", "bob", "two", 2]);
});

Deno.test("Each message is acted on once, across stops and restarts of the program and of the server", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  let server = await ServerProcess.open({ store });
  const { port } = server;
  await using stack = new AsyncDisposableStack();
  stack.defer(() => server[Symbol.asyncDispose]());
  const here = stack.use(await Listening.at(server));
  let said = 0;
  const talk = async (count: number) => {
    for (let n = 1; n < count; n++) here.lobby.say(`message ${++said}`);
    await here.lobby.say(`message ${++said}`);
  };
  for (let round = 0; round < 3; round++) {
    const program = stack.use(await here.starts(NOTE));
    await talk(10);
    // It stops while it is at it: the message that is being acted on is the last.
    await here.notes(round * 15 + 3);
    program.signal("SIGTERM");
    assertEquals((await program.ended()).code, 143);
    await talk(5);
    if (round === 1) {
      await server.kill();
      server = await ServerProcess.open({ store, port });
    }
  }
  await using _last = await here.starts(NOTE);
  await server.kill();
  server = await ServerProcess.open({ store, port });
  await talk(5);
  const notes = await here.notes(said);
  const expected = Array.from(
    { length: said },
    (_, nth) => `lobby ${nth + 1} bob message ${nth + 1}`,
  );
  assertEquals(notes, expected);
});

Deno.test("A message during which the program was killed is acted on again, and no other", async () => {
  await using server = await ServerProcess.open();
  await using here = await Listening.at(server);
  const script =
    `${NOTE}; if [ "$HUBBUB_SEQ" = 2 ] && mkdir "$LOG.once" 2>/dev/null; then exec cat "$LOG.fifo"; fi`;
  await new Deno.Command("mkfifo", { args: [`${here.log}.fifo`] }).output();
  const program = await here.starts(script);
  for (const text of ["one", "two", "three"]) await here.lobby.say(text);
  await here.notes(2);
  await until(async () => await here.kept() === 1, "the number of the first");
  const killed = program.kill();
  // What it ran outlives it, and ends when somebody writes there.
  await Deno.writeTextFile(`${here.log}.fifo`, "");
  await killed;
  await using _again = await here.starts(script);
  const notes = await here.notes(4);
  assertEquals(notes.map((note) => note.split(" ").at(-1)), ["one", "two", "two", "three"]);
});

Deno.test("What is missing since the last time is told", async () => {
  await using server = await ServerProcess.open();
  await using here = await Listening.at(server);
  await Deno.writeTextFile(here.folder.file("state"), "500\n");
  await here.lobby.say("of another log");
  await using program = await here.starts(NOTE);
  await until(() => program.errors.text !== "", "the sentence");
  assertEquals(program.errors.text, "Missed: the room begins anew\n");
  await here.lobby.say("goes on");
  assertMatch((await here.notes(2)).join(), /of another log,.*goes on$/);
});

Deno.test("A command line that can't be carried out is refused before anything is run", async () => {
  await using server = await ServerProcess.open();
  await using here = await Listening.at(server);
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await here.runs(...args);
    assertEquals([stdout, stderr.split("\n").length], ["", 2], stderr);
    return code;
  };
  assertEquals(await run("lobby"), 2);
  assertEquals(await run("lobby", "--match", "(", "--", "cat"), 2);
  assertEquals(await run("lobby", "--after", "x", "--", "cat"), 2);
  await Deno.writeTextFile(here.folder.file("notes"), "my notes\n");
  assertEquals(await run("lobby", "--state", here.folder.file("notes"), "--", "cat"), 2);
  assertEquals(await Deno.readTextFile(here.folder.file("notes")), "my notes\n");
  assertEquals(await run("nowhere", "--", "cat"), 1);
  const env = { HUBBUB_URL: here.url, HUBBUB_TOKEN: here.echo.token ?? "" };
  const forbidden = await new Caller(env).runs("on", "lobby", "--", "cat");
  assertEquals([forbidden.code, forbidden.stderr], [
    1,
    "cat may not be run: run with --allow-run=cat\n",
  ]);
  await here.lobby.say("hello");
  assertEquals((await here.runs("lobby", "--after", "0", "--", "no-such-program")).code, 1);
});
