import { assertEquals } from "@std/assert";
import { migrate } from "../../../../server/kv/migrations.ts";

const account = (id: string, name: string) => ({ id, name, password: "", made: 1, founder: false });

Deno.test("Accounts are found again when it was decided anew which letters look alike", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["format"], 1);
  // As they were kept when these letters were taken for none of ours.
  for (const [claim, id] of Object.entries({ oscar: "1", "ꬰda": "2", "ꓲda": "3", lda: "4" })) {
    await kv.set(["account", claim], account(id, claim));
  }
  await kv.set(["account", "damaged"], 7);
  await kv.set(["administrator", "ꬰda"], "2");
  await migrate(kv);
  await migrate(kv);
  const found = await Array.fromAsync(kv.list<{ id?: string }>({ prefix: ["account"] }));
  assertEquals(
    new Map(found.map(({ key, value }) => [key[1], value.id])),
    new Map([
      // The third looks like the fourth, which was there first: it is found by its name alone.
      ...[["ada", "2"], ["damaged", undefined], ["exactly ꓲda", "3"]] as const,
      ...[["lda", "4"], ["oscar", "1"]] as const,
    ]),
  );
  const admins = await Array.fromAsync(kv.list<string>({ prefix: ["administrator"] }));
  assertEquals(admins.map(({ key, value }) => [key[1], value]), [["ada", "2"]]);
});
