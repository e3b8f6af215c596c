import { assert, assertEquals } from "@std/assert";
import { Levels, loudness, resample } from "../../../../../static/page/sending/voice/waveform.ts";

Deno.test("resample shows the loudest of each part, and widens what is short", () => {
  assertEquals(resample([0, 0.5, 1, 0.2], 2), [0.5, 1]);
  assertEquals(resample([0.1, 0.9], 4), [0.1, 0.1, 0.9, 0.9]);
  assertEquals(resample([], 3), [0, 0, 0]);
});

Deno.test("Levels of a long recording take no more room than those of a short one", () => {
  const levels = new Levels();
  for (let index = 0; index < 100_000; index++) levels.add(index === 60_000 ? 1 : 0.1);
  const bars = levels.bars(10);
  assertEquals(bars.length, 10);
  assertEquals(bars.indexOf(1), 6);
  assert(levels.newest(1_000_000).length <= 512);
});

Deno.test("loudness is 0 of silence and 1 at most", () => {
  assertEquals(loudness(new Float32Array(100)), 0);
  assertEquals(loudness(new Float32Array(100).fill(1)), 1);
  const soft = loudness(new Float32Array(100).fill(0.01));
  assert(soft > 0 && soft < loudness(new Float32Array(100).fill(0.1)));
  assertEquals(loudness(new Float32Array()), 0);
});
