/**
 * Crashes a server for as long as you like: `deno task crash --rounds 200 --seed 7`.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { runOrdeal } from "./ordeal.ts";

const { rounds, seed } = parseArgs(Deno.args, { string: ["rounds", "seed"] });
const options = {
  rounds: positive("rounds", rounds ?? "50"),
  seed: positive("seed", seed ?? String(1 + Math.floor(Math.random() * 2 ** 31))),
};
console.log(`${options.rounds} crashes, seed ${options.seed}`);
const start = performance.now();
try {
  await runOrdeal({
    ...options,
    tell: (line) => console.log(`${Math.round((performance.now() - start) / 1000)} s: ${line}`),
  });
  console.log("Nothing was lost, and nothing is there twice.");
} catch (error) {
  console.error(`Failed with seed ${options.seed}:`, error);
  Deno.exit(1);
}

function positive(what: string, text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  console.error(`Cannot read ${what}: must be an integer >= 1, received "${text}"`);
  Deno.exit(2);
}
