/**
 * How long it takes until a message is acknowledged, which means stored.
 *
 * @module
 */
import { ServerProcess } from "../tests/support/process/server_process.ts";
import { RUNTIME } from "./support/runtime.ts";
import { quantile, report } from "./report.ts";
import { evenly, latencies } from "./support/talk.ts";
import { tempFolder } from "./support/temp_folder.ts";

const TALK = { members: 20, messagesASecond: 100, warmUpMs: 1_000, ms: 5_000 };
const RUNS = 5;

export async function acknowledged(): Promise<void> {
  const runs: number[][] = [];
  const bare: number[][] = [];
  for (let run = 0; run < RUNS; run++) {
    await using folder = await tempFolder();
    const store = `${folder.path}/chat.db`;
    await using server = await ServerProcess.open({
      store,
      by: ["run", ...RUNTIME],
      flags: ["start", "--limits=off"],
    });
    runs.push(await latencies(server.url().origin, TALK));
    bare.push(await bareSets(`${folder.path}/bare.db`));
  }
  const { messagesASecond, members } = TALK;
  report(`Acknowledged: ${messagesASecond} messages a second, ${members} members of a room`, [
    { what: "half of them within", values: runs.map((run) => quantile(run, 0.5)), unit: "ms" },
    {
      what: "99 of 100 within",
      values: runs.map((run) => quantile(run, 0.99)),
      unit: "ms",
      budget: { most: 20 },
    },
    {
      what: "99 of 100 sets of Deno KV alone",
      values: bare.map((run) => quantile(run, 0.99)),
      unit: "ms",
    },
    {
      what: "ours, to those",
      values: runs.map((run, i) => quantile(run, 0.99) / quantile(bare[i]!, 0.99)),
      unit: "times",
      budget: { most: 1.5 },
    },
  ]);
}

/** How long Deno KV takes for a row of its own for each message, with nothing around it, in milliseconds. */
async function bareSets(path: string): Promise<number[]> {
  const { messagesASecond, warmUpMs, ms } = TALK;
  using kv = await Deno.openKv(path);
  const found: number[] = [];
  const sets: Promise<void>[] = [];
  const set = async (i: number, elapsedMs: number) => {
    const since = performance.now();
    await kv.set(["message", i], "a message, as people say");
    if (elapsedMs > warmUpMs) found.push(performance.now() - since);
  };
  await evenly(messagesASecond, warmUpMs + ms, (i, elapsedMs) => {
    sets.push(set(i, elapsedMs));
  });
  await Promise.all(sets);
  return found;
}
