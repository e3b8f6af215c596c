import { assertEquals, assertRejects } from "@std/assert";
import { BusyError } from "../../server/limits/busy_error.ts";
import { Opening } from "../../server/opening.ts";

/** Something that can't be opened until it is mended. */
function broken() {
  const machine = { why: "the disk is gone" as string | undefined, tries: 0, at: 0 };
  const said: string[] = [];
  const opening = new Opening(
    () => {
      machine.tries++;
      if (machine.why !== undefined) throw new Error(machine.why);
      return "open";
    },
    { now: () => machine.at, say: (line) => said.push(line) },
  );
  return { machine, said, opening };
}

Deno.test("Opening tries again when it is asked, after a wait, and says once what is wrong", async () => {
  const { machine, said, opening } = broken();
  const failures: number[] = [];
  for (let i = 0; i < 4; i++) {
    const refusal = await assertRejects(() => opening.get(), BusyError);
    assertEquals(refusal.reason, "unavailable");
    failures.push(refusal.retryMs!);
    // Too early: nothing is tried.
    await assertRejects(() => opening.get(), BusyError);
    assertEquals(machine.tries, i + 1);
    machine.at += refusal.retryMs!;
  }
  assertEquals(failures, failures.toSorted((a, b) => a - b));
  assertEquals(said.length, 1);
  assertEquals(said[0]?.includes("the disk is gone"), true);
  machine.why = undefined;
  assertEquals(await opening.get(), "open");
  assertEquals(said.slice(1), ["The server could start now"]);
});

Deno.test("Opening lets all who ask at once share one try, and opens once", async () => {
  const { machine, opening } = broken();
  await Promise.allSettled([opening.get(), opening.get(), opening.get()]);
  assertEquals(machine.tries, 1);
  machine.at += 60_000;
  machine.why = undefined;
  assertEquals(await Promise.all([opening.get(), opening.get()]), ["open", "open"]);
  assertEquals(await opening.get(), "open");
  assertEquals(machine.tries, 2);
});
