/**
 * How long it takes until what somebody says is acknowledged, which means stored.
 *
 * @module
 */
import { ChatProcess } from "../tests/crash/chat_process.ts";
import { Visit } from "../tests/crash/visit.ts";
import { RUNTIME } from "./runtime.ts";
import { quantile, report } from "./report.ts";
import { tempFolder } from "./temp_folder.ts";

const MEMBERS = 20;
const MESSAGES_A_SECOND = 100;
const RUNS = 5;
const RUN_MS = 5_000;
/** What is said before is not counted: the server is still warming up. */
const WARM_UP_MS = 1_000;

export async function acknowledged(): Promise<void> {
  const runs: number[][] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await latencies());
  report(`Acknowledged: ${MESSAGES_A_SECOND} messages a second, ${MEMBERS} members of a room`, [
    { what: "half of them within", values: runs.map((run) => quantile(run, 0.5)), unit: "ms" },
    {
      what: "99 of 100 within",
      values: runs.map((run) => quantile(run, 0.99)),
      unit: "ms",
      budget: { most: 20 },
    },
  ]);
}

async function latencies(): Promise<number[]> {
  await using folder = await tempFolder();
  await using server = await ChatProcess.start({
    store: `${folder.path}/chat.db`,
    runtime: RUNTIME,
  });
  await using members = new AsyncDisposableStack();
  const saidAt = new Map<string, number>();
  const found: number[] = [];
  const listening: Promise<void>[] = [];
  const visits = Array.from({ length: MEMBERS }, (_, i) => {
    const name = `member${i}`;
    const visit = members.use(Visit.begin(server.url().origin, name));
    listening.push(listen(visit, name, saidAt, found));
    return visit;
  });
  const start = performance.now();
  for (let i = 0; performance.now() - start < WARM_UP_MS + RUN_MS; i++) {
    const due = start + i / MESSAGES_A_SECOND * 1000;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const id = `${i}`;
    if (performance.now() - start > WARM_UP_MS) saidAt.set(id, performance.now());
    visits[i % MEMBERS]!.send([{
      type: "say",
      room: "lobby",
      id,
      text: "a message, as people say",
    }]);
  }
  for (const visit of visits) visit.close();
  await Promise.all(listening);
  return found;
}

async function listen(
  visit: Visit,
  name: string,
  saidAt: Map<string, number>,
  found: number[],
): Promise<void> {
  for await (const event of visit.events) {
    if (event.type === "welcome") visit.send([{ type: "join", room: "lobby" }]);
    if (event.type !== "said" || event.from !== name) continue;
    const at = saidAt.get(event.id);
    if (at !== undefined) found.push(performance.now() - at);
  }
}
