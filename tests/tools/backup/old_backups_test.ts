import { assertEquals, assertStringIncludes } from "@std/assert";
import { openPolicy, type Policy } from "../../../hub/permissions/policy.ts";
import { keys } from "../../../server/kv/keys.ts";
import { KvPolicies } from "../../../server/kv/people/policies.ts";
import { Store } from "../../../server/kv/store.ts";
import { Seal } from "../../../tools/backup/seal.ts";
import { fillFormat4, OLD } from "../../server/kv/migrations/format_4.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { backUp, runTool } from "../programs.ts";

/** What version 2 wrote of a store of format 4, whose names were others. */
const VERSION_2 = new URL("backup_version_2.ndjson", import.meta.url);

const DEN: Policy = { ...openPolicy("guest:ada"), access: "hidden", invited: ["guest:bob"] };

/** What is in a store under the names that were others once, and what becomes of guests. */
async function renamedIn(path: string) {
  await using store = await Store.open(path);
  const rowsOf = async (prefix: Deno.KvKey) =>
    (await store.list<unknown>({ prefix }, {})).map(({ key, value }) => [...key.slice(1), value]);
  return {
    policies: new Map(await Array.fromAsync(new KvPolicies(store).changes())),
    erasing: await rowsOf(keys.allErasing),
    guests: await rowsOf(keys.guests),
  };
}

Deno.test("A backup of version 2 is imported under the names of now, and its guests are noted", async () => {
  await using folder = await TempFolder.make();
  const path = folder.file("new.db");

  const { stderr } = await runTool("import", ["--store", path], await Deno.readFile(VERSION_2));

  assertEquals(stderr, "");
  const { policies, erasing, guests } = await renamedIn(path);
  assertEquals([...policies.keys()], ["attic", "den", "lobby"]);
  assertEquals([policies.get("den"), policies.get("attic")?.access], [DEN, "listed"]);
  assertEquals(erasing, [["guest:gone", "delete"], ["guest:kept", "keep"]]);
  assertEquals(guests, [[0, "guest:bob", ""], [4102444800000, "guest:ada", "ada"]]);
});

Deno.test("What is none of ours in a backup of version 2 is refused under its number", async () => {
  await using folder = await TempFolder.make();
  const policy = { ...openPolicy(), access: undefined, [OLD.access]: "ajar" };
  for (const record of [{ [OLD.policy]: policy }, { policy: DEN }, {}]) {
    const seal = new Seal();
    const lines = [
      seal.close({ type: "begin", format: "hubbub-backup", version: 2, at: 1, store: 4 }),
      seal.close({ type: OLD.policy, room: "den", ...record }),
    ];
    const backup = await new Blob(lines).bytes();

    const { code, stderr } = await runTool("import", ["--store", folder.file("new.db")], backup);

    assertEquals(code, 1);
    assertStringIncludes(stderr, "line 2 has an unknown type; nothing was imported");
  }
});

Deno.test("A store that no server has migrated yet is exported as it will be", async () => {
  await using folder = await TempFolder.make();
  const [old, young] = [folder.file("old.db"), folder.file("new.db")];
  {
    using kv = await Deno.openKv(old);
    await fillFormat4(kv);
  }

  const backup = await backUp(old);
  const { stderr } = await runTool("import", ["--store", young], backup);

  assertEquals(stderr, "");
  assertEquals(await renamedIn(young), await renamedIn(old));
  assertEquals((await renamedIn(young)).policies.get("den"), DEN);
});
