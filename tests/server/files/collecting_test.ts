import { assertEquals } from "@std/assert";
import { Files } from "../../../server/files.ts";
import { KvBlobs } from "../../../server/kv/files/kv_blobs.ts";
import { KvFileStore } from "../../../server/kv/files/kv_file_store.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { Store } from "../../../server/kv/store.ts";
import { OpenFiles, someBytes } from "../../support/store/open_files.ts";

const HOUR_MS = 60 * 60_000;

Deno.test("What no message took is deleted though its owner uploads more at that moment", async () => {
  await using store = await Store.open(MEMORY);
  const now = { at: 1e12 };
  const open = await OpenFiles.over(store, { now: () => now.at });
  const { id: old } = await open.upload(someBytes(1_000));
  now.at += 2 * HOUR_MS;
  let more: Promise<unknown> | undefined;
  const commit = async (fill: (atomic: Deno.AtomicOperation) => void) => {
    // What was read for the first commit is not true any more.
    await (more ??= open.upload(someBytes(1_000, 2)));
    return await open.journal.background.commit(fill);
  };
  const blobs = new KvBlobs(store, commit);
  const files = new Files({
    ...{ store: new KvFileStore(store, commit, [blobs]), blobs: [blobs], now: () => now.at },
  });
  while (await files.collectSome());
  assertEquals(await open.files.open(old), undefined);
  now.at += 2 * HOUR_MS;
  while (await files.collectSome());
  assertEquals(await open.rows(), []);
});
