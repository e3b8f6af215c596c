import { assert, assertEquals } from "@std/assert";
import { openPolicy, type Policy, sealedPolicy } from "../../../../hub/permissions/policy.ts";
import { FORMAT, migrate, type Migration, MIGRATIONS } from "../../../../server/kv/migrations.ts";
import { KvPolicies } from "../../../../server/kv/people/policies.ts";
import { keys } from "../../../../server/kv/keys.ts";
import { Store } from "../../../../server/kv/store.ts";
import { DENOKV, Denokv } from "../../../support/process/denokv.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { fillFormat4, OLD } from "./format_4.ts";

/** Rooms and people of whom there are many, so that the migration takes many steps. */
const MANY = 250;

const ATTIC: Policy = {
  ...{ access: "listed", owner: "account:bob", moderators: ["guest:cleo"], invited: ["guest:dan"] },
  mutes: [{ key: "eve", until: 9 }],
  bans: [{ id: "guest:fay", key: "fay", addresses: ["192.0.2.1"] }],
  kicks: [{ id: "guest:gus", at: 5 }],
};
const DEN: Policy = { ...openPolicy("guest:ada"), access: "hidden", invited: ["guest:bob"] };
/** A policy of more bytes than one value takes. */
const LONG: Policy = {
  ...{ access: "listed", owner: "guest:ada", moderators: [] },
  invited: Array.from({ length: 1000 }, (_, i) => `guest:${String(i).padStart(90, "0")}`),
  ...{ mutes: [], bans: [], kicks: [] },
};

/** A store of format 4 with much in it. */
async function fill(kv: Deno.Kv): Promise<void> {
  await fillFormat4(kv);
  const { access, ...others } = LONG;
  const long = new TextEncoder().encode(JSON.stringify({ [OLD.access]: access, ...others }));
  for (const [number, start] of [0, 60_000].entries()) {
    await kv.set([OLD.policy, "long", number], long.slice(start, start + 60_000));
  }
  const den = (await kv.get([OLD.policy, "den", 0])).value;
  for (let i = 0; i < MANY; i++) {
    await kv.set([OLD.policy, `room ${i}`, 0], den);
    await kv.set([OLD.erasing, `guest:${i}`], "keep");
  }
}

/** Everything in a store, as text. */
async function dump(kv: Deno.Kv): Promise<string[]> {
  const decoder = new TextDecoder();
  const all = await Array.fromAsync(kv.list<unknown>({ prefix: [] }));
  return all.map(({ key, value }) => {
    const text = value instanceof Uint8Array ? decoder.decode(value) : JSON.stringify(value);
    return `${JSON.stringify(key)} ${text}`;
  });
}

/** The last migration, broken off before its step of a number. */
function brokenOffAt(number: number): Migration[] {
  return MIGRATIONS.map((migration, format) =>
    async function* (kv, context) {
      let steps = 0;
      for await (const step of migration(kv, context)) {
        if (format === 4 && steps++ === number) throw new Error("broken off");
        yield step;
      }
    }
  );
}

Deno.test("A store of format 4 has the names of now, broken off at whichever step and run again", async () => {
  const results = new Set<string>();
  let broken = 0;
  for (let at = 0; at === broken; at++) {
    using kv = await Deno.openKv(":memory:");
    await fill(kv);
    await migrate(kv, { migrations: brokenOffAt(at) }).catch(() => broken++);
    await migrate(kv);
    results.add((await dump(kv)).join("\n"));
  }
  assert(broken >= 5, `it has ${broken} steps`);
  assertEquals(results.size, 1);
  const lines = [...results][0]!.split("\n");
  const rows = (name: string) => lines.filter((line) => line.startsWith(`["${name}"`));
  assertEquals(rows("policy").slice(0, 4), [
    `["policy","attic",0] ${JSON.stringify(ATTIC)}`,
    `["policy","broken",0] {"${OLD.access}":"hid`,
    `["policy","den",0] ${JSON.stringify(DEN)}`,
    '["policy","lobby",0] {"access":"open","moderators":[],"invited":[],"mutes":[],"bans":[],' +
    '"kicks":[],"later":{"of":"ours"}}',
  ]);
  assertEquals(rows("policy").length, 6 + MANY);
  assertEquals(rows("policiesChanged"), ['["policiesChanged"] true']);
  assertEquals(rows("erasing").slice(-2), [
    '["erasing","guest:gone"] "delete"',
    '["erasing","guest:kept"] "keep"',
  ]);
  assertEquals(rows("erasing").length, 2 + MANY);
  assertEquals([...rows("format"), ...rows("read")], [
    `["format"] ${FORMAT}`,
    '["read","guest:ada","den"] {"seq":7,"nth":5}',
  ]);
  assertEquals(lines.length, 6 + MANY + 1 + 2 + MANY + 2, "nothing is left under an old name");
});

Deno.test("Two servers that migrate a store of format 4 at once lose nothing of it", async () => {
  using alone = await Deno.openKv(":memory:");
  await fill(alone);
  await migrate(alone);
  using kv = await Deno.openKv(":memory:");
  await fill(kv);

  await Promise.all([migrate(kv), migrate(kv), migrate(kv)]);

  assertEquals(await dump(kv), await dump(alone));
});

Deno.test("A server finds the policies of a store of format 4, and lets nobody in where it can't", async () => {
  await using folder = await TempFolder.make();
  const path = folder.file("chat.db");
  {
    using kv = await Deno.openKv(path);
    await fill(kv);
  }
  await using store = await Store.open(path);
  const policies = new KvPolicies(store);
  const found = new Map(await Array.fromAsync(policies.changes()));
  assertEquals([found.size, found.get("room 7")], [5 + MANY, DEN]);
  assertEquals(["attic", "den", "long", "broken"].map((room) => found.get(room)), [
    ...[ATTIC, DEN, LONG],
    sealedPolicy(),
  ]);
  const erasing = await store.list<unknown>({ prefix: keys.allErasing }, {});
  assertEquals(erasing.length, 2 + MANY);
});

Deno.test({
  name: "A store of format 4 over denokv becomes what it becomes in a file",
  ignore: DENOKV === undefined,
  async fn() {
    using alone = await Deno.openKv(":memory:");
    await fill(alone);
    await migrate(alone);
    await using denokv = await Denokv.start();
    using kv = await Deno.openKv(denokv.url);
    await fill(kv);
    // As the server does it.
    await using _ = await Store.open(denokv.url);
    assertEquals(await dump(kv), await dump(alone));
  },
});
