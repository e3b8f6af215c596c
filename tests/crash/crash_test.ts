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
