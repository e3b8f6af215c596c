import { ALL_OVER_DENOKV, DENOKV } from "../support/process/denokv.ts";
import { runOrdeal } from "./ordeal.ts";

Deno.test("Nothing acknowledged is lost or doubled when the server is killed 24 times", async () => {
  const seed = Number(Deno.env.get("SEED")) || 1 + Math.floor(Math.random() * 2 ** 31);
  console.log(`Crashes with SEED=${seed}`);
  await runOrdeal({ rounds: 24, seed, tell: (line) => console.log(line) });
});

Deno.test("Nothing is lost or doubled when workers end while people talk over four of them", async () => {
  const seed = Number(Deno.env.get("SEED")) || 1 + Math.floor(Math.random() * 2 ** 31);
  console.log(`Workers end with SEED=${seed}`);
  const tell = (line: string) => console.log(line);
  await runOrdeal({ rounds: 5, seed, workers: 4, people: 40, tell });
});

Deno.test({
  name: "Nothing acknowledged is lost or doubled when two servers over denokv, or that, are killed",
  ignore: DENOKV === undefined,
  async fn() {
    const seed = Number(Deno.env.get("SEED")) || 1 + Math.floor(Math.random() * 2 ** 31);
    console.log(`Crashes with SEED=${seed}`);
    const rounds = ALL_OVER_DENOKV ? 36 : 4;
    await runOrdeal({ rounds, seed, instances: true, tell: (line) => console.log(line) });
  },
});
