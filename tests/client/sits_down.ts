/**
 * Somebody who sits down at a terminal to chat.
 *
 * @module
 */
import { hasTmux, Tmux } from "./tmux.ts";

const CLIENT = new URL("../../client.ts", import.meta.url);
/** Whether this machine has no terminal to test with. */
export const ignore = !await hasTmux();

/** Ada at a terminal, in the lobby. */
export async function sitsDown(url: string, here = 1): Promise<Tmux> {
  const tmux = await Tmux.start();
  const run = `"${Deno.execPath()}" run --quiet --no-prompt --allow-net ${CLIENT.href}`;
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
