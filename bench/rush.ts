/**
 * Everybody reconnects at once, as after a network failure.
 *
 * @module
 */
import { ServerProcess } from "../tests/support/process/server_process.ts";
import { come } from "./rush/coming.ts";
import { RawSocket } from "./fanout/raw_socket.ts";
import { report } from "./report.ts";
import { RUNTIME } from "./support/runtime.ts";
import { tempFolder } from "./support/temp_folder.ts";

const PEOPLE = 10_000;
const RUNS = 3;
const PROBE = new URL("support/stall_probe.ts", import.meta.url).href;

interface Rush {
  /** Until all are back in their room, in seconds. */
  readonly backS: number;
  /** For how long the server's event loop stood still, at most, in milliseconds. */
  readonly stalledMs: number;
}

export async function rush(): Promise<void> {
  const runs: Rush[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await runOnce());
  report(`Rush: ${PEOPLE.toLocaleString("en")} people are cut off, and come back to their room`, [
    {
      what: "the event loop stands still for",
      values: runs.map(({ stalledMs }) => stalledMs),
      unit: "ms",
      budget: { most: 200 },
    },
    { what: "all are back after", values: runs.map(({ backS }) => backS), unit: "s" },
  ]);
}

async function runOnce(): Promise<Rush> {
  await using folder = await tempFolder();
  await using server = await ServerProcess.open({
    store: `${folder.path}/chat.db`,
    by: ["run", ...RUNTIME, `--preload=${PROBE}`],
    flags: ["start", "--limits=off"],
  });
  const { port } = server;
  const people = await come(PEOPLE, { open: (i) => RawSocket.open(port, `/ws?name=w${i}`) });
  const tokens = people.map(({ token }) => token);
  await stall(server, 1);
  for (const { socket } of people) socket.cut();
  const start = performance.now();
  const back = await come(PEOPLE, {
    open: (i) => RawSocket.open(port, "/ws", `Authorization: Bearer ${tokens[i]}\r\n`),
  });
  const backS = (performance.now() - start) / 1000;
  const stalledMs = await stall(server, 2);
  for (const { socket } of back) socket.cut();
  return { backS, stalledMs };
}

/** For how long the server stood still since it was asked last, which is the first time or a later one. */
async function stall(server: ServerProcess, time: number): Promise<number> {
  server.signal("SIGUSR2");
  const [, ms] = await server.says(new RegExp(`stall ${time}: (\\S+) ms`));
  return Number(ms);
}
