import { assertEquals } from "@std/assert";
import { migrate } from "../../../../server/kv/migrations.ts";

const NEVER = Number.MAX_SAFE_INTEGER;

/** A store of a version that forgot no guests. */
async function oldStore(kv: Deno.Kv): Promise<void> {
  await kv.set(["format"], 3);
  const session = async (id: string, person: string, guest: boolean, expires: number) => {
    const kept = { id, person, name: "Ada", guest, made: 1, seen: 1, expires };
    await kv.set(["session", `hash-${id}`], kept).then(() =>
      kv.set(["sessionOf", person, id], `hash-${id}`)
    );
  };
  await session("a", "guest:here", true, 5_000);
  await session("b", "guest:here", true, 6_000);
  await session("c", "account:ada", false, 7_000);
  await session("d", "guest:claimed", true, NEVER);
  await kv.set(["account", "bea"], { id: "guest:claimed", name: "bea", password: "" });
  await kv.set(["session", "damaged"], 7);
  for (const person of ["guest:here", "guest:gone", "guest:claimed", "account:ada"]) {
    for (const room of ["lobby", "den"]) await kv.set(["read", person, room], { seq: 1, nth: 1 });
  }
  for (let i = 0; i < 250; i++) await kv.set(["direct", `guest:${i}`, "@ada,bob"], true);
  await kv.set(["block", "guest:blocker", "eve"], { name: "eve", at: 1 });
}

Deno.test("It is noted of guests of before when to look whether they are gone", async () => {
  using kv = await Deno.openKv(":memory:");
  await oldStore(kv);
  await migrate(kv);
  await migrate(kv);
  const found = await Array.fromAsync(kv.list<string>({ prefix: ["guest"] }));
  const due = found.map(({ key: [, at, person], value }) => [person, at, value]);
  assertEquals(due.filter(([person]) => !/\d$/.test(String(person))), [
    ["guest:blocker", 0, ""],
    ["guest:gone", 0, ""],
    ["guest:here", 5_000, "ada"],
    ["guest:here", 6_000, "ada"],
  ]);
  assertEquals(due.filter(([person]) => /\d$/.test(String(person))).length, 250);
});
