/**
 * The server and the client, as anyone starts them.
 *
 * @module
 */
import { type Ended, Program } from "../support/process/program.ts";
import { ServerProcess } from "../support/process/server_process.ts";

/** A server that keeps nothing, on a port of its own, with some settings. */
export async function startServer(
  env: Record<string, string> = {},
): Promise<AsyncDisposable & { url: string }> {
  const server = await ServerProcess.open({ env });
  return { url: server.url().href, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** Runs the client with the network allowed, and what is said besides; feeds it, and waits for its end. */
export async function runClient(
  args: string[],
  input = "",
  env: Record<string, string> = {},
  besides: readonly string[] = [],
): Promise<Ended> {
  const allowed = Object.keys(env).length > 0 ? [`--allow-env=${Object.keys(env)}`] : [];
  const deno = ["run", "--allow-net", ...allowed, ...besides, "client.ts"];
  await using client = new Program([...deno, ...args], { env });
  await client.feed(input);
  return await client.ended();
}
