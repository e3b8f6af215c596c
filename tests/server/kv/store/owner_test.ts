import { assertEquals } from "@std/assert";
import { ownerHint } from "../../../../server/kv/store/owner.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { isRoot } from "../../../support/store/is_root.ts";

Deno.test({
  name: "Where a store can't be opened, it is said which of its files is somebody else's",
  ignore: !isRoot,
  async fn() {
    await using folder = await TempFolder.make();
    const store = folder.file("chat.db");
    const denied = `unable to open database file: ${store}`;
    for (const path of [folder.path, store, `${store}-wal`]) {
      if (path !== folder.path) await Deno.writeTextFile(path, "");
      await Deno.chown(path, 4321, 4321);
    }
    assertEquals(await ownerHint(store, denied), "");
    await Deno.chown(`${store}-wal`, 0, 0);
    const hint = `; ${store}-wal belongs to user 0, and its folder to user 4321: ` +
      `chown 4321 ${store}-wal`;
    assertEquals(await ownerHint(store, denied), hint);
    assertEquals(await ownerHint(store, "Permission denied (os error 13)"), hint);
    assertEquals(await ownerHint(store, "database disk image is malformed"), "");
  },
});
