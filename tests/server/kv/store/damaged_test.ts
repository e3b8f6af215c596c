import { assertEquals, assertMatch } from "@std/assert";
import { Store } from "../../../../server/kv/store.ts";
import { ServerProcess } from "../../../support/process/server_process.ts";
import { TempFolder } from "../../../support/temp_folder.ts";

/** A page of SQLite's, in bytes. */
const PAGE = 4096;

/** A store in a file of many pages, closed. */
async function storeIn(folder: TempFolder): Promise<string> {
  const path = folder.file("chat.db");
  await using store = await Store.open(path);
  for (let i = 0; i < 200; i++) {
    await store.write((kv) => kv.set(["commit", i], new Uint8Array(3000)));
  }
  return path;
}

/** Writes over pages of a file. */
async function overwrite(path: string, from: number, pages: number): Promise<void> {
  using file = await Deno.open(path, { write: true });
  await file.seek(from * PAGE, Deno.SeekMode.Start);
  const junk = new Uint8Array(pages * PAGE).fill(0xa5);
  for (let at = 0; at < junk.length;) at += await file.write(junk.subarray(at));
}

Deno.test("A server that finds its file damaged says so, and what to do", async () => {
  const damages = [
    (path: string) => overwrite(path, 1, 5),
    (path: string) => overwrite(path, 120, 60),
    (path: string) => Deno.truncate(path, 40 * PAGE),
  ];
  for (const damage of damages) {
    await using folder = await TempFolder.make();
    const store = await storeIn(folder);
    await damage(store);
    await using server = new ServerProcess({ store });
    const { code, stderr } = await server.ended();
    assertEquals(code, 1);
    const [last = ""] = stderr.trimEnd().split("\n").slice(-1);
    assertMatch(
      last,
      /^Cannot \w+ .*store.*: its file is damaged \(.+\): keep it, and restore the newest backup$/,
    );
  }
});
