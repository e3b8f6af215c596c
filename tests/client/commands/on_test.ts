import { assert, assertEquals } from "@std/assert";
import { soon } from "../../support/arrivals.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { Caller } from "./caller.ts";
import { Listening, NOTE, readIfThere } from "./on/listening.ts";

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

Deno.test("A command line that can't be carried out is refused before anything is run", async () => {
  await using server = await ServerProcess.open();
  await using here = await Listening.at(server);
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await here.runs("on", ...args);
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
  assertEquals((await here.runs("on", "lobby", "--after", "0", "--", "no-such-program")).code, 1);
});
