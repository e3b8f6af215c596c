import { assertEquals, assertRejects } from "@std/assert";
import { FORMAT, migrate, type Migration } from "../../../server/kv/migrations.ts";
import { Store, StoreError } from "../../../server/kv/store.ts";
import { DENOKV, Denokv } from "../../support/process/denokv.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { TempFolder } from "../../support/temp_folder.ts";

/** Everything in a store, as text. */
async function dump(kv: Deno.Kv): Promise<string[]> {
  const all = await Array.fromAsync(kv.list<unknown>({ prefix: [] }));
  return all.map(({ key, value }) => `${JSON.stringify(key)} ${JSON.stringify(value)}`);
}

/** A migration that is broken off before its step of a number. */
function brokenOffAt(migration: Migration, number: number): Migration {
  return async function* (kv, context) {
    let steps = 0;
    for await (const step of migration(kv, context)) {
      if (steps++ === number) throw new Error("broken off");
      yield step;
    }
  };
}

const account = (name: string, founder: boolean) => ({
  ...{ id: `account:${name}`, name, password: "kept", made: 1, founder, later: { of: name } },
});

/** A store as versions before formats left it. */
async function oldStore(kv: Deno.Kv): Promise<void> {
  for (let i = 0; i < 250; i++) await kv.set(["account", `p${i}`], account(`p${i}`, i === 120));
  await kv.set(["account", "ada"], account("ada", false));
  await kv.set(["account", "zoe"], "damaged");
  await kv.set(["founded"], "account:p120");
}

Deno.test("migrate has the same result when it is broken off at any step and run again", async () => {
  const { MIGRATIONS } = await import("../../../server/kv/migrations.ts");
  const context = { admin: "ada" };
  const results = new Set<string>();
  for (let at = 0; at <= 4; at++) {
    using kv = await Deno.openKv(":memory:");
    await oldStore(kv);
    const broken = [brokenOffAt(MIGRATIONS[0]!, at), ...MIGRATIONS.slice(1)];
    await migrate(kv, { ...context, migrations: broken }).catch(() => {});
    await migrate(kv, context);
    results.add((await dump(kv)).join("\n"));
  }
  assertEquals(results.size, 1);
  const [result = ""] = results;
  for (const admin of ["p120", "ada"]) {
    assertEquals(result.includes(`["administrator","${admin}"] "account:${admin}"`), true, admin);
    const kept = JSON.stringify(account(admin, true));
    assertEquals(result.includes(`["account","${admin}"] ${kept}`), true);
  }
  assertEquals(result.match(/"administrator"/g)?.length, 2);
  assertEquals([result.includes('"zoe"] "damaged"'), result.includes(`["format"] ${FORMAT}`)], [
    true,
    true,
  ]);
});

Deno.test("migrate runs what is new once, in order, and begins again where a row has changed", async () => {
  using kv = await Deno.openKv(":memory:");
  const ran: number[] = [];
  let isDisturbed = false;
  const migrations: Migration[] = [0, 1, 2].map((number) =>
    async function* (kv) {
      ran.push(number);
      const known = await kv.get<number>(["count"]);
      if (number === 1 && !isDisturbed) {
        isDisturbed = true;
        await kv.set(["count"], 10);
      }
      yield (atomic) => atomic.check(known).set(["count"], (known.value ?? 0) + 1);
    }
  );
  await migrate(kv, { migrations: migrations.slice(0, 2) });
  await migrate(kv, { migrations });
  await migrate(kv, { migrations });
  assertEquals(ran, [0, 1, 1, 2]);
  assertEquals(await dump(kv), ['["count"] 12', '["format"] 3']);
});

Deno.test("A store that is newer than the server is refused in a line, and left as it is", async () => {
  await using folder = await TempFolder.make();
  const path = folder.file("chat.db");
  for (const format of [FORMAT + 1, "soon", -1]) {
    let before: string[];
    {
      using kv = await Deno.openKv(path);
      await kv.set(["format"], format);
      await kv.set(["account", "ada"], { shape: "unknown" });
      before = await dump(kv);
    }
    const { message } = await assertRejects(() => Store.open(path), StoreError);
    assertEquals(message.includes(`it has format ${format}, and this version`), true, message);
    using kv = await Deno.openKv(path);
    assertEquals(await dump(kv), before);
  }
  const { code, stdout, stderr } = await new ServerProcess({ store: path }).ended();
  assertEquals([code, stdout, stderr.trimEnd().split("\n").length], [1, "", 1]);
});

Deno.test("A new store has the newest format at once", async () => {
  await using folder = await TempFolder.make();
  await using store = await Store.open(folder.file("chat.db"));
  const found = await store.list<unknown>({ prefix: [] }, {});
  assertEquals(found.map(({ key, value }) => [key, value]), [[["format"], FORMAT]]);
});

Deno.test({
  name: "A store of the oldest format over denokv becomes what it becomes in a file",
  ignore: DENOKV === undefined,
  async fn() {
    const context = { admin: "ada" };
    using alone = await Deno.openKv(":memory:");
    await oldStore(alone);
    await migrate(alone, context);
    await using denokv = await Denokv.start();
    using kv = await Deno.openKv(denokv.url);
    await oldStore(kv);
    // As the server does it.
    await using _ = await Store.open(denokv.url, context);
    assertEquals(await dump(kv), await dump(alone));
  },
});
