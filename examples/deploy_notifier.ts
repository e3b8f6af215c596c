/**
 * Runs a command, and tells a room how it goes, in one message that changes:
 * `deno run --allow-net --allow-run --allow-env examples/deploy_notifier.ts URL ROOM COMMAND…`.
 * It comes by the token of a bot in `HUBBUB_TOKEN`, or else as a guest called `deploys`.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { connect } from "../client.ts";

const [url, room, command, ...args] = process.argv.slice(2);
if (url === undefined || room === undefined || command === undefined) {
  console.error("Usage: deploy_notifier.ts URL ROOM COMMAND…");
  process.exit(2);
}
const token = process.env.HUBBUB_TOKEN;
process.exitCode = await announced(token ? { token } : { name: "deploys" }, url, room);

/** Resolves with the command's exit code, once the room has been told. */
async function announced(
  who: Parameters<typeof connect>[1],
  url: string,
  room: string,
): Promise<number> {
  await using chat = await connect(url, who);
  const releases = await chat.join(room);
  const start = performance.now();
  const message = await releases.say(`Deploying: \`${command}\` …`);
  const code = await run();
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  await message.edit(
    code === 0
      ? `Deployed: \`${command}\` in ${seconds} s`
      : `Failed: \`${command}\` ended with ${code} after ${seconds} s`,
  );
  await message.react(code === 0 ? "🚀" : "💥");
  return code;
}

/** The command's exit code: as a shell has it, where there is no such command or a signal ends it. */
async function run(): Promise<number> {
  try {
    const [code] = await once(spawn(command ?? "", args, { stdio: "inherit" }), "exit");
    return code ?? 1;
  } catch (error) {
    console.error(`Cannot run ${command}: ${error}`);
    return 127;
  }
}
