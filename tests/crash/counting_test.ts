import { assertEquals } from "@std/assert";
import { countThroughCrashes } from "./counting.ts";

Deno.test("A program's messages are stored and heard once each, and in order, while the server is killed twice", async () => {
  const numbers = Array.from({ length: 2_000 }, (_, index) => String(index + 1));
  const { heard, kept } = await countThroughCrashes(numbers.length);
  assertEquals(heard, numbers);
  assertEquals(kept, numbers);
});
