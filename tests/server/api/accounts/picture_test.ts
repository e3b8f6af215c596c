import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { backingOver } from "../../../../server/backing.ts";
import { KvJournal } from "../../../../server/kv/journal.ts";
import { keys } from "../../../../server/kv/keys.ts";
import { MEMORY } from "../../../../server/kv/store/database.ts";
import { Store } from "../../../../server/kv/store.ts";
import { Clock } from "../../../support/clock.ts";
import { png, webp } from "../../../support/files/pictures.ts";
import { claim, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { readPath, sayFiles, upload } from "../../../support/server/uploads.ts";

const CHANGE = "PUT /api/account/profile";

Deno.test("A picture is an own upload, served to all who may be here, and fixed", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  const gus = await signIn(server, "gus");
  const { id } = await upload(server, png({ isPersonal: true }), { token, name: "me.gif" });
  await expect(server, "404 not-found", CHANGE, {
    token: await claim(server, "bob"),
    body: { picture: id },
  });
  const { picture } = await expect(server, 200, CHANGE, { token, body: { picture: id } });
  assertMatch(String(picture), new RegExp(`^/files/${id}/picture.png$`));
  const read = await readPath(server, String(picture), { token: gus });
  assertEquals([read.status, read.headers.get("content-type")], [200, "image/png"]);
  assertStringIncludes(read.headers.get("cache-control") ?? "", "private");
  assertStringIncludes(read.headers.get("cache-control") ?? "", "immutable");
  assertEquals((await readPath(server, String(picture))).status, 404);
  // It is no message's any more to have, nor is another message's a picture.
  const body = { files: [id] };
  await expect(server, "404 not-found", "POST /api/rooms/lobby/messages", { token, body });
  const other = await upload(server, png(), { token, name: "cat.png" });
  await sayFiles(server, [other.id], { token });
  await expect(server, "404 not-found", CHANGE, { token, body: { picture: other.id } });
  const text = await upload(server, "hello", { token, name: "me.png" });
  await expect(server, "400 malformed", CHANGE, { token, body: { picture: text.id } });
  const large = await upload(server, webp({ width: 600, height: 20 }), { token });
  await expect(server, "400 malformed", CHANGE, { token, body: { picture: large.id } });
  assertEquals((await readPath(server, String(picture), { token: gus })).status, 200);
});

Deno.test("A picture is kept as long as the profile has it, and no longer", async () => {
  const clock = new Clock();
  const store = await Store.open(MEMORY);
  await using _ = store;
  const backing = backingOver(store, new KvJournal(store));
  await using server = await TestServer.start({ backing, now: clock.now });
  const token = await claim(server, "ada");
  const first = await upload(server, png({ width: 8, height: 8 }), { token });
  await expect(server, 200, CHANGE, { token, body: { picture: first.id } });
  clock.pass(2 * 60 * 60_000);
  const collect = async () => {
    const old = { loose: clock.now(), staged: 0 };
    while (await backing.files.collectSome(old, () => true));
  };
  await collect();
  assertEquals((await readPath(server, `/files/${first.id}/p.png`, { token })).status, 200);
  const second = await upload(server, png({ width: 9, height: 9 }), { token });
  await expect(server, 200, CHANGE, { token, body: { picture: second.id } });
  await collect();
  assertEquals(await backing.files.find([first.id]), [undefined]);
  assertEquals((await readPath(server, `/files/${first.id}/p.png`, { token })).status, 404);
  await expect(server, 200, CHANGE, { token, body: { picture: null } });
  await collect();
  assertEquals((await store.list({ prefix: keys.blobs }, {})).length, 0);
});

Deno.test("With an account its profile goes, with the picture and the display name", async () => {
  const store = await Store.open(MEMORY);
  await using _ = store;
  await using server = await TestServer.start({
    backing: backingOver(store, new KvJournal(store)),
  });
  const token = await claim(server, "ada");
  const bob = await claim(server, "bob");
  const { id } = await upload(server, png(), { token });
  await expect(server, 200, CHANGE, { token, body: { display: "Ada L.", picture: id } });
  const body = { password: PASSWORD, messages: "keep" };
  await expect(server, 204, "DELETE /api/account", { token, body });
  // It goes on in the background.
  while ((await store.list({ prefix: keys.allErasing }, {})).length > 0);
  for (const prefix of [["profile"], ["displayed"]]) {
    assertEquals(await store.list({ prefix }, {}), []);
  }
  assertEquals((await readPath(server, `/files/${id}/picture.png`, { token: bob })).status, 404);
  await expect(server, 200, CHANGE, { token: bob, body: { display: "Ada L." } });
  await expect(server, "404 not-found", "GET /api/people/ada", { token: bob });
});
