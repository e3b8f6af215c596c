import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Edit } from "../../../server/files/bytes.ts";
import { FileError } from "../../../server/files/file_error.ts";
import { FILE_LIMITS, LEFT_MAX, PACE } from "../../../server/files/limits.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { Store } from "../../../server/kv/store.ts";
import { BusyError } from "../../../server/limits/busy_error.ts";
import { below, withChance } from "../../support/random/random.ts";
import {
  ADA,
  allOf,
  bodyOf,
  OpenFiles,
  type OpenFilesOptions,
  someBytes,
} from "../../support/store/open_files.ts";

const BOB = "account:bob";

/** A place for files in memory, and what closes it. */
async function open(options: OpenFilesOptions = {}): Promise<OpenFiles & AsyncDisposable> {
  const store = await Store.open(MEMORY);
  const files = await OpenFiles.over(store, options);
  return Object.assign(files, { [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() });
}

/** Limits of a test, where the others are as always. */
function limited(
  { file = FILE_LIMITS.file, total = 1e9, perPerson = 1e9 }: {
    file?: number;
    total?: number;
    perPerson?: number;
  },
): OpenFilesOptions {
  return { limits: { file, storage: { total, perPerson }, guests: true } };
}

/** The reason for which an upload is refused. */
async function reasonOf(upload: Promise<unknown>): Promise<string> {
  return (await assertRejects(() => upload, FileError)).reason;
}

Deno.test("A file of as many bytes as it may have is taken, and one byte over ends it as it comes", async () => {
  await using files = await open(limited({ file: 100_000 }));
  assertEquals((await files.upload(someBytes(100_000))).size, 100_000);
  await files.collect();
  const before = await files.rows();
  let given = 0;
  const endless = ReadableStream.from((function* () {
    for (;;) yield someBytes(1, given += 10_000) && someBytes(10_000);
  })());
  const upload = files.files.receive({ by: ADA, guest: false, name: "a", body: endless });
  assertEquals(await reasonOf(upload), "too-long");
  assert(given <= 130_000, `${given} bytes were asked for`);
  assertEquals(await reasonOf(files.upload(someBytes(100_001))), "too-long");
  await files.collect();
  assertEquals(await files.rows(), before);
});

Deno.test("An upload that says that it is too long is not read", async () => {
  await using files = await open(limited({ file: 10 }));
  let isRead = false;
  const body = new ReadableStream<Uint8Array>({ pull: () => void (isRead = true) }, {
    highWaterMark: 0,
  });
  const upload = files.files.receive({ by: ADA, guest: false, name: "a", body, declared: 11 });
  assertEquals([await reasonOf(upload), isRead], ["too-long", false]);
});

Deno.test("An upload that stands still ends, and nothing of it stays", async () => {
  await using files = await open({ pace: { ...PACE, stalledMs: 1 } });
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(someBytes(700_000)),
    cancel: () => void (isCancelled = true),
  });
  const upload = files.files.receive({ by: ADA, guest: false, name: "a", body });
  assertEquals([await reasonOf(upload), isCancelled], ["too-slow", true]);
  await files.collect();
  assertEquals(await files.rows(), []);
});

Deno.test("Of uploads that end badly again and again few bytes stay, though nobody collects them", async () => {
  await using files = await open(limited({ file: 1_000_000 }));
  for (let seed = 0; seed < 3 * LEFT_MAX; seed++) {
    await reasonOf(files.upload(someBytes(1_000_001, seed)));
    const chunks = (await files.rows()).filter(([kind]) => kind === "chunk").length;
    assert(chunks <= (LEFT_MAX + 1) * 17, `${chunks} chunks after ${seed + 1}`);
  }
  await files.collect();
  assertEquals(await files.rows(), []);
});

Deno.test("An upload of a byte now and then ends, as does one in crumbs", async () => {
  const pace = { ...PACE, windowMs: 0, windowBytes: 100 };
  await using files = await open({ pace });
  const drip = (bytes: number, count: number) =>
    files.files.receive({
      ...{ by: ADA, guest: false, name: "a" },
      body: ReadableStream.from(Array.from({ length: count }, () => new Uint8Array(bytes))),
    });
  assertEquals(await reasonOf(drip(99, 2)), "too-slow");
  assertEquals((await drip(100, 2)).size, 200);
  await using patient = await open();
  const crumbs = ReadableStream.from(Array.from({ length: 2_000 }, () => new Uint8Array(1)));
  const upload = patient.files.receive({ by: ADA, guest: false, name: "a", body: crumbs });
  assertEquals(await reasonOf(upload), "too-slow");
});

Deno.test("An upload that is cut anywhere leaves nothing, and retried is exactly one file", async () => {
  await withChance(async (random) => {
    await using files = await open();
    const bytes = someBytes(600_000);
    for (let cuts = 0; cuts < 200; cuts++) {
      const end = below(bytes.length, random);
      const body = ReadableStream.from((function* () {
        for (let at = 0; at < end; at += 40_000) yield bytes.slice(at, Math.min(end, at + 40_000));
        throw new Error("the network is gone");
      })());
      const upload = files.files.receive({ by: ADA, guest: false, name: "a", body });
      assertEquals(await reasonOf(upload), "broken-off", `at ${end}`);
    }
    await files.collect();
    assertEquals(await files.rows(), []);
    const { id } = await files.upload(bytes);
    assertEquals(await files.bytes(id), bytes);
    assertEquals((await files.rows()).filter(([kind]) => kind === "file").length, 1);
  });
});

Deno.test("A person's files have as many bytes together as they may, and others' are their own", async () => {
  await using files = await open(limited({ perPerson: 100 }));
  const first = await files.upload(someBytes(60));
  assertEquals(await reasonOf(files.upload(someBytes(41))), "quota");
  await files.upload(someBytes(40));
  await files.upload(someBytes(100), { by: BOB });
  const full = await assertRejects(() => files.upload(someBytes(1)), FileError);
  assertEquals(
    full.message,
    "Cannot upload file: your files may have 100 bytes together; delete messages with files first",
  );
  await files.say("m1", [{ id: first.id }]);
  const deleted = { type: "deleted", room: "lobby", of: 1, from: "ada", at: 1 } as const;
  await files.journal.append("lobby", [{ entry: deleted, by: ADA }]);
  await files.collect();
  await files.upload(someBytes(60));
});

Deno.test("All files together have as many bytes as they may; the same bytes count once", async () => {
  await using files = await open(limited({ total: 100 }));
  await files.upload(someBytes(40));
  await files.upload(someBytes(40), { by: BOB });
  assertEquals(await reasonOf(files.upload(someBytes(61), { by: BOB })), "quota");
  await files.upload(someBytes(60), { by: BOB });
});

Deno.test("Several uploads at once do not exceed a quota together", async () => {
  await using files = await open(limited({ perPerson: 100 }));
  const uploads = await Promise.allSettled(
    Array.from({ length: 4 }, (_, seed) => files.upload(someBytes(60, seed))),
  );
  assertEquals(uploads.filter(({ status }) => status === "fulfilled").length, 1);
  await files.collect();
  assertEquals((await files.rows()).filter(([kind]) => kind === "chunk").length, 1);
});

Deno.test("A disk that is nearly full takes no more files", async () => {
  await using files = await open();
  Object.assign(files.store, { free: () => Promise.resolve(500_000) });
  await files.upload(someBytes(400_000));
  const error = await assertRejects(() => files.upload(someBytes(500_001)), FileError);
  assertEquals([error.reason, error.message], [
    "quota",
    "Cannot upload file: the server's disk is nearly full; ask its operator to make room",
  ]);
});

Deno.test("An upload ends when somebody else fills the disk meanwhile", async () => {
  await using files = await open();
  let looks = 0;
  Object.assign(files.store, { free: () => Promise.resolve(looks++ < 2 ? 1e9 : 0) });
  assertEquals(await reasonOf(files.upload(someBytes(8_000_000))), "quota");
  assertEquals(looks, 3, "it does not look for each piece");
  await files.collect();
  assertEquals(await files.rows(), []);
});

Deno.test("Guests upload nothing where they may not", async () => {
  await using files = await open({ limits: { ...FILE_LIMITS, guests: false } });
  const body = () => bodyOf(someBytes(1));
  const upload = files.files.receive({ by: "guest:eve", guest: true, name: "a", body: body() });
  assertEquals(await reasonOf(upload), "forbidden");
  await files.files.receive({ by: ADA, guest: false, name: "a", body: body() });
});

Deno.test("Twenty uploads of one person at once are all taken, a few at a time", async () => {
  let [inside, most] = [0, 0];
  const four = Promise.withResolvers<void>();
  await using files = await open();
  const uploads = Array.from({ length: 20 }, (_, seed) => {
    const body = ReadableStream.from((async function* () {
      most = Math.max(most, ++inside);
      if (inside === 4) four.resolve();
      await four.promise;
      yield someBytes(50_000, seed);
      inside--;
    })());
    return files.files.receive({ by: ADA, guest: false, name: `${seed}`, body });
  });
  const done = await Promise.all(uploads);
  for (const [seed, { id }] of done.entries()) {
    assertEquals(await files.bytes(id), someBytes(50_000, seed));
  }
  assertEquals(most, 4);
});

Deno.test("Too many uploads of a person are refused, and of another are not", async () => {
  const atOnce = {
    ...{ perPerson: 1, perAddress: 2, total: 2 },
    ...{ waitingPerPerson: 2, waitingPerAddress: 3, waiting: 3 },
  };
  await using files = await open({ atOnce });
  const [hold, release] = [Promise.withResolvers<void>(), () => hold.resolve()];
  const slow = (by: string) =>
    files.files.receive({
      ...{ by, guest: false, name: "a" },
      body: ReadableStream.from((async function* () {
        await hold.promise;
        yield someBytes(1);
      })()),
    });
  const waiting = [slow(ADA), slow(ADA), slow(ADA)];
  const error = await assertRejects(() => slow(ADA), BusyError);
  assertEquals([error.reason, error.message], [
    "too-many",
    "Cannot upload file: too many are being uploaded, try again later",
  ]);
  waiting.push(slow(BOB), slow(BOB));
  await assertRejects(() => slow("account:eve"), BusyError);
  release();
  assertEquals((await Promise.all(waiting)).length, 5);
});

Deno.test("What is taken out of a file is in nothing that is stored, wherever pieces end", async () => {
  await withChance(async (random) => {
    const bytes = someBytes(300_000);
    for (let round = 0; round < 10; round++) {
      const edits: Edit[] = [];
      const expected: number[] = [];
      for (let at = 0; at < bytes.length;) {
        const [kept, length] = [below(60_000, random), below(3, random) * below(50_000, random)];
        expected.push(...bytes.slice(at, at + kept));
        at += kept;
        if (at + length >= bytes.length) {
          expected.push(...bytes.slice(at));
          break;
        }
        const replaced = new Uint8Array(below(3, random) * 10).fill(7);
        edits.push({ at, length, bytes: replaced });
        expected.push(...replaced);
        at += length;
      }
      await using files = await open({
        inspector: () => ({ write() {}, end: () => ({ type: "image/png", edits }) }),
      });
      const { id, size } = await files.upload(bytes);
      assertEquals(size, expected.length);
      const opened = await files.files.open(id);
      assertEquals(await allOf(opened!.read(0, size)), new Uint8Array(expected));
      await files.collect();
      const chunks = (await files.rows()).filter(([kind]) => kind === "chunk").length;
      assertEquals(chunks, Math.ceil(size / (60 * 1024)), "the original is gone");
    }
  });
});
