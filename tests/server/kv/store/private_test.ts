import { assertEquals } from "@std/assert";
import { Store } from "../../../../server/kv/store.ts";
import { TempFolder } from "../../../support/temp_folder.ts";

/** What others than its owner may do with a file, and its owner. */
function modeOf(path: string): string {
  return ((Deno.statSync(path).mode ?? 0) & 0o777).toString(8);
}

Deno.test({
  name: "Store makes a folder and files that nobody else can read, and changes none that is there",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using folder = await TempFolder.make();
    const there = folder.file("there");
    await Deno.mkdir(there);
    await Deno.chmod(there, 0o755);
    await Deno.writeFile(`${there}/old.db`, new Uint8Array());
    await Deno.chmod(`${there}/old.db`, 0o644);
    for (const path of [`${there}/made/deeper/chat.db`, `${there}/chat.db`, `${there}/old.db`]) {
      await using store = await Store.open(path);
      await store.write((kv) => kv.set(["probe"], new Uint8Array(1000)));
      const files = path.endsWith("old.db") ? "644" : "600";
      for (const part of ["", "-wal", "-shm"]) {
        assertEquals(modeOf(path + part), files, path + part);
      }
    }
    const folders = [there, `${there}/made`, `${there}/made/deeper`].map(modeOf);
    assertEquals(folders, ["755", "700", "700"]);
  },
});
