import { assertEquals, assertMatch } from "@std/assert";
import { soon } from "../../support/arrivals.ts";
import type { Ended } from "../../support/process/program.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { claim, expect } from "../../support/server/asker.ts";
import { Caller, type Chatting, chatting } from "./caller.ts";

const DONE = { code: 0, stdout: "", stderr: "" };
const LONG = "x".repeat(5_000);

/** The texts in the lobby, where long ones are told by their length. */
async function textsIn({ ada }: Chatting): Promise<(string | number)[]> {
  const { stdout } = await ada.runs("read", "lobby", "--all", "--json");
  const texts: string[] = stdout.trim().split("\n").map((line) => JSON.parse(line).text);
  return texts.map((text) => text.startsWith("xx") ? text.length : text);
}

function complaintsOf({ code, stdout, stderr }: Ended) {
  assertEquals(stdout, "");
  return [code, ...stderr.trim().split("\n")];
}

Deno.test("A pipe says lines without colours, skips blank ones, and splits what is too long", async () => {
  await using here = await chatting();
  const { ada } = here;
  assertEquals(await ada.feeds("\x1b[31mred\x1b[0m\n\nplain\r\n \n", "pipe", "lobby"), DONE);
  assertEquals(await ada.feeds("\x1b[1mbold", "pipe", "#lobby", "--raw"), DONE);
  assertEquals(await ada.feeds("a\n\n \nb\n", "pipe", "lobby", "--blank", "keep"), DONE);
  assertEquals(await ada.feeds("\nc\n", "pipe", "lobby", "--blank=skip"), DONE);
  assertEquals(await ada.feeds(LONG, "pipe", "lobby", "--long", "split"), DONE);
  assertEquals(await textsIn(here), [
    ...["red", "plain", "\x1b[1mbold"],
    ...["a", " ", " ", "b", "c"],
    ...[4_000, 1_000],
  ]);
});

Deno.test("A pipe ends with 5 and the numbers of the lines that were not stored", async () => {
  await using here = await chatting();
  const input = new TextEncoder().encode(`one\n${LONG}\n${LONG}\n\n${LONG}\nGr?n\nlast\n`);
  input[input.indexOf("?".charCodeAt(0))] = 0xfc;
  assertEquals(complaintsOf(await here.ada.feeds(input, "pipe", "lobby", "--long", "fail")), [
    5,
    "Line 2 was not sent: over 4000 characters",
    "Line 5 was not sent: over 4000 characters",
    "Line 6 was not sent: it is not UTF-8, give its --encoding, such as windows-1252",
    "Not stored: lines 2-3, 5-6",
  ]);
  assertEquals(complaintsOf(await here.ada.feeds(LONG, "pipe", "lobby", "--quiet")), [5, ""]);
  assertEquals(await textsIn(here), ["one", "last"]);
});

Deno.test("A pipe, and a message, are read in the encoding that is named", async () => {
  await using here = await chatting();
  const { ada } = here;
  const latin = new Uint8Array([0x47, 0x72, 0xfc, 0xdf, 0x65, 10]);
  const wide = new Uint8Array([0xff, 0xfe, 0x61, 0, 10, 0, 0x3d, 0xd8, 0x80, 0xde]);
  assertEquals(await ada.feeds(latin, "pipe", "lobby", "--encoding", "latin1"), DONE);
  assertEquals(await ada.feeds(latin, "say", "lobby", "-", "--encoding", "windows-1252"), DONE);
  assertEquals(await ada.feeds(wide, "pipe", "lobby", "--encoding", "utf-16"), DONE);
  assertEquals(await textsIn(here), ["Grüße", "Grüße", "a", "🚀"]);
  const wrong = await ada.feeds(latin, "pipe", "lobby", "--encoding", "shift_jis");
  assertEquals(complaintsOf(wrong)[1], "Line 1 was not sent: it is not SHIFT_JIS");
  for (const command of [["pipe"], ["say"]]) {
    assertEquals(complaintsOf(await ada.feeds(latin, ...command, "lobby", "--encoding", "x")), [
      2,
      "--encoding must be like windows-1252 or shift_jis, received x",
    ]);
  }
});

Deno.test("How a pipe ended is told by its code and a sentence", async () => {
  await using here = await chatting();
  const { ada, url } = here;
  const codeOf = async (ending: Promise<Ended>) => {
    const { code, stdout, stderr } = await ending;
    assertEquals(stdout, "");
    assertMatch(stderr, /^[^\n]+\n(Not known to be stored: [^\n]+\n)?$/);
    return code;
  };
  assertEquals(await codeOf(ada.feeds("a\nb\n", "pipe", "nowhere")), 1);
  assertEquals(await codeOf(ada.feeds("a\n", "pipe")), 2);
  assertEquals(await codeOf(ada.feeds("a\n", "pipe", "lobby", "text")), 2);
  assertEquals(await codeOf(ada.feeds("a\n", "pipe", "lobby", "--long", "cut")), 2);
  assertEquals(await codeOf(ada.feeds("a\n", "pipe", "lobby", "--blank", "no")), 2);
  assertEquals(await codeOf(ada.feeds("a\n", "pipe", "lobby", "--timeout", "30d")), 2);
  const far = new Caller({ HUBBUB_URL: "http://127.0.0.1:1", HUBBUB_NAME: "ada" });
  assertEquals(await codeOf(far.feeds("a\n", "pipe", "lobby", "--timeout", "1ms")), 3);
  const stranger = new Caller({ HUBBUB_URL: url, HUBBUB_TOKEN: "x".repeat(43) });
  assertEquals(await codeOf(stranger.feeds("a\n", "pipe", "lobby")), 4);
  assertEquals(await ada.feeds("", "pipe", "lobby"), DONE);
});

Deno.test("A pipe that gives up says which lines are stored, and which may not be", async () => {
  await using server = await ServerProcess.open();
  const caller = new Caller({ HUBBUB_URL: server.url().href, HUBBUB_NAME: "ada" });
  await using pipe = caller.starts("pipe", "lobby", "--json", "--timeout", "5s");
  await pipe.feed("one\n");
  await pipe.says(/^{"type":"stored","room":"lobby","seq":\d+,"line":1}$/m);
  await server.kill();
  await pipe.feed("two\nthree\n");
  await pipe.errors.find(/Not known to be stored/);
  const { code, stderr } = await pipe.ended();
  assertEquals(code, 5);
  assertMatch(
    stderr,
    /^Gave up: nothing was stored for 5 s\..*\nNot known to be stored: lines 2-3 and all that follow\n$/,
  );
});

Deno.test("A signal ends a pipe with 128 and its number, though its input is open", async () => {
  await using here = await chatting();
  for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    await using pipe = here.ada.starts("pipe", "lobby", "--json");
    await pipe.feed("one\n");
    await pipe.says(/"line":1}/);
    pipe.signal(signal);
    // Its input stays open until it has ended.
    await pipe.errors.ended;
    const ended = await pipe.ended();
    assertEquals([ended.code, ended.stderr], [code, "Not known to be stored: all that follow\n"]);
  }
});

Deno.test("A pipe whose output nobody reads any more ends without a word", async () => {
  await using here = await chatting();
  const run = `seq 1 5000 | "$@" | head -n 1 >/dev/null; echo "\${PIPESTATUS[1]}"`;
  await using pipe = here.ada.startsUnder(["bash", "-c", run, "sh"], "pipe", "lobby", "--json");
  const { stdout, stderr } = await pipe.ended();
  assertEquals([stdout, stderr], ["141\n", ""]);
});

Deno.test("Two jobs with one bot's token say their lines side by side, each once and in order", async () => {
  await using server = await ServerProcess.open({ env: { LIMITS: "off" } });
  const token = await claim(server, "ada");
  const bot = await expect(server, 201, "POST /api/bots", { token, body: { name: "jobs" } });
  const url = server.url().href;
  const jobs = new Caller({ HUBBUB_URL: url, HUBBUB_TOKEN: String(bot.token) });
  await using long = jobs.starts("pipe", "lobby", "--json");
  const lines = (job: string, count: number) =>
    Array.from({ length: count }, (_, nth) => `${job} ${nth}`);
  const longLines = lines("long", 600);
  await long.feed(`${longLines.slice(0, 300).join("\n")}\n`);
  await long.says(/"line":300}/);
  // The other begins and ends while this one is in the room.
  assertEquals(await jobs.feeds(lines("short", 300).join("\n"), "pipe", "lobby"), DONE);
  assertEquals(await jobs.runs("say", "lobby", "once", "--id", "deploy 42"), DONE);
  assertEquals(await jobs.runs("say", "lobby", "once", "--id", "deploy 42"), DONE);
  await long.feed(longLines.slice(300).join("\n"));
  const { code, stderr } = await soon(long.ended(), "the end of the long job");
  assertEquals([code, stderr], [0, ""]);
  const { stdout } = await jobs.runs("read", "lobby", "--all", "--json");
  const texts: string[] = stdout.trim().split("\n").map((line) => JSON.parse(line).text);
  const of = (job: string) => texts.filter((text) => text.startsWith(job));
  assertEquals(of("long"), longLines);
  assertEquals(of("short"), lines("short", 300));
  assertEquals([of("once"), texts.length], [["once"], 901]);
});

Deno.test("A token that may not be read is said to be so, and can be denied", async () => {
  await using here = await chatting();
  const env = { HUBBUB_URL: here.url, HUBBUB_TOKEN: here.chat.token ?? "" };
  const said = (name: string, ...allowed: string[]) => {
    const gus = new Caller(env, [], [`--allow-env=HUBBUB_URL`, ...allowed]);
    return gus.feeds("hello\n", "pipe", "lobby", ...(name === "" ? [] : ["-n", name]));
  };
  assertMatch(
    (await said("")).stderr,
    /if HUBBUB_TOKEN or .* is set, it may not be read: run with/,
  );
  assertEquals(complaintsOf(await said("gus")), [
    0,
    "HUBBUB_TOKEN may not be read, and is not used: " +
    "allow it with --allow-env=HUBBUB_TOKEN, or deny it with --deny-env",
  ]);
  assertEquals(await said("hal", "--deny-env=HUBBUB_TOKEN"), DONE);
});
