/**
 * Everybody reconnects to a restarted server, whose memory has nothing of what they missed.
 *
 * @module
 */
import { ServerProcess } from "../tests/support/process/server_process.ts";
import { come } from "./rush/coming.ts";
import { RawSocket } from "./fanout/raw_socket.ts";
import { prefill } from "./support/prefill.ts";
import { report } from "./report.ts";
import { RUNTIME } from "./support/runtime.ts";
import { tempFolder } from "./support/temp_folder.ts";

const PEOPLE = 4000;
const MISSED = 300;
const RUNS = 3;

export async function comeback(): Promise<void> {
  await using folder = await tempFolder();
  const store = `${folder.path}/chat.db`;
  await prefill(store, MISSED);
  const ratios: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const without = await backAfterS(store, 0);
    ratios.push(await backAfterS(store, MISSED) / without);
  }
  report(`Comeback: ${PEOPLE.toLocaleString("en")} people come back after a restart`, [
    {
      what: `with ${MISSED} missed, to with none`,
      values: ratios,
      unit: "×",
      budget: { most: 2 },
    },
  ]);
}

/** How long it takes until all have joined again and received what they missed, in seconds. */
async function backAfterS(store: string, missed: number): Promise<number> {
  await using server = await ServerProcess.open({
    store,
    by: ["run", ...RUNTIME],
    flags: ["start", "--limits=off"],
  });
  const start = performance.now();
  const back = await come(PEOPLE, {
    open: (i) => RawSocket.open(server.port, `/ws?name=w${i}`),
    after: MISSED - missed,
    missed,
  });
  const backS = (performance.now() - start) / 1000;
  for (const { socket } of back) socket.cut();
  return backS;
}
