import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { sayFiles, someBytes, upload } from "../../../support/server/uploads.ts";
import { readZip, unzip } from "../../../support/unzip.ts";

/** What somebody is sent who asks for their data. */
async function takes(server: TestServer, token: string): Promise<Map<string, Uint8Array>> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(server.url("/api/account/data"), { headers });
  const archive = await response.bytes();
  assertEquals([response.status, response.headers.get("content-type")], [200, "application/zip"]);
  const found = await readZip(archive);
  const unpacked = await unzip(archive);
  if (unpacked) assertEquals(new Set(unpacked.keys()), new Set(found.keys()));
  return found;
}

function read(found: Map<string, Uint8Array>, name: string): string {
  const bytes = found.get(name);
  assert(bytes, `${name} is not among ${[...found.keys()]}`);
  return new TextDecoder().decode(bytes);
}

function readJson(found: Map<string, Uint8Array>, name: string): Record<string, unknown> {
  return JSON.parse(read(found, name));
}

function textsIn(found: Map<string, Uint8Array>, room: string): unknown[] {
  const { messages } = readJson(found, `rooms/${room}/messages.json`);
  assert(Array.isArray(messages));
  return messages.map(({ text, emoji }) => text ?? emoji);
}

Deno.test("Somebody takes away what they said in every kind of room, and nothing of others", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using ada = await TestClient.enter(server, { token });
  await using bob = await TestClient.enter(server, "bob");
  bob.say("lobby", "from bob");
  ada.say("lobby", "from ada\nin two lines", "1");
  ada.say("lobby", "to be changed", "2");
  ada.say("lobby", "to be deleted", "3");
  const said = [];
  while (said.length < 3) {
    const one = await ada.next("said");
    if (one.from === "ada") said.push(one.seq);
  }
  const messages = "/api/rooms/lobby/messages";
  const body = { text: "changed" };
  await expect(server, 200, `PATCH ${messages}/${said[1]}`, { token, body });
  await expect(server, 204, `DELETE ${messages}/${said[2]}`, { token });
  await expect(server, 204, `PUT ${messages}/${said[0]}/reactions/👍`, { token });
  for (const room of ["den", "Über-room"]) {
    await ada.join(room);
    await expect(server, 201, `POST /api/rooms/${encodeURIComponent(room)}/messages`, {
      ...{ token, body: { text: `in ${room}` } },
    });
  }
  await ada.ask({ type: "access", room: "den", access: "hidden" });
  ada.send({ type: "say", to: "bob", id: "d1", text: "psst" });
  bob.send({ type: "say", to: "ada", id: "d2", text: "what?" });
  await ada.until((event) => event.type === "said" && event.text === "what?", "an answer");

  const found = await takes(server, token);
  assertEquals(textsIn(found, "lobby"), ["from ada\nin two lines", "changed", "👍"]);
  assertEquals(textsIn(found, "den"), ["in den"]);
  assertEquals(textsIn(found, "Über-room"), ["in Über-room"]);
  assertEquals(textsIn(found, "@ada,bob"), ["psst"]);
  const words = read(found, "rooms/lobby/messages.txt");
  assertMatch(words, /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] #\d+\n {2}from ada\n {2}in two lines\n/);
  assertStringIncludes(words, "(edited)\n  changed\n");
  const all = [...found.values()].map((bytes) => new TextDecoder().decode(bytes)).join("\n");
  for (const others of ["from bob", "what?", "to be deleted", "to be changed", token, PASSWORD]) {
    assert(!all.includes(others), others);
  }
  const about = readJson(found, "account.json");
  assertEquals([about.name, about.guest, about.admin], ["ada", false, false]);
  assert(Array.isArray(about.sessions) && about.sessions.length === 1);
  assertStringIncludes(read(found, "README.txt"), "Made for ada at ");
});

Deno.test("Somebody takes away their files, beside the messages that they came with", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using _ada = await TestClient.enter(server, { token });
  const other = await claim(server, "bob");
  const large = someBytes(700_000);
  const first = await upload(server, large, { token, name: "large.bin" });
  const second = await upload(server, "two", { token, name: "two.txt" });
  const loose = await upload(server, "not said", { token, name: "loose.txt" });
  const gone = await upload(server, "gone", { token, name: "gone.txt" });
  await sayFiles(server, [first.id, { id: second.id, name: "Second: a/b?.txt" }], { token });
  const entry = await sayFiles(server, [gone.id], { token });
  await expect(server, 204, `DELETE /api/rooms/lobby/messages/${entry.seq}`, { token });
  const theirs = await upload(server, "bob's", { token: other, name: "bob.txt" });
  await sayFiles(server, [theirs.id], { token: other });
  const found = await takes(server, token);
  const { messages } = readJson(found, "rooms/lobby/messages.json");
  assert(Array.isArray(messages) && messages.length === 1);
  const paths: string[] = messages[0].files.map(({ path }: { path: string }) => path);
  assertEquals(found.get(`rooms/lobby/${paths[0]}`), large);
  assertEquals(read(found, `rooms/lobby/${paths[1]}`), "two");
  assertEquals(read(found, `files/${loose.id} loose.txt`), "not said");
  const names = [...found.keys()].filter((name) => /\.(bin|txt)$/.test(name));
  // And beside these, README.txt and messages.txt.
  assertEquals(names.length, 5, names.join());
});

Deno.test("A guest takes away what is theirs, and nothing of who had their name before", async () => {
  await using server = await TestServer.start();
  const before = await TestClient.enter(server, "gus");
  before.say("lobby", "from another gus");
  await before.texts(1);
  await before[Symbol.asyncDispose]();
  await server.freed("gus");
  await using gus = await TestClient.enter(server, "gus");
  gus.say("lobby", "from me", "mine");
  await gus.until((event) => event.type === "said" && event.text === "from me", "a message");
  const found = await takes(server, String(gus.welcome.token));
  assertEquals(textsIn(found, "lobby"), ["from me"]);
  assertEquals(readJson(found, "account.json").guest, true);
});

Deno.test("Who said nothing takes away what there is of them", async () => {
  await using server = await TestServer.start();
  const quiet = await takes(server, await signIn(server, "eve"));
  assertEquals([...quiet.keys()], ["README.txt", "account.json"]);
});

Deno.test("A person is sent one archive at a time, which ends when their session does", async () => {
  await using server = await TestServer.start();
  await claimAdmin(server, "root-ada");
  const token = await claim(server, "ada");
  await using _ada = await TestClient.enter(server, { token });
  const { id } = await upload(server, someBytes(8_000_000), { token, name: "large.bin" });
  await sayFiles(server, [id], { token });
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(server.url("/api/account/data"), { headers });
  const reader = response.body!.getReader();
  await reader.read();
  await expect(server, "429 too-many", "GET /api/account/data", { token });
  await expect(server, 204, "DELETE /api/session", { token });
  const isCut = async () => {
    while (true) {
      const { done } = await reader.read();
      if (done) return false;
    }
  };
  assertEquals(await isCut().catch(() => true), true);
});

Deno.test("Who goes while their archive is sent may ask for it again, and a look at its head counts for nothing", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  for (let i = 0; i < 3; i++) {
    const headers = { authorization: `Bearer ${token}` };
    const asked = await fetch(server.url("/api/account/data"), { method: "HEAD", headers });
    assertEquals(asked.status, 200);
    assertMatch(asked.headers.get("content-disposition") ?? "", /^attachment; .*hubbub%20ada%20/);
  }
  assertEquals((await takes(server, token)).has("README.txt"), true);
});
