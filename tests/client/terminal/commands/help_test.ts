import { assert, assertEquals, assertMatch } from "@std/assert";
import { readInput } from "../../../../client/terminal/commands.ts";
import { complete } from "../../../../client/terminal/commands/completion.ts";
import { helpOn } from "../../../../client/terminal/commands/help.ts";
import { ALIASES, COMMANDS, GROUPS } from "../../../../client/terminal/commands/table.ts";
import { columnsOf } from "../../../../client/terminal/view/wrap.ts";
import { startServer } from "../../programs.ts";
import { enters, ignore, sitsDown } from "../../sits_down.ts";

/** What a screen of 24 rows has above the status line and the prompt, and its columns but the last. */
const ROWS = 22;
const COLUMNS = 79;
const SOURCES = ["commands.ts", "changes/target.ts", "files/arguments.ts", "account/invites.ts"]
  .concat("account/profile.ts", "account/programs.ts");

function fits(lines: readonly string[] | undefined, about: string): string {
  assert(lines !== undefined && lines.length > 0, about);
  assert(lines.length <= ROWS, `${about}: ${lines.length} rows`);
  for (const line of lines) assert(columnsOf(line) <= COLUMNS, `${about}: ${line}`);
  return lines.join("\n");
}

Deno.test("/help names each command in its one group, and fits a screen", () => {
  const overview = fits(helpOn(), "/help");
  for (const group of Object.keys(GROUPS)) assertMatch(overview, RegExp(`^${group} `, "m"));
  const [, ...rows] = overview.split("\n");
  const named = rows.join(" ").split(/[\s,]+/).filter((word) => /^\/\w/.test(word));
  assertEquals(named, COMMANDS.map(({ name }) => name));
});

Deno.test("/help TOPIC tells what each of its commands does, and fits a screen", () => {
  for (const group of Object.keys(GROUPS)) {
    const lines = helpOn(group);
    const text = fits(lines, group);
    for (const { name, args, about } of COMMANDS.filter((row) => row.group === group)) {
      assert(lines?.some((line) => line.startsWith(`${name} ${args}`.trimEnd())), name);
      assert(text.replace(/\s+/g, " ").includes(about), `${name}: ${about}`);
    }
  }
});

Deno.test("/help has rows that a narrower terminal has room for, with all its words", () => {
  for (const columns of [40, 50, 64]) {
    for (const topic of ["", ...Object.keys(GROUPS), ...COMMANDS.map(({ name }) => name)]) {
      const narrow = helpOn(topic, columns) ?? [];
      for (const line of narrow) assert(columnsOf(line) < columns, `${columns} ${topic}: ${line}`);
      const words = (lines?: string[]) => lines?.join(" ").split(/\s+/);
      assertEquals(words(narrow), words(helpOn(topic)), `${columns} ${topic}`);
    }
  }
  assertEquals(helpOn("rooms", 200), helpOn("rooms"));
});

Deno.test("/help tells of each command, however one writes it, and fits a screen", () => {
  for (const { name, aliases = {} } of COMMANDS) {
    const text = fits(helpOn(name), name);
    assert(text.startsWith(name));
    for (const alias of Object.keys(aliases)) {
      assertEquals(helpOn(alias), helpOn(name), alias);
      assert(text.includes(alias), alias);
    }
    const other = name.slice(1).toUpperCase();
    if (!Object.hasOwn(GROUPS, name.slice(1))) assertEquals(helpOn(other), helpOn(name), other);
  }
  for (const [alias, command] of Object.entries(ALIASES)) {
    assert(COMMANDS.some(({ name }) => command.split(" ")[0] === name), alias);
    assert(!COMMANDS.some(({ name }) => name === alias), alias);
  }
});

Deno.test("Each command of the help is understood, completed, and no other is", async () => {
  const names = COMMANDS.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  for (const name of [...names, ...Object.keys(ALIASES)]) {
    const input = readInput(name, "lobby");
    assert(input.type !== "mistake" || !input.message.startsWith("Unknown"), name);
  }
  for (const name of names) assert(complete(name, [])[0].includes(`${name} `), name);
  const folder = new URL("../../../../client/terminal/", import.meta.url);
  for (const source of SOURCES) {
    const text = await Deno.readTextFile(new URL(source, folder));
    const understood = text.matchAll(/(?:case |command === |^ {2})"(\/[\w-]+)"/gm);
    for (const [, name = ""] of understood) assert(names.includes(name), `${source}: ${name}`);
  }
});

Deno.test("/help on what there is not says so, and /quit with a word behind it ends nothing", () => {
  assertEquals(readInput("/help nonsense", undefined), {
    type: "mistake",
    message: "No help on nonsense: /help lists the topics",
  });
  assertEquals(readInput("/q bob hi", "lobby").type, "mistake");
  assertEquals(readInput("/q bob", "lobby").type, "mistake");
  assertEquals(readInput("/q", "lobby"), { type: "quit" });
});

Deno.test({
  name: "/help and its longest topic stand whole on a screen of 24 rows, above the prompt",
  ignore,
  async fn() {
    await using server = await startServer();
    await using ada = await sitsDown(server.url);
    for (const topic of ["", "moderating"]) {
      await enters(ada, `/help ${topic}`);
      const lines = helpOn(topic) ?? [];
      await ada.sees(RegExp(`${lines.map(RegExp.escape).join("\n")}\n── lobby · 1 here\n›`));
    }
  },
});
