/**
 * What catching up costs: sending somebody everything that they missed.
 *
 * @module
 */
import { ServerProcess } from "../tests/support/process/server_process.ts";
import { prefill } from "./support/prefill.ts";
import { RUNTIME } from "./support/runtime.ts";
import { report } from "./report.ts";
import { tempFolder } from "./support/temp_folder.ts";

const MISSED = 100_000;
const RUNS = 5;
/** How often we look at the server's memory, in milliseconds. */
const LOOK_MS = 10;
const PAGE_BYTES = 4096;

interface CaughtUp {
  /** Until the first entry. */
  readonly firstMs: number;
  readonly entriesASecond: number;
  /** By how much the server's memory grew at most, in megabytes. */
  readonly grownMB: number;
}

/** The same, of a server that has done it once. */
interface Run extends CaughtUp {
  /** By how much it had grown then. */
  readonly grownAtFirstMB: number;
}

export async function catchUp(): Promise<void> {
  await using folder = await tempFolder();
  const store = `${folder.path}/chat.db`;
  await prefill(store, MISSED);
  const runs: Run[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await runOnce(store));
  report(`Catch-up: somebody joins who missed ${MISSED.toLocaleString("en")} messages`, [
    {
      what: "first entry after",
      values: runs.map(({ firstMs }) => firstMs),
      unit: "ms",
      budget: { most: 50 },
    },
    {
      what: "then, entries",
      values: runs.map(({ entriesASecond }) => entriesASecond),
      unit: "/s",
      budget: { least: 100_000 },
    },
    {
      what: "server's memory grows by",
      values: runs.map(({ grownMB }) => grownMB),
      unit: "MB",
      budget: { most: 32 },
    },
    {
      what: "the first time after its start by",
      values: runs.map(({ grownAtFirstMB }) => grownAtFirstMB),
      unit: "MB",
      budget: { most: 32 },
    },
  ]);
}

async function runOnce(store: string): Promise<Run> {
  await using server = await ServerProcess.open({
    store,
    by: ["run", ...RUNTIME],
    flags: ["start", "--limits=off"],
  });
  const { grownMB } = await catchUpOnce(server, "ada");
  return { ...await catchUpOnce(server, "bob"), grownAtFirstMB: grownMB };
}

async function catchUpOnce(server: ServerProcess, name: string): Promise<CaughtUp> {
  const socket = new WebSocket(server.url(`/ws?name=${name}`));
  const closed = new Promise((resolve) => socket.onclose = resolve);
  await new Promise((resolve) => socket.onmessage = resolve);
  const before = await memoryMB(server.pid);
  let most = before;
  const looking = setInterval(
    async () => most = Math.max(most, await memoryMB(server.pid)),
    LOOK_MS,
  );
  const start = performance.now();
  let first = NaN;
  let count = 0;
  await new Promise<void>((resolve) => {
    socket.onmessage = ({ data }) => {
      const entries = countOf(String(data));
      if (entries > 0 && count === 0) first = performance.now();
      count += entries;
      if (count === MISSED) resolve();
    };
    socket.send(JSON.stringify({ type: "join", room: "lobby", after: 0 }));
  });
  const end = performance.now();
  clearInterval(looking);
  socket.close();
  await closed;
  return {
    firstMs: first - start,
    entriesASecond: MISSED / (end - first) * 1000,
    grownMB: most - before,
  };
}

/** How many messages are in a frame, without reading them: who counts must not be what is measured. */
function countOf(frame: string): number {
  let count = 0;
  for (let at = -1; (at = frame.indexOf('{"type":"said"', at + 1)) >= 0;) count++;
  return count;
}

async function memoryMB(pid: number): Promise<number> {
  const [, resident = "0"] = (await Deno.readTextFile(`/proc/${pid}/statm`)).split(" ");
  return Number(resident) * PAGE_BYTES / 2 ** 20;
}
