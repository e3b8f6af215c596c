/**
 * Whether files and messages fit together: nothing is left over, and nothing is lost.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { FileInfo } from "../../../protocol.ts";
import { keys } from "../../../server/kv/keys.ts";
import { KINDS, type Stored } from "../../../server/kv/schema.ts";
import type { OpenFiles } from "./open_files.ts";

/** The files that messages name, by id, with those that are previews. */
export async function namedFiles(
  { journal }: OpenFiles,
): Promise<Map<string, FileInfo | "preview">> {
  const named = new Map<string, FileInfo | "preview">();
  for await (const [room, { first, seq }] of journal.rooms()) {
    for (const entry of await journal.read(room, { after: first - 1, limit: seq + 1 })) {
      if (entry.type !== "said") continue;
      for (const file of entry.files ?? []) {
        named.set(file.id, file);
        if (file.preview) named.set(file.preview.url.split("/")[2]!, "preview");
      }
    }
  }
  return named;
}

/**
 * Fails unless messages name exactly the files that there are, each can be read, and nothing else is
 * stored of files.
 */
export async function assertWhole(open: OpenFiles, what: string): Promise<void> {
  const named = await namedFiles(open);
  const ids = [...named.keys()].sort();
  for (const id of ids) {
    const [opened, bytes] = [await open.files.open(id), await open.bytes(id)];
    assertEquals(bytes?.length, opened?.info.size, `${what}: ${id} can be read`);
  }
  const rows = await Promise.all(
    ["file", "blobUse", "roomFile", "blob", "chunk", "looseFile", "goneFile", "staged", "fileOf"]
      .map((kind) => open.store.list<unknown>({ prefix: [kind] }, {})),
  );
  const [files = [], uses = [], listed = [], blobs = [], chunks = [], ...others] = rows;
  assertEquals(files.map(({ key }) => String(key[1])).sort(), ids, `${what}: files`);
  assertEquals(uses.map(({ key }) => String(key[2])).sort(), ids, `${what}: uses`);
  const shown = listed.map(({ value }) => KINDS.roomFile.is(value) ? value.file.id : "");
  const main = ids.filter((id) => named.get(id) !== "preview");
  assertEquals(shown.sort(), main, `${what}: lists`);
  const blobKeys = new Set(blobs.map(({ value }) => KINDS.blob.is(value) ? value.key : ""));
  assert(chunks.every(({ key }) => blobKeys.has(String(key[1]))), `${what}: chunks`);
  const hashes = new Set(uses.map(({ key }) => key[1]));
  assertEquals(new Set(blobs.map(({ key }) => key[1])), hashes, `${what}: blobs`);
  const [loose, gone, staged, owned = []] = others;
  assertEquals([loose, gone, staged], [[], [], []], `${what}: what is to be deleted`);
  await assertCounted(open, { files, blobs, owned }, what);
}

type Rows = Record<"files" | "blobs" | "owned", readonly Deno.KvEntry<unknown>[]>;

/** Fails unless the bytes of each person, and of all blobs, are counted as they are. */
async function assertCounted(open: OpenFiles, rows: Rows, what: string): Promise<void> {
  const expected = new Map<string, number>();
  const add = (by: string, size: number) => expected.set(by, (expected.get(by) ?? 0) + size);
  for (const { value } of rows.blobs) if (KINDS.blob.is(value)) add("", value.size);
  const owned: string[] = [];
  for (const { key, value } of rows.files) {
    if (!KINDS.file.is(value) || value.by === "") continue;
    add(value.by, value.size);
    owned.push(`${value.by} ${String(key[1])}`);
  }
  assertEquals(
    rows.owned.map(({ key }) => `${String(key[1])} ${String(key[2])}`).sort(),
    owned.sort(),
    `${what}: whose they are`,
  );
  const counted = await open.store.list<Stored["storedBytes"]>({ prefix: ["storedBytes"] }, {});
  const found = counted.map(({ key, value }) => [String(key[1]), value] as const);
  assertEquals(
    new Map(found.filter(([, bytes]) => bytes > 0)),
    new Map([...expected].filter(([, bytes]) => bytes > 0).sort(([a], [b]) => a < b ? -1 : 1)),
    `${what}: bytes`,
  );
  assertEquals(counted.map(({ key }) => key), found.map(([by]) => keys.storedBytes(by)));
}
