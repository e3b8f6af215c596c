import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { readCall, UsageError } from "../../../client/commands/spec/call.ts";
import { helpOf } from "../../../client/commands/spec/help.ts";
import {
  COMMANDS,
  type CommandSpec,
  COMMON,
  type OptionSpec,
  takesRoom,
} from "../../../client/commands/spec.ts";
import type { Ended } from "../../support/process/program.ts";
import { Caller, chatting } from "./caller.ts";

/** Words that a command takes, as few as it needs. */
function wordsFor(spec: CommandSpec): string[] {
  const { name, takes, words: [least] } = spec;
  if (name === "completions") return ["bash"];
  if (name === "admin") return ["stats"];
  const words = ["lobby", "1", "x"].slice(0, takesRoom(spec) ? Math.max(least, 1) : 0);
  if (name === "say" || name === "edit" || name === "reply") words.push("hello");
  return takes.includes(" -- ") ? [...words, "--", "cat"] : words;
}

/** A value that an option takes. */
function valueFor({ name, value = "" }: OptionSpec): string {
  const [choice = "", ...others] = value.split("|");
  if (others.length > 0) return choice;
  return { timeout: "5s", url: "chat.example", encoding: "latin1" }[name] ?? "7";
}

function read(spec: CommandSpec, ...args: string[]) {
  return readCall(spec, args, () => undefined);
}

Deno.test("Each command understands each of its options, in both forms, and no other", () => {
  for (const spec of COMMANDS) {
    const words = wordsFor(spec);
    for (const option of [...spec.options, ...COMMON]) {
      const { name, short, value } = option;
      const forms = [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
      for (const form of forms) {
        if (value === undefined) {
          assert(read(spec, form, ...words).has(name), `${spec.name} ${form}`);
          continue;
        }
        const given = valueFor(option);
        assertEquals(read(spec, form, given, ...words).values(name), [given]);
        assertThrows(() => read(spec, ...words.slice(0, 1), form), UsageError);
      }
    }
    assertThrows(() => read(spec, "--no-such-option", ...words), UsageError, "--no-such-option");
  }
});

Deno.test("Each command takes as many words as it says, and what an option may be is checked", () => {
  for (const spec of COMMANDS) {
    const [least, most] = spec.words;
    const words = (count: number) => Array<string>(count).fill("1");
    read(spec, ...words(least));
    if (least > 0) assertThrows(() => read(spec, ...words(least - 1)), UsageError, spec.name);
    if (most < Infinity) {
      read(spec, ...words(most));
      assertThrows(() => read(spec, ...words(most + 1)), UsageError, `hubbub ${spec.name}`);
    }
    for (const { name, value = "" } of spec.options.filter(({ value }) => value?.includes("|"))) {
      const other = () => read(spec, `--${name}`, "neither", ...words(least));
      assertThrows(other, UsageError, `--${name} must be ${value.replace("|", " or ")}`);
    }
  }
});

Deno.test("Each command is carried out, and tells by its code that no server is there", async () => {
  const ada = new Caller({ HUBBUB_URL: "http://127.0.0.1:1", HUBBUB_NAME: "ada" });
  const codes: Record<string, number> = { logout: 4, completions: 0 };
  const run = async (spec: CommandSpec) => {
    const [words, rest] = [wordsFor(spec), spec.name === "on" ? ["--allow-run"] : []];
    const by = rest.length === 0 ? ada : new Caller(
      { HUBBUB_URL: "http://127.0.0.1:1", HUBBUB_NAME: "ada" },
      ["--allow-write", ...rest],
    );
    const { code, stderr } = await by.runs(spec.name, "--timeout", "1ms", ...words);
    assertEquals(code, codes[spec.name] ?? 3, `${spec.name}: ${stderr}`);
    if (code !== 0) assertMatch(stderr, /^[^\n]+\n$/, spec.name);
  };
  // A few at a time: each is a program.
  for (let at = 0; at < COMMANDS.length; at += 3) {
    await Promise.all(COMMANDS.slice(at, at + 3).map(run));
  }
});

Deno.test("Each option of each command is used in a test of that command", async () => {
  let tests = "";
  for await (const { name } of Deno.readDir(new URL(".", import.meta.url))) {
    if (name.endsWith("_test.ts") && name !== "table_test.ts") {
      tests += await Deno.readTextFile(new URL(name, import.meta.url));
    }
  }
  const isUsed = (name: string, option: string) =>
    tests.split("Deno.test(").some((test) => {
      return RegExp(`"(hubbub )?${name}\\b`).test(test) && RegExp(`--?${option}\\b`).test(test);
    });
  const used = COMMANDS.flatMap(({ name, options }) =>
    options.map((option) => isUsed(name, option.name) ? "" : `${name} --${option.name}`)
  );
  const common = COMMON.map(({ name }) => RegExp(`--${name}\\b`).test(tests) ? "" : `--${name}`);
  assertEquals([...used, ...common].filter(Boolean), []);
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
  const nobody = new Caller({ HUBBUB_URL: "http://127.0.0.1:1" });
  assertEquals(await codeOf(nobody.runs("rooms", "-n", "ada", "--timeout", "1ms")), 3);
  assertEquals(await codeOf(new Caller({ HUBBUB_URL: here.url }).runs("rooms")), 4);
  const stranger = new Caller({ HUBBUB_URL: here.url, HUBBUB_TOKEN: "x".repeat(43) });
  assertEquals(await codeOf(stranger.runs("rooms")), 4);
  assertEquals((await ada.runs("say", "nowhere", "hello", "--quiet")).stderr, "");
});

Deno.test("The help of each command fits a terminal of 24 lines by 80", () => {
  for (const spec of COMMANDS) {
    const lines = helpOf(spec).split("\n");
    assert(lines.length < 24, `${spec.name}: ${lines.length} lines`);
    for (const line of lines) assert(line.length < 80, line);
    assertMatch(lines[2] ?? "", new RegExp(`^Usage: hubbub ${spec.name}\\b`));
  }
});
