/**
 * What a flood from one address costs clients at other addresses.
 *
 * @module
 */
import { ServerProcess } from "../tests/support/process/server_process.ts";
import { CORE, pinned } from "./fanout/servers.ts";
import { quantile, report } from "./report.ts";
import { RUNTIME } from "./support/runtime.ts";
import { latencies } from "./support/talk.ts";
import { tempFolder } from "./support/temp_folder.ts";

/** A calm crowd, whose latency is measured for long enough that disconnected flooders reconnect. */
const TALK = { members: 10, messagesASecond: 30, warmUpMs: 3_000, ms: 30_000 };
const SOCKETS = 16;
const RUNS = 5;

export async function flood(): Promise<void> {
  const calm: number[] = [];
  const flooded: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    calm.push(await slowest(0));
    flooded.push(await slowest(SOCKETS));
  }
  report(
    `Flood: ${SOCKETS} sockets of one address send all they can, ${TALK.members} of another talk`,
    [
      { what: "99 of 100 within, alone", values: calm, unit: "ms" },
      { what: "99 of 100 within, flooded", values: flooded, unit: "ms" },
      {
        what: "flooded, to alone",
        values: flooded.map((ms, run) => ms / calm[run]!),
        unit: "times",
        budget: { most: 1.5 },
      },
    ],
  );
}

/** The time within which 99 of 100 messages are acknowledged, while so many sockets flood. */
async function slowest(sockets: number): Promise<number> {
  await using folder = await tempFolder();
  const store = `${folder.path}/chat.db`;
  const flags = ["start", "--trust-proxy", "127.0.0.1"];
  const under = await pinned(CORE.server, []);
  await using server = await ServerProcess.open({ store, by: ["run", ...RUNTIME], flags, under });
  using _ = sockets === 0 ? undefined : await startFlood(server.port, sockets);
  return quantile(await latencies(server.url().origin, TALK), 0.99);
}

/**
 * Starts the flooder, as a process beside the calm crowd, whose work comes first: what is measured is
 * what the server makes of a flood, and not what the making of one takes from the crowd.
 */
async function startFlood(port: number, sockets: number): Promise<Disposable> {
  const flooder = new URL("flood/flooder.ts", import.meta.url).pathname;
  const deno = [Deno.execPath(), "run", "--allow-net", flooder, String(port), String(sockets)];
  const [program, ...args] = await pinned(CORE.crowd, ["nice", "-n", "19", ...deno]);
  const process = new Deno.Command(program!, { args, stderr: "null" }).spawn();
  return { [Symbol.dispose]: () => process.kill("SIGKILL") };
}
