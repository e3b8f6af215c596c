import { assertEquals, assertRejects } from "@std/assert";
import { AT_ONCE } from "../../../server/files/limits.ts";
import { Turns } from "../../../server/files/turns.ts";
import { BusyError } from "../../../server/limits/busy_error.ts";

Deno.test("An address that holds all turns that it may, under many names, keeps no other out", async () => {
  const turns = new Turns(AT_ONCE);
  let inside = 0;
  const enter = (by: string, address: string) =>
    turns.enter({ by, address }).then((turn) => {
      inside++;
      return turn;
    });
  // Whoever waits is served later, or never.
  const held = Array.from({ length: AT_ONCE.total }, (_, i) => enter(`eve${i}`, "eve's"));
  for (let i = 0; i < AT_ONCE.waiting; i++) {
    void enter(`mallory${i}`, "eve's").catch(() => undefined);
  }
  const first = await held[0]!;
  using _ = await enter("ada", "ada's");
  assertEquals(inside, AT_ONCE.perAddress + 1);
  await assertRejects(() => turns.enter({ by: "bob", address: "eve's" }), BusyError);
  first[Symbol.dispose]();
  await held[AT_ONCE.perAddress];
  assertEquals(inside, AT_ONCE.perAddress + 2);
});
