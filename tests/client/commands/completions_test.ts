import { assert, assertEquals } from "@std/assert";
import { CHAT_OPTIONS } from "../../../client/program/help/chat_options.ts";
import { ADMIN_COMPLETED } from "../../../client/commands/admin/table.ts";
import { COMMANDS, optionsOf } from "../../../client/commands/spec.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { ignore } from "../sits_down.ts";
import { Tmux } from "../tmux.ts";
import { Caller } from "./caller.ts";

const COMPLETED = COMMANDS.map((spec) => spec.name === "admin" ? ADMIN_COMPLETED : spec);
/** What can stand first. */
const NAMES = [...COMMANDS.map(({ name }) => name), "chat", "help"];
const BAIT = "$(touch bait)";

/** The script for a shell, and a hubbub that knows three rooms, in a folder of their own. */
async function installed(shell: string): Promise<TempFolder> {
  const folder = await TempFolder.make();
  const { code, stdout } = await new Caller({}).runs("completions", shell);
  assertEquals(code, 0);
  await Deno.writeTextFile(folder.file("completions"), stdout);
  const rooms = `printf '#%s\\ttopic\\n' lobby logs '${BAIT}'`;
  await Deno.writeTextFile(folder.file("hubbub"), `#!/bin/sh\n${rooms}\n`, { mode: 0o700 });
  await Deno.writeTextFile(folder.file("cat.png"), "");
  return folder;
}

async function has(shell: string): Promise<boolean> {
  try {
    return (await new Deno.Command(shell, { args: ["-c", "exit"] }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** What a line of a shell prints there, as lines. */
async function prints(
  folder: TempFolder,
  shell: string,
  args: readonly string[],
): Promise<string[]> {
  const env = { PATH: `${folder.path}:${Deno.env.get("PATH")}`, HOME: folder.path };
  const { stdout, stderr } = await new Deno.Command(shell, {
    ...{ args: [...args], cwd: folder.path, env, clearEnv: true },
  }).output();
  assertEquals(new TextDecoder().decode(stderr), "");
  return new TextDecoder().decode(stdout).split("\n").filter(Boolean);
}

/** What bash would offer for the last of some words. */
async function bashOffers(folder: TempFolder, ...words: string[]): Promise<string[]> {
  const script = 'source ./completions; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); ' +
    '_hubbub; printf "%s\\n" "${COMPREPLY[@]}"';
  return await prints(folder, "bash", ["--norc", "-c", script, "bash", ...words]);
}

/** Types lines, and sees what Tab makes of them. */
async function completes(
  tmux: Tmux,
  setUp: string,
  lines: readonly (readonly [typed: string, completed: string])[],
): Promise<void> {
  await tmux.types(`${setUp}; clear; PS1='# '`);
  await tmux.presses("Enter");
  await tmux.sees(/^#$/m);
  for (const [typed, completed] of lines) {
    await tmux.types(typed);
    await tmux.presses("Tab");
    await tmux.types("|");
    await tmux.sees(RegExp(`^# ${completed.replace(".", "\\.")}?\\|`, "m"));
    await tmux.presses("C-u");
  }
}

Deno.test("bash is offered each command, each option, and what can stand behind them", async () => {
  await using folder = await installed("bash");
  assertEquals(await bashOffers(folder, "hubbub", ""), NAMES);
  assertEquals(await bashOffers(folder, "hubbub", "lo"), ["login", "logout"]);
  for (const spec of COMPLETED) {
    const offered = await bashOffers(folder, "hubbub", spec.name, "--");
    assertEquals(offered, optionsOf(spec).map(({ name }) => `--${name}`), spec.name);
  }
  const chat = CHAT_OPTIONS.map(({ name }) => `--${name}`);
  assertEquals(await bashOffers(folder, "hubbub", "--"), chat);
  assertEquals(await bashOffers(folder, "hubbub", "chat", "--"), chat);
  assertEquals(await bashOffers(folder, "hubbub", "help", "o"), ["on", "output"]);
  assertEquals(await bashOffers(folder, "hubbub", "pipe", "--blank", ""), ["keep", "skip"]);
  assertEquals(await bashOffers(folder, "hubbub", "pipe", "--blank", "="), ["keep", "skip"]);
  assertEquals(await bashOffers(folder, "hubbub", "completions", "z"), ["zsh"]);
  assertEquals(await bashOffers(folder, "hubbub", "admin", "su"), ["suspend"]);
  assertEquals(await bashOffers(folder, "hubbub", "admin", "lift", "--mess"), ["--messages"]);
  const programs = await bashOffers(folder, "hubbub", "on", "lobby", "--", "touc");
  assert(programs.includes("touch"));
  assertEquals(await bashOffers(folder, "hubbub", "search", "lobby", ""), []);
});

Deno.test("Rooms are offered where a room stands, and none is executed by a shell", async () => {
  await using folder = await installed("bash");
  assertEquals(await bashOffers(folder, "hubbub", "read", "lo"), ["lobby", "logs"]);
  assertEquals(await bashOffers(folder, "hubbub", "-r", "log"), ["logs"]);
  assertEquals(await bashOffers(folder, "hubbub", "say", "--id", "read", "--quiet", "log"), [
    "logs",
  ]);
  const [bait] = await bashOffers(folder, "hubbub", "read", "$");
  assertEquals(bait, "\\$\\(touch\\ bait\\)");
  const found = await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name);
  assert(!found.includes("bait"));
});

Deno.test({
  name: "bash completes at a terminal, by the Tab key",
  ignore,
  async fn() {
    await using folder = await installed("bash");
    await using tmux = await Tmux.start();
    await tmux.types(`cd "${folder.path}"; PATH="$PWD:$PATH" PS1='> ' bash --norc -i`);
    await tmux.presses("Enter");
    await tmux.sees(/^>$/m);
    await completes(tmux, ". ./completions", [
      ["hubbub compl", "hubbub completions "],
      ["hubbub read lob", "hubbub read lobby "],
      ["hubbub say lobby --file cat", "hubbub say lobby --file cat.png "],
    ]);
  },
});

Deno.test({
  name: "fish is offered commands, options, rooms and values",
  ignore: !await has("fish"),
  async fn() {
    await using folder = await installed("fish");
    const offers = async (line: string) => {
      const script = 'source ./completions; complete -C "$argv[1]"';
      const lines = await prints(folder, "fish", ["--no-config", "-c", script, line]);
      return lines.map((offer) => offer.split("\t")[0]);
    };
    assertEquals((await offers("hubbub ")).toSorted(), NAMES.toSorted());
    for (const spec of COMPLETED) {
      const wanted = optionsOf(spec).map(({ name }) => `--${name}`);
      assertEquals(
        (await offers(`hubbub ${spec.name} --`)).toSorted(),
        wanted.toSorted(),
        spec.name,
      );
    }
    assertEquals(await offers("hubbub pipe --blank "), ["keep", "skip"]);
    assertEquals(await offers("hubbub read lo"), ["lobby", "logs"]);
    assertEquals(await offers("hubbub say lobby --file c"), ["cat.png", "completions"]);
    assertEquals((await offers("hubbub --pl")).slice(0, 1), ["--plain"]);
  },
});

Deno.test({
  name: "zsh completes at a terminal, by the Tab key",
  ignore: ignore || !await has("zsh"),
  async fn() {
    await using folder = await installed("zsh");
    await using tmux = await Tmux.start();
    await tmux.types(`cd "${folder.path}"; PATH="$PWD:$PATH" PS1='> ' zsh -f -i`);
    await tmux.presses("Enter");
    await tmux.sees(/^>$/m);
    await completes(tmux, "autoload -U compinit; compinit -u -D; . ./completions", [
      ["hubbub compl", "hubbub completions "],
      ["hubbub read lob", "hubbub read lobby "],
      ["hubbub read lobby --fol", "hubbub read lobby --follow "],
      ["hubbub pipe lobby --blank=k", "hubbub pipe lobby --blank=keep "],
      ["hubbub say lobby --file=cat", "hubbub say lobby --file=cat.png "],
      ["hubbub --no-p", "hubbub --no-pictures "],
    ]);
  },
});
