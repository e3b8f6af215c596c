import { assertEquals, assertMatch } from "@std/assert";
import { readCall, UsageError } from "../../../client/commands/spec/call.ts";
import { commandOf, COMMANDS, takesRoom } from "../../../client/commands/spec.ts";
import { isName } from "../../../protocol/name.ts";
import { Caller, chatting } from "./caller.ts";

function wordsOf(room: string | undefined, name: string, ...args: string[]): readonly string[] {
  const spec = commandOf(name);
  if (spec === undefined) throw new Error(`There is no command ${name}`);
  return readCall(spec, args, (name) => name === "HUBBUB_ROOM" ? room : undefined).words;
}

Deno.test("A dot, or no word at all, is the room of the environment", () => {
  // Whatever else it says, the first word is the room, so that no text is taken for one.
  assertEquals(wordsOf("ops", "say", "hello"), ["hello"]);
  assertEquals(wordsOf("ops", "say", ".", "hello"), ["ops", "hello"]);
  assertEquals(wordsOf("ops", "say"), ["ops"]);
  assertEquals(wordsOf("ops", "react", ".", "7", "🚀"), ["ops", "7", "🚀"]);
  assertEquals(wordsOf("ops", "search", ".", "."), ["ops", "."]);
  assertEquals(wordsOf(undefined, "read", "--help"), [""]);
  assertEquals(wordsOf("ops", "rooms"), []);
  assertEquals(isName("."), false);
});

Deno.test("Each command that takes a room takes that of the environment, or says what is missing", () => {
  for (const { name, words: [least], takes } of COMMANDS.filter(takesRoom)) {
    const others = Array(Math.max(0, least - 1)).fill("1");
    assertEquals(wordsOf("ops", name, ".", ...others)[0], "ops", takes);
    try {
      wordsOf(undefined, name, ".", ...others);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      assertMatch(error.message, /^There is no ROOM, and HUBBUB_ROOM is not set, or may not be/);
      continue;
    }
    throw new Error(`${name} needs no room`);
  }
});

Deno.test("Commands and the chat use the room of the environment where none is said", async () => {
  await using here = await chatting();
  await here.chat.join("ops");
  const env = { HUBBUB_URL: here.url, HUBBUB_TOKEN: here.chat.token ?? "", HUBBUB_ROOM: "#ops" };
  const ada = new Caller(env);
  const done = { code: 0, stdout: "", stderr: "" };
  assertEquals(await ada.runs("say", ".", "by a dot"), done);
  assertEquals(await ada.feeds("by no word", "say"), done);
  assertEquals(await ada.feeds("by a pipe\n", "pipe"), done);
  assertEquals(await ada.feeds("by the chat\n"), done);
  assertEquals(await ada.runs("say", "lobby", "elsewhere"), done);
  const { stdout } = await ada.runs("read", "--json");
  const texts = stdout.trim().split("\n").map((line) => JSON.parse(line).text);
  assertEquals(texts, ["by a dot", "by no word", "by a pipe", "by the chat"]);
  const bare = new Caller({ ...env, HUBBUB_ROOM: "" });
  assertEquals((await bare.feeds("hello\n", "pipe")).code, 2);
});
