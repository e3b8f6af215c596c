/**
 * How long it takes until a message is acknowledged, which means stored.
 *
 * @module
 */
import { ServerProcess } from "../tests/support/process/server_process.ts";
import { RUNTIME } from "./support/runtime.ts";
import { quantile, report } from "./report.ts";
import { latencies } from "./support/talk.ts";
import { tempFolder } from "./support/temp_folder.ts";

const TALK = { members: 20, messagesASecond: 100, warmUpMs: 1_000, ms: 5_000 };
const RUNS = 5;

export async function acknowledged(): Promise<void> {
  const runs: number[][] = [];
  for (let run = 0; run < RUNS; run++) {
    await using folder = await tempFolder();
    const store = `${folder.path}/chat.db`;
    await using server = await ServerProcess.open({
      store,
      by: ["run", ...RUNTIME],
      flags: ["start", "--limits=off"],
    });
    runs.push(await latencies(server.url().origin, TALK));
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
  ]);
}
