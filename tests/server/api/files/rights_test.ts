import { assert, assertEquals, assertRejects } from "@std/assert";
import { Clock } from "../../../support/clock.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { backingOver } from "../../../../server/backing.ts";
import { Store } from "../../../../server/kv/store.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { readPath, sayFiles, someBytes, upload } from "../../../support/server/uploads.ts";

/** An id as ours are, which no file has. */
const NEVER = "A".repeat(22);
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"];

/** A server with a room that only those know who are invited, its owner, and somebody else. */
async function openDen() {
  const server = await TestServer.start();
  const admin = await claimAdmin(server, "root1");
  const [owner, ann] = [await claim(server, "owner"), await claim(server, "ann")];
  const out = await claim(server, "out");
  const ruler = await TestClient.connect(server, { token: owner });
  await ruler.join("den");
  await ruler.ask({ type: "access", room: "den", access: "hidden" });
  await ruler.ask({ type: "invite", room: "den", name: "ann" });
  const tokens = { admin, owner, ann, out, guest: await signIn(server, "gus") };
  const file = await upload(server, someBytes(1_000), { token: owner, name: "cat.bin" });
  return {
    ...{ server, ruler, tokens, file },
    async [Symbol.asyncDispose]() {
      await ruler[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** All that somebody is told under a path, but for the time, and for the id that they asked for. */
async function told(
  server: TestServer,
  path: string,
  asked: { method?: string; token?: string | undefined; headers?: Record<string, string> },
): Promise<string> {
  const { status, headers, bytes } = await readPath(server, path, asked);
  const heads = [...headers].filter(([name]) => name !== "date").map((head) => head.join(": "));
  const [, , id = ""] = path.split("/");
  const text = new TextDecoder().decode(bytes);
  return [status, ...heads, "", text].join("\n").replaceAll(id, "ID");
}

Deno.test("To all others a file is as one that never was, on every path and with every method", async () => {
  await using den = await openDen();
  const { server, tokens, file } = den;
  const below = ["cat.bin", "other.bin", "cat.bin/", "", "%00", "cat.bin?download", "a/b"];
  const paths = [...below.map((name) => `/${name}`), ""];
  for (const isSaid of [false, true]) {
    if (isSaid) await sayFiles(server, [file.id], { token: tokens.owner, room: "den" });
    const { status } = await readPath(server, file.url, { token: tokens.owner });
    assertEquals(status, 200);
    const askers = [undefined, "x".repeat(43), tokens.out, tokens.guest];
    const outsiders = isSaid ? askers : [...askers, tokens.ann, tokens.admin];
    for (const token of outsiders) {
      for (const method of METHODS) {
        for (const path of paths) {
          for (const headers of [{}, { range: "bytes=0-1" }, { "if-none-match": "*" }]) {
            const asked = { method, token, headers };
            const real = await told(server, `/files/${file.id}${path}`, asked);
            const never = await told(server, `/files/${NEVER}${path}`, asked);
            assertEquals(real, never, `${method} ${path}`);
            assert(/^40[45]\n/.test(real), real);
          }
        }
      }
    }
  }
});

Deno.test("Whoever may read the room reads its files, however they carry their token", async () => {
  await using den = await openDen();
  const { server, tokens, file } = den;
  await sayFiles(server, [file.id], { token: tokens.owner, room: "den" });
  for (const token of [tokens.owner, tokens.ann, tokens.admin]) {
    for (const carrying of [{ token }, { cookie: token }]) {
      const { status, bytes } = await readPath(server, file.url, carrying);
      assertEquals([status, bytes], [200, someBytes(1_000)]);
    }
  }
});

type Lose = (den: Awaited<ReturnType<typeof openDen>>, seq: number) => Promise<unknown>;

/** How ann loses a file that she could read, of the message with this number. */
const LOSSES: Record<string, Lose> = {
  "is kicked": ({ ruler }) => ruler.ask({ type: "kick", room: "den", name: "ann" }),
  "is uninvited": ({ ruler }) => ruler.ask({ type: "uninvite", room: "den", name: "ann" }),
  "is banned": ({ ruler }) => ruler.ask({ type: "ban", room: "den", name: "ann" }),
  "is banned from the server": async ({ server, tokens }) => {
    await using admin = await TestClient.connect(server, { token: tokens.admin });
    await admin.ask({ type: "ban", name: "ann" });
  },
  "finds the room closed": ({ ruler }) => ruler.ask({ type: "close", room: "den" }),
  "finds the message deleted": ({ server, tokens }, seq) =>
    expect(server, 204, `DELETE /api/rooms/den/messages/${seq}`, { token: tokens.owner }),
  "signs out": ({ server, tokens }) =>
    expect(server, 204, "DELETE /api/session", { token: tokens.ann }),
};

for (const [how, lose] of Object.entries(LOSSES)) {
  Deno.test(`Whoever ${how} has lost the file at once, though their browser knows it`, async () => {
    await using den = await openDen();
    const { server, tokens, file } = den;
    const { seq } = await sayFiles(server, [file.id], { token: tokens.owner, room: "den" });
    const first = await readPath(server, file.url, { token: tokens.ann });
    assertEquals(first.status, 200);
    const headers = { "if-none-match": first.headers.get("etag")! };
    const again = await readPath(server, file.url, { token: tokens.ann, headers });
    assertEquals(again.status, 304);
    await lose(den, seq);
    const lost = await told(server, file.url, { token: tokens.ann, headers });
    const never = `/files/${NEVER}/cat.bin`;
    assertEquals(lost, await told(server, never, { token: tokens.ann, headers }));
    assert(lost.startsWith("404\n"));
  });
}

/** How somebody loses a file that is on its way to them. */
const CUTS: Record<string, Lose> = {
  ...LOSSES,
  "finds its author's messages deleted": ({ server, tokens }) => {
    const body = { password: PASSWORD, messages: "delete" };
    return expect(server, 204, "DELETE /api/account", { token: tokens.owner, body });
  },
};

for (const [how, lose] of Object.entries(CUTS)) {
  Deno.test(`Whoever ${how} gets no more of a file that is on its way`, async () => {
    await using den = await openDen();
    const { server, tokens } = den;
    // More than what may be on its way, in buffers.
    const bytes = new Uint8Array(24 * 1024 * 1024);
    const large = await upload(server, bytes, { token: tokens.owner });
    // The bytes themselves stay, as this is a file of the same.
    await upload(server, bytes, { token: tokens.out });
    const { seq } = await sayFiles(server, [large.id], { token: tokens.owner, room: "den" });
    const headers = { authorization: `Bearer ${tokens.ann}` };
    const response = await fetch(server.url(large.url), { headers });
    const reader = response.body!.getReader();
    await reader.read();
    await lose(den, seq);
    await assertRejects(async () => {
      while (!(await reader.read()).done);
    });
  });
}

Deno.test("Files of a direct room are for its people, and for nobody who has their name later", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const [ada, bob] = [await claim(server, "ada"), await signIn(server, "bob")];
  const admin = await claimAdmin(server, "root1");
  const { id, url } = await upload(server, "secret", { token: ada });
  await sayFiles(server, [id], { token: ada, room: "@ada,bob" });
  for (const token of [ada, bob]) {
    assertEquals((await readPath(server, url, { token })).status, 200);
  }
  assertEquals((await readPath(server, url, { token: admin })).status, 404);
  await expect(server, 204, "DELETE /api/session", { token: bob });
  // A guest who is gone has their name for some seconds more.
  clock.pass(10_000);
  const other = await signIn(server, "bob");
  assertEquals((await readPath(server, url, { token: other })).status, 404);
});

Deno.test("A preview is for whoever may read its picture's room", async () => {
  await using server = await TestServer.start();
  const [ada, bob] = [await signIn(server, "ada"), await signIn(server, "bob")];
  // A picture of one dot.
  const png = Uint8Array.fromBase64(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  );
  const small = await upload(server, png, { token: ada, name: "small.png" });
  const large = await upload(server, someBytes(10), { token: ada });
  assertEquals((await readPath(server, small.url, { token: bob })).status, 404);
  const { files } = await sayFiles(server, [{ id: large.id, preview: small.id }], { token: ada });
  assertEquals(files[0]?.preview, { url: small.url, width: 1, height: 1 });
  assertEquals((await readPath(server, small.url, { token: bob })).status, 200);
});

Deno.test("Signing out, and deleting an account, clears what the browser keeps", async () => {
  await using server = await TestServer.start();
  const [ada, bob] = [await claim(server, "ada"), await claim(server, "bob")];
  const leaving = { password: PASSWORD, messages: "keep" };
  for (
    const { status, headers } of [
      await ask(server, "DELETE /api/session", { cookie: ada }),
      await ask(server, "DELETE /api/account", { cookie: bob, body: leaving }),
    ]
  ) {
    assertEquals([status, headers.get("clear-site-data")], [204, '"cache"']);
  }
});

Deno.test("Whoever came by an open room loses its files when it is open no more", async () => {
  await using den = await openDen();
  const { server, ruler, tokens, file } = den;
  await ruler.ask({ type: "access", room: "den", access: "open" });
  await sayFiles(server, [file.id], { token: tokens.owner, room: "den" });
  assertEquals((await readPath(server, file.url, { token: tokens.guest })).status, 200);
  for (const access of ["listed", "hidden"]) {
    await ruler.ask({ type: "access", room: "den", access });
    assertEquals((await readPath(server, file.url, { token: tokens.guest })).status, 404);
  }
});

Deno.test("A file is read at once on another server over the same database, by the same people", async () => {
  await using folder = await TempFolder.make();
  await using store = await Store.open(folder.file("chat.db"), { shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  const backing = backingOver(store);
  // It hears of nothing that the first does, as if that took long.
  backing.journal.follow = (signal) =>
    new ReadableStream<void>({
      start: (hints) => signal.addEventListener("abort", () => hints.close()),
    });
  await using theirs = await TestServer.start({ backing });
  const [ada, eve] = [await claim(ours, "ada"), await claim(ours, "eve")];
  for (let i = 0; i < 5; i++) {
    await using owner = await TestClient.connect(ours, { token: ada });
    await owner.join(`den${i}`);
    if (i % 2 === 1) await owner.ask({ type: "access", room: `den${i}`, access: "hidden" });
    const { id, url } = await upload(ours, someBytes(10), { token: ada });
    await sayFiles(ours, [id], { token: ada, room: `den${i}` });
    const statuses = await Promise.all(
      [eve, ada].map(async (token) => (await readPath(theirs, url, { token })).status),
    );
    assertEquals(statuses, [i % 2 === 1 ? 404 : 200, 200]);
  }
});
