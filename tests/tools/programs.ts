/**
 * Our tools, as `deno task` starts them.
 *
 * @module
 */
import manifest from "../../deno.json" with { type: "json" };
import { type Ended, Program } from "../support/process/program.ts";

type Tool = "export" | "import" | "backup" | "verify" | "doctor" | "admin" | "compact" | "denokv";

/** Starts a tool, which is at work until it is ended. */
export function startTool(tool: Tool, ...flags: string[]): Program {
  return startToolIn({}, tool, flags);
}

function startToolIn(env: Record<string, string>, tool: Tool, flags: string[]): Program {
  const [, ...args] = manifest.tasks[tool].command.split(" ");
  return new Program([...args, ...flags], { env });
}

/** Runs a tool on some input. */
export async function runTool(
  tool: Tool,
  flags: string[],
  input?: Uint8Array<ArrayBuffer>,
  env: Record<string, string> = {},
): Promise<Ended> {
  await using program = startToolIn(env, tool, flags);
  if (input) await program.feed(input);
  return await program.ended();
}

/** A backup of a store, by the program. */
export async function backUp(store: string): Promise<Uint8Array<ArrayBuffer>> {
  const { code, stdout, stderr } = await runTool("export", ["--store", store]);
  if (code !== 0 || stderr !== "") throw new Error(`The export ended with ${code}: ${stderr}`);
  return new TextEncoder().encode(stdout);
}
