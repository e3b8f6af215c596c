/**
 * Measures what we claim: `deno task bench`, or some of it by name.
 *
 * @module
 */
import { acknowledged } from "./acknowledged.ts";
import { catchUp } from "./catch_up.ts";
import { lowRate, saturated } from "./fanout.ts";
import { journal } from "./journal.ts";
import { searching } from "./search.ts";

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  journal,
  acknowledged,
  "catch-up": catchUp,
  "fan-out": async () => {
    for (const members of [32, 200, 1000]) await saturated(members);
  },
  "low-rate": () => lowRate(),
  search: searching,
};

const names = Deno.args.length > 0 ? Deno.args : Object.keys(BENCHES);
for (const name of names) {
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (!bench) {
    console.error(`Cannot find bench ${name}: there are ${Object.keys(BENCHES).join(", ")}`);
    Deno.exit(2);
  }
  await bench();
}
