/**
 * Somebody who sits down at a terminal to chat.
 *
 * @module
 */
import { hasTmux, Tmux } from "./tmux.ts";

const CLIENT = new URL("../../client.ts", import.meta.url);
/** Whether this machine has no terminal to test with. */
export const ignore = !await hasTmux();

/**
 * Ada at a terminal, in the lobby.
 *
 * @param allowed what the client may do besides
 * @param prompts whether Deno asks for what it may not do
 */
export async function sitsDown(
  url: string,
  here = 1,
  allowed: readonly string[] = [],
  prompts: "" | "--no-prompt" = "--no-prompt",
): Promise<Tmux> {
  const tmux = await Tmux.start();
  const permissions = ["--allow-net", ...allowed, prompts].join(" ");
  const run = `"${Deno.execPath()}" run --quiet ${permissions} ${CLIENT.href}`;
  await tmux.types(`clear; ${run} ${url} --name ada; echo "code $?"; stty -a`);
  await tmux.presses("Enter");
  await tmux.sees(RegExp(`── lobby · ${here} here\n›`));
  return tmux;
}

/** Types a line. */
export async function enters(tmux: Tmux, line: string): Promise<void> {
  await tmux.types(line);
  await tmux.presses("Enter");
}
