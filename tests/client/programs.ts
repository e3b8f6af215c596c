/**
 * The server and the client, as anyone starts them.
 *
 * @module
 */

import { Program } from "../browser/program.ts";

const SERVER = new URL("../../main.ts", import.meta.url);
const CLIENT = new URL("../../client.ts", import.meta.url);

/** A server that keeps nothing, on a port of its own. */
export async function startServer(): Promise<AsyncDisposable & { url: string }> {
  const program = Program.start(SERVER, {
    allow: ["net", "read", "write", "env"],
    args: ["--host", "127.0.0.1", "--port", "0", "--ephemeral"],
  });
  const [url] = await program.says(/http:\S+/);
  return { url, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}

/** What a client that was fed some input has left behind. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the client with nothing but the network allowed, feeds it, and waits for its end. */
export async function runClient(
  args: string[],
  input = "",
  env: Record<string, string> = {},
): Promise<Ended> {
  const allowed = Object.keys(env).length > 0 ? [`--allow-env=${Object.keys(env)}`] : [];
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--allow-net", ...allowed, CLIENT.href, ...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1", ...env },
  });
  await using process = command.spawn();
  const output = process.output();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { code, stdout, stderr } = await output;
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
