import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { JournalError } from "../../../hub/log/journal.ts";
import type { OpenedFile } from "../../../server/files.ts";
import { DeletedFileError } from "../../../server/files/file_error.ts";
import { BusyError } from "../../../server/limits/busy_error.ts";
import { type Archived, Archives } from "../../../server/service/archive.ts";
import type { OwnRecords } from "../../../server/service/archive/own_records.ts";
import { DutyCycle } from "../../../server/service/duty_cycle.ts";
import { readZip } from "../../support/unzip.ts";

const ENTRIES_AT_ONCE = 100;
const ARCHIVED: Archived = {
  ...{ person: "account:ada", name: "ada", at: 1_700_000_000_000, about: {} },
  url: new URL("https://chat.example/"),
  rooms: [{ key: "den", room: "den", head: 20_000 }],
};
const STORED = {
  ...{ name: "x.bin", type: "application/octet-stream", size: 3, hash: "hash" },
  ...{ by: ARCHIVED.person, at: ARCHIVED.at },
};

/** Somebody who has said thousands of things, and how often more of them were read. */
function talkative(): { records: OwnRecords; reads: () => number } {
  let reads = 0;
  const records: OwnRecords = {
    entries: (_by, room, after) => {
      reads++;
      const items = Array.from({ length: ENTRIES_AT_ONCE }, (_, i) => {
        const seq = after + 1 + i;
        const said = { id: `${seq}`, from: "ada", at: ARCHIVED.at + seq, text: "x".repeat(500) };
        return { type: "said" as const, room, seq, ...said };
      });
      return Promise.resolve({ items, next: after + ENTRIES_AT_ONCE });
    },
    files: () => Promise.resolve({ items: [] }),
  };
  return { records, reads: () => reads };
}

function archivesOf(
  records: OwnRecords,
  open: (id: string) => Promise<OpenedFile | undefined> = () => Promise.resolve(undefined),
): Archives {
  const background = new DutyCycle({ restFactor: 0 });
  return new Archives({ records, files: { open }, background });
}

async function bytesOf(archives: Archives, archived = ARCHIVED): Promise<Uint8Array<ArrayBuffer>> {
  const parts = await Array.fromAsync(archives.bytesOf(archived), (part) => part.slice());
  return await new Blob(parts).bytes();
}

Deno.test("Archives reads as much as is taken of an archive, and no more", async () => {
  const { records, reads } = talkative();
  let taken = 0;
  for await (const part of archivesOf(records).bytesOf(ARCHIVED)) {
    taken += part.length;
    if (taken > 100_000) break;
  }
  // Of each hundred messages there are some 57 kB: two parts, and one that tells that there are some.
  assert(reads() <= 5, `${reads()} reads`);
});

Deno.test("Archives reads twice as often for twice as many entries", async () => {
  const reads = [];
  for (const head of [1_000, 2_000]) {
    const one = talkative();
    const rooms = [{ key: "den", room: "den", head }];
    const found = await readZip(await bytesOf(archivesOf(one.records), { ...ARCHIVED, rooms }));
    const json = JSON.parse(new TextDecoder().decode(found.get("rooms/den/messages.json")));
    assertEquals(json.messages.length, head);
    reads.push(one.reads() - 1);
  }
  assertEquals(reads[1], 2 * reads[0]!);
});

Deno.test("Archives tells which files could not be read, and has all others", async () => {
  const ids = ["good", "cut", "away"];
  const records: OwnRecords = {
    entries: () => Promise.resolve({ items: [] }),
    files: () =>
      Promise.resolve({ items: ids.map((id) => ({ id, file: STORED, name: `${id}.bin` })) }),
  };
  const archives = archivesOf(records, (id) => {
    if (id === "away") return Promise.resolve(undefined);
    const read = async function* () {
      yield Uint8Array.of(1, 2);
      if (id === "cut") throw new DeletedFileError();
      yield Uint8Array.of(3);
    };
    const info = { id, url: `/files/${id}/x.bin`, name: "x.bin", type: "x/y", size: 3 };
    return Promise.resolve({ info, by: STORED.by, isPicture: false, etag: "", read });
  });
  const found = await readZip(await bytesOf(archives, { ...ARCHIVED, rooms: [] }));
  assertEquals(found.get("files/good good.bin"), Uint8Array.of(1, 2, 3));
  const missing = new TextDecoder().decode(found.get("not-in-here.txt"));
  assertEquals(missing.split("\n").slice(1), ["files/cut cut.bin", ""]);
});

Deno.test("Archives breaks off an archive when the store fails", async () => {
  const fail = () => Promise.reject(new JournalError("gone"));
  await assertRejects(() => bytesOf(archivesOf({ entries: fail, files: fail })), JournalError);
});

Deno.test("Archives writes one of each person at once, and few in all", () => {
  const archives = archivesOf(talkative().records);
  using first = new DisposableStack();
  archives.enter(first, "ada");
  using again = new DisposableStack();
  assertThrows(() => archives.enter(again, "ada"), BusyError, "already");
  using others = new DisposableStack();
  for (const person of ["bob", "cleo", "dan"]) archives.enter(others, person);
  using late = new DisposableStack();
  assertThrows(() => archives.enter(late, "eve"), BusyError, "others");
  first.dispose();
  late.dispose();
  using fifth = new DisposableStack();
  archives.enter(fifth, "eve");
});
