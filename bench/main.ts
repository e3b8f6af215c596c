/**
 * Measures what we claim: `deno task bench`, or some of it by name; `--svg FILE` draws it, too. `--beside FOLDER`
 * has `page` measured beside another checkout.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { acknowledged } from "./acknowledged.ts";
import { catchUp } from "./catch_up.ts";
import { Chart } from "./report/chart.ts";
import { comeback } from "./comeback.ts";
import { deploy } from "./deploy/deploy.ts";
import { each, growth, lowRate, saturated, smallRooms } from "./fanout.ts";
import { http } from "./acknowledged/http.ts";
import { files } from "./files.ts";
import { idle } from "./idle.ts";
import { flood } from "./flood.ts";
import { journal } from "./journal.ts";
import { load } from "./load/load.ts";
import { page } from "./page/page.ts";
import { rush } from "./rush.ts";
import { sealed } from "./sealed/sealed.ts";
import { stuck } from "./fanout/stuck.ts";
import { searching } from "./search.ts";
import { workers } from "./fanout/workers.ts";
import { terminal } from "./terminal/terminal.ts";

const BENCHES: Readonly<Record<string, (chart: Chart) => Promise<void>>> = {
  journal,
  acknowledged,
  "catch-up": catchUp,
  "fan-out": async (chart) => {
    for (const members of [32, 200, 1000]) await saturated(chart, members);
  },
  each,
  rooms: smallRooms,
  "low-rate": lowRate,
  growth,
  idle,
  stuck,
  workers,
  rush,
  comeback,
  deploy,
  flood,
  search: searching,
  sealed,
  files,
  load,
  terminal,
  page,
  http,
};

const { _: asked, svg } = parseArgs(Deno.args, { string: ["svg", "beside"] });
const names = asked.length > 0 ? asked.map(String) : Object.keys(BENCHES);
const chart = new Chart();
for (const name of names) {
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (!bench) {
    console.error(`Cannot find bench ${name}: there are ${Object.keys(BENCHES).join(", ")}`);
    Deno.exit(2);
  }
  await bench(chart);
}
if (svg && !chart.empty) await Deno.writeTextFile(svg, chart.toSvg());
