/**
 * Crashes a server for as long as you like: `deno task crash --rounds 200 --seed 7`. Or twice, while a
 * program says so many numbers by the library: `deno task crash --numbers 20000`. With `--workers 4 --people
 * 200` it is workers that end, while a crowd talks; with `--instances` two servers over one `denokv`.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { assertEquals } from "@std/assert";
import { countThroughCrashes } from "./counting.ts";
import { runOrdeal } from "./ordeal.ts";

const { rounds, seed, numbers, workers, people, instances } = parseArgs(Deno.args, {
  boolean: ["instances"],
  string: ["rounds", "seed", "numbers", "workers", "people"],
});
if (numbers !== undefined) {
  await count(positive("numbers", numbers));
  Deno.exit();
}
const options = {
  instances,
  rounds: positive("rounds", rounds ?? "50"),
  workers: positive("workers", workers ?? "1"),
  people: positive("people", people ?? "5"),
  seed: positive("seed", seed ?? String(1 + Math.floor(Math.random() * 2 ** 31))),
};
console.log(`${options.rounds} rounds, seed ${options.seed}`);
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

async function count(numbers: number): Promise<void> {
  const start = performance.now();
  const { heard, kept } = await countThroughCrashes(numbers);
  const said = Array.from({ length: numbers }, (_, index) => String(index + 1));
  assertEquals(heard, said);
  assertEquals(kept, said);
  const seconds = Math.round((performance.now() - start) / 1_000);
  console.log(`${numbers} numbers, each stored and heard once and in order, in ${seconds} s`);
}
