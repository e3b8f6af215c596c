import { runOrdeal } from "./ordeal.ts";

Deno.test("Nothing acknowledged is lost or doubled when the server is killed 24 times", async () => {
  const seed = Number(Deno.env.get("SEED")) || 1 + Math.floor(Math.random() * 2 ** 31);
  console.log(`Crashes with SEED=${seed}`);
  await runOrdeal({ rounds: 24, seed, tell: (line) => console.log(line) });
});
