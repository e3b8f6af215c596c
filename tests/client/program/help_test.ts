import { assert, assertEquals, assertMatch } from "@std/assert";
import { COMMANDS } from "../../../client/commands/spec.ts";
import { helpOn, mapOfCommands, noHelpOn } from "../../../client/program/help.ts";
import { TOPICS } from "../../../client/program/help/topics.ts";
import { EXIT } from "../../../client/commands/spec/exit.ts";
import { readFlags } from "../../../client/flags.ts";
import { runClient } from "../programs.ts";

Deno.test("The map of commands and each topic fit a terminal of 24 lines by 80", () => {
  for (const [name, text] of Object.entries({ map: mapOfCommands(), ...TOPICS })) {
    const lines = text.split("\n");
    // One line is the prompt's.
    assert(lines.length < 24, `${name}: ${lines.length} lines`);
    for (const line of lines) assert(line.length < 80, `${name}: ${line}`);
    for (const line of lines) assertEquals(line, line.trimEnd());
  }
});

Deno.test("The map has every command once, and nothing that there is not", () => {
  const rows = mapOfCommands().split("\n").filter((line) => /^ {2}\S/.test(line));
  const names = rows.flatMap((row) => row.trim().split(/ {2,}/)[0]?.split(", ") ?? []);
  assertEquals(names.toSorted(), COMMANDS.map(({ name }) => name).toSorted());
  for (const row of rows) assertMatch(row, /^ {2}[a-z, ]+ {2}\S/);
});

Deno.test("The map leads to each topic, and each command and topic has its help", () => {
  const [named = ""] = /So does help .*\./.exec(mapOfCommands()) ?? [];
  for (const topic of Object.keys(TOPICS)) {
    assertMatch(named, RegExp(`\\b${topic}\\b`));
    assertEquals(helpOn(topic), TOPICS[topic]);
  }
  for (const { name } of COMMANDS) {
    assertMatch(helpOn(name) ?? "", RegExp(`^Usage: hubbub ${name}\\b`, "m"));
  }
  assertEquals([helpOn("nothing"), helpOn("toString")], [undefined, undefined]);
  assertMatch(noHelpOn("nothing"), /^There is no help on nothing: .* chat, .* and output$/);
});

Deno.test("The help of the chat names each option, and each is understood", () => {
  const values = { file: ["--text", "x"], text: ["--file", "x"] };
  for (const line of TOPICS.chat?.split("\n") ?? []) {
    const [, short, name = "", value] = /^ {2}(?:(-\w), )?--([\w-]+)(?: ([A-Z]+))? /.exec(line) ??
      [];
    if (name === "") continue;
    for (const flag of [`--${name}`, short].filter((flag) => flag !== undefined)) {
      const besides = name === "file" || name === "text" ? values[name] : [];
      const said = name === "lang" ? "zh" : "x";
      const flags = readFlags([flag, ...(value === undefined ? [] : [said]), ...besides]);
      const type = name === "help" || name === "version" ? name : "chat";
      assertEquals(flags.type, type, flag);
    }
  }
  const named = [...TOPICS.chat?.matchAll(/--([\w-]+)/g) ?? []].map(([, name]) => name);
  const all = ["name", "room", "token", "file", "text", "plain", "lang", "help", "version"].concat(
    "no-pictures",
    "room-key-file",
  );
  assertEquals(new Set(named), new Set(all));
});

Deno.test("The exit codes and the variables are those that there are", async () => {
  const codes = Object.values(EXIT).filter((code) => code < 128);
  const told = [...TOPICS.exit?.matchAll(/^ {2}(\d) {2}/gm) ?? []].map(([, code]) => Number(code));
  assertEquals(told, codes);
  const { tasks: { chat } } =
    (await import("../../../deno.json", { with: { type: "json" } })).default;
  const [, allowed = ""] = /--allow-env=(\S+)/.exec(chat.command) ?? [];
  const named = [...TOPICS.environment?.matchAll(/^ {2}(HUBBUB_\w+)/gm) ?? []].map(([, name]) =>
    name
  );
  assertEquals(new Set(named), new Set(allowed.split(",").filter((name) => /^HUBBUB/.test(name))));
});

Deno.test("The manual has each command and each exit code", async () => {
  const manual = await Deno.readTextFile(new URL("../../../docs/terminal.md", import.meta.url));
  const rows = manual.split("\n").filter((line) => line.startsWith("|"));
  for (const { name } of COMMANDS) {
    assert(rows.some((row) => RegExp(`^\\|[^|]*\`${name}\\b`).test(row)), name);
  }
  for (const code of Object.values(EXIT).filter((code) => code < 128)) {
    assert(rows.some((row) => RegExp(`^\\| ${code} `).test(row)), `${code}`);
  }
});

Deno.test("The program prints its help by --help, by help, and by the help of a command", async () => {
  const ended = (text: string) => ({ code: 0, stdout: `${text}\n`, stderr: "" });
  assertEquals(await runClient(["--help"]), ended(mapOfCommands()));
  assertEquals(await runClient(["help"]), ended(mapOfCommands()));
  assertEquals(await runClient(["chat", "--help"]), ended(TOPICS.chat ?? ""));
  assertEquals(await runClient(["help", "pipe"]), ended(helpOn("pipe") ?? ""));
  assertEquals(await runClient(["pipe", "--help"]), ended(helpOn("pipe") ?? ""));
  const unknown = await runClient(["help", "nothing"]);
  assertEquals(unknown, { code: 2, stdout: "", stderr: `${noHelpOn("nothing")}\n` });
});

Deno.test("A command that there is not is told to be none, and chat is the chat", async () => {
  const typo = await runClient(["sya", "lobby", "hello"]);
  assertEquals([typo.code, typo.stderr], [
    2,
    "There is no command sya: hubbub --help lists them\n",
  ]);
  // Nothing is said, so that no server is needed.
  assertEquals(
    (await runClient(["chat", "http://127.0.0.1:1", "-n", "ada", "-r", "#ops"])).code,
    0,
  );
});
