/**
 * How an instance on Deno Deploy starts and stops: by Deno 2.5.6, over a real database that instances share.
 *
 * @module
 */
import { DENOKV, Denokv, DENOKV_ENV } from "../../tests/support/process/denokv.ts";
import { Deployment, type Instance } from "../../tests/support/deploy/deployment.ts";
import { report } from "../report.ts";

const RUNS = 9;
const STOPS = 3;
const SOCKETS = 500;
/** The least that serves: it says where, as ours does. */
const BARE =
  `const onListen = ({ port }) => console.log("Hubbub is open at http://127.0.0.1:" + port);
Deno.serve({ hostname: "127.0.0.1", port: 0, onListen }, () => new Response("hello"));
`;

export async function deploy(): Promise<void> {
  if (DENOKV === undefined) {
    return console.log("\nDeploy: not measured, deno task denokv brings it");
  }
  await using deployment = await Deployment.fetch();
  await deployment.build();
  await using database = await Denokv.start();
  const variables = { DENO_DEPLOYMENT_ID: "measured", LIMITS: "off", ...DENOKV_ENV };
  const assigned = { ...variables, DENO_KV_DEFAULT_PATH: database.url };
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let run = 0; run < RUNS; run++) {
    bare.push(await untilAnswered(() => deployment.serve(BARE)));
    ours.push(await untilAnswered(() => deployment.start(assigned)));
  }
  report("Deploy: a cold start, from the process to the first page", [
    { what: "bare Deno.serve", values: bare, unit: "ms" },
    {
      what: "Hubbub after that",
      values: ours.map((ms, i) => ms - bare[i]!),
      unit: "ms",
      budget: { most: 300 },
    },
  ]);
  const stops: number[] = [];
  for (let run = 0; run < STOPS; run++) stops.push(await stop(await deployment.start(assigned)));
  report(`Deploy: SIGINT with ${SOCKETS} sockets`, [
    { what: "the last is closed after", values: stops, unit: "ms", budget: { most: 1000 } },
  ]);
}

/** How long it takes from starting an instance until it has answered with its page. */
async function untilAnswered(start: () => Promise<Instance>): Promise<number> {
  const began = performance.now();
  await using instance = await start();
  await (await fetch(instance.url())).text();
  return performance.now() - began;
}

/** How long it takes from SIGINT until each of many sockets is closed. */
async function stop(instance: Instance): Promise<number> {
  await using stopped = instance;
  const url = instance.url("/ws");
  url.protocol = "ws:";
  const closed = await Promise.all(Array.from({ length: SOCKETS }, async (_, i) => {
    url.search = `?name=w${i}-${crypto.randomUUID().slice(0, 8)}`;
    const socket = new WebSocket(url);
    const end = new Promise<void>((resolve) => socket.onclose = () => resolve());
    await new Promise((resolve) => socket.onmessage = resolve);
    return { end };
  }));
  const began = performance.now();
  const ended = stopped.stop();
  await Promise.all(closed.map(({ end }) => end));
  const ms = performance.now() - began;
  await ended;
  return ms;
}
