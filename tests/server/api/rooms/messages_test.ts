import { assert, assertEquals } from "@std/assert";
import { LIMITS } from "../../../../protocol.ts";
import { nameKey } from "../../../../protocol/name.ts";
import { StoreFile } from "../../../support/store/store_file.ts";
import { ask, claim, claimAdmin, expect, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

const LOBBY = "/api/rooms/lobby/messages";

Deno.test("What is posted over HTTP is told to everybody in the room, and answered with its entry", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  const token = await signIn(server, "ada");
  const entry = await expect(server, 201, `POST ${LOBBY}`, {
    token,
    body: { text: "hello", id: "a-1" },
  });
  assertEquals(entry, { ...await bob.next("said") });
  assertEquals([entry.from, entry.id, entry.text, entry.seq], ["ada", "a-1", "hello", 1]);
});

Deno.test("Who posts without an id is given one, another each time", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  const ids = new Set<unknown>();
  for (let i = 0; i < 3; i++) {
    ids.add((await expect(server, 201, `POST ${LOBBY}`, { token, body: { text: "x" } })).id);
  }
  assertEquals(ids.size, 3);
  for (const id of ids) assert(/^[\x20-\x7e]{1,64}$/.test(String(id)));
});

Deno.test("Who posts over HTTP is not among the people who are in the room", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  const token = await signIn(server, "ada");
  await expect(server, 201, `POST ${LOBBY}`, { token, body: { text: "hello" } });
  const members = await expect(server, 200, "GET /api/rooms/lobby/members", { token });
  assertEquals(members, { members: ["bob"], count: 1 });
  assertEquals((await bob.events(1))[0]?.type, "said");
});

Deno.test("A message is stored once, however often and wherever its id is posted", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  await bob.join("den");
  const token = await signIn(server, "ada");
  const body = { text: "once", id: "a-1" };
  const posts = Array.from({ length: 20 }, () => ask(server, `POST ${LOBBY}`, { token, body }));
  const answers = await Promise.all(posts);
  const made = answers.filter(({ status }) => status === 201);
  assertEquals(made.length, 1);
  const stored = { stored: { room: "lobby", seq: made[0]?.body?.seq } };
  for (const { status, body } of answers) {
    if (status !== 201) assertEquals([status, body], [200, stored]);
  }
  assertEquals(
    await expect(server, 200, `POST /api/rooms/Lobby/messages`, { token, body }),
    stored,
  );
  const elsewhere = await ask(server, "POST /api/rooms/den/messages", { token, body });
  assertEquals([elsewhere.status, elsewhere.body], [409, stored]);
  const { entries } = await expect(server, 200, `GET ${LOBBY}`, { token });
  assertEquals((entries as unknown[]).length, 1);
});

Deno.test("Who posts an id again is told where it was said, also in a direct room that nobody uses", async () => {
  await using file = await StoreFile.make();
  const start = () => TestServer.start({ store: file.path });
  const body = { text: "psst", id: "a-1" };
  let token = "";
  {
    await using server = await start();
    token = await claim(server, "ada");
    await claim(server, "bob");
    await expect(server, 201, "POST /api/rooms/@ada,bob/messages", { token, body });
  }
  await using server = await start();
  const { status, body: answered } = await ask(server, `POST ${LOBBY}`, { token, body });
  assertEquals([status, answered], [409, { stored: { room: "@ada,bob", seq: 1 } }]);
});

Deno.test("Posting makes no room but the direct one of people who are known", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  const bob = await signIn(server, "bob");
  const post = (room: string) =>
    ask(server, `POST /api/rooms/${encodeURIComponent(room)}/messages`, {
      token,
      body: { text: "hi" },
    });
  assertEquals((await post("cellar")).status, 404);
  assertEquals((await post("@ada,eve")).status, 404);
  assertEquals((await post("@bob,cyd")).status, 404);
  const { status, body } = await post("@bob,ada");
  assertEquals([status, body?.room], [201, "@ada,bob"]);
  const read = await expect(server, 200, "GET /api/rooms/@ada,bob/messages", { token: bob });
  assertEquals((read.entries as { text: string }[]).map(({ text }) => text), ["hi"]);
  const { rooms } = await expect(server, 200, "GET /api/rooms", { token });
  const names = (rooms as { room: string }[]).map(({ room }) => room);
  assertEquals(names.toSorted(), ["@ada,bob", "lobby"]);
});

Deno.test("A message is changed, reacted to and deleted over HTTP by whom it may be", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.enter(server, "bob");
  const token = await signIn(server, "ada");
  const { seq } = await expect(server, 201, `POST ${LOBBY}`, { token, body: { text: "helo" } });
  const edited = await expect(server, 200, `PATCH ${LOBBY}/${seq}`, {
    token,
    body: { text: "hello" },
  });
  assertEquals([edited.type, edited.of, edited.text], ["edited", seq, "hello"]);
  const heart = `${LOBBY}/${seq}/reactions/${encodeURIComponent("❤")}`;
  await expect(server, 204, `PUT ${heart}`, { token });
  await expect(server, 204, `DELETE ${heart}`, { token });
  await expect(server, "400 malformed", `PUT ${LOBBY}/${seq}/reactions/x`, { token });
  const other = await signIn(server, "eve");
  await expect(server, "403 forbidden", `PATCH ${LOBBY}/${seq}`, {
    token: other,
    body: { text: "!" },
  });
  await expect(server, "403 forbidden", `DELETE ${LOBBY}/${seq}`, { token: other });
  await expect(server, 204, `DELETE ${LOBBY}/${seq}`, { token });
  await expect(server, "404 not-found", `DELETE ${LOBBY}/${seq}`, { token });
  const types = (await bob.log(5)).map(({ type }) => type);
  assertEquals(types, ["said", "edited", "reacted", "reacted", "deleted"]);
});

Deno.test("A reply over HTTP is to a message that is there", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  const { seq } = await expect(server, 201, `POST ${LOBBY}`, { token, body: { text: "?" } });
  const reply = await expect(server, 201, `POST ${LOBBY}`, {
    token,
    body: { text: "!", reply: seq },
  });
  assertEquals(reply.reply, seq);
  const answered = await ask(server, `POST ${LOBBY}`, { token, body: { text: "!", reply: 99 } });
  assertEquals([answered.status, answered.body?.reason], [404, "no-such-message"]);
});

Deno.test("What can't be read over HTTP is refused with a sentence", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  const long = "x".repeat(LIMITS.text + 1);
  for (
    const [what, body, status] of [
      [`POST ${LOBBY}`, {}, "400 malformed"],
      [`POST ${LOBBY}`, { text: "" }, "400 malformed"],
      [`POST ${LOBBY}`, { text: 1 }, "400 malformed"],
      [`POST ${LOBBY}`, { text: "x", id: "" }, "400 malformed"],
      [`POST ${LOBBY}`, { text: "x", id: 7 }, "400 malformed"],
      [`POST ${LOBBY}`, { text: "x", reply: "1" }, "400 malformed"],
      [`POST ${LOBBY}`, { text: long }, "413 too-long"],
      [`PATCH ${LOBBY}/0`, { text: "x" }, "400 malformed"],
      [`PATCH ${LOBBY}/x`, { text: "x" }, "400 malformed"],
      [`PATCH ${LOBBY}/1`, { text: "x" }, "404 not-found"],
      ["POST /api/rooms/a%20b/messages", { text: "x" }, "400 malformed"],
      ["POST /api/rooms/@ada/messages", { text: "x" }, "400 malformed"],
      [`GET ${LOBBY}?before=x`, undefined, "400 malformed"],
      [`GET ${LOBBY}?before=1&after=1`, undefined, "400 malformed"],
      [`GET ${LOBBY}?limit=0`, undefined, "400 malformed"],
      [`GET ${LOBBY}?limit=${LIMITS.history + 1}`, undefined, "400 malformed"],
      ["GET /api/rooms/lobby/search", undefined, "400 malformed"],
      ["GET /api/rooms/lobby/search?q=+", undefined, "400 malformed"],
    ] as const
  ) {
    const { message } = await expect(server, status, what, { token, body });
    assert(/^Cannot .+/.test(String(message)), `${what}: ${message}`);
  }
});

Deno.test("History and search over HTTP are paged", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  for (let i = 1; i <= 5; i++) {
    await expect(server, 201, `POST ${LOBBY}`, { token, body: { text: `word ${i}` } });
  }
  const read = async (query: string) => {
    const { entries, more } = await expect(server, 200, `GET ${LOBBY}?${query}`, { token });
    return [(entries as { seq: number }[]).map(({ seq }) => seq), more];
  };
  assertEquals(await read(""), [[1, 2, 3, 4, 5], false]);
  assertEquals(await read("limit=2"), [[4, 5], true]);
  assertEquals(await read("before=4&limit=2"), [[2, 3], true]);
  assertEquals(await read("after=3"), [[4, 5], false]);
  assertEquals(await read("after=0&limit=2"), [[1, 2], true]);
  const found = await expect(server, 200, "GET /api/rooms/lobby/search?q=WORD&limit=2", { token });
  assertEquals((found.entries as { seq: number }[]).map(({ seq }) => seq), [5, 4]);
  const older = await expect(
    server,
    200,
    `GET /api/rooms/lobby/search?q=word&before=${found.before}`,
    {
      token,
    },
  );
  assertEquals((older.entries as { seq: number }[]).map(({ seq }) => seq), [3, 2, 1]);
});

Deno.test("Rooms of any script are reached by their percent-encoded names, in any spelling", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.connect(server, "bob");
  await bob.join("中文");
  await bob.join("Straße");
  const token = await signIn(server, "艾达");
  for (const room of ["中文", "Straße", "STRASSE", "straße".normalize("NFD")]) {
    const path = `/api/rooms/${encodeURIComponent(room)}`;
    const entry = await expect(server, 201, `POST ${path}/messages`, {
      token,
      body: { text: "你好" },
    });
    assertEquals(nameKey(String(entry.room)), nameKey(room));
    await expect(server, 200, `GET ${path}/members`, { token });
  }
});

Deno.test("A hidden room is answered byte for byte as one that is not there", async () => {
  await using server = await TestServer.start();
  const owner = await TestClient.connect(server, "bob");
  await using _ = owner;
  await owner.join("den");
  await owner.ask({ type: "access", room: "den", access: "hidden" });
  const token = await claim(server, "eve");
  const asked: [string, unknown?][] = [
    ["GET /api/rooms/ROOM/messages"],
    ["POST /api/rooms/ROOM/messages", { text: "x" }],
    ["PATCH /api/rooms/ROOM/messages/1", { text: "x" }],
    ["DELETE /api/rooms/ROOM/messages/1"],
    ["PUT /api/rooms/ROOM/messages/1/reactions/👍"],
    ["DELETE /api/rooms/ROOM/messages/1/reactions/👍"],
    ["GET /api/rooms/ROOM/search?q=x"],
    ["GET /api/rooms/ROOM/members"],
  ];
  for (const [what, body] of asked) {
    const answers = await Promise.all(["den", "pit"].map(async (room) => {
      const { status, headers, body: answered } = await ask(server, what.replace("ROOM", room), {
        token,
        body,
      });
      const rest = [...headers].filter(([name]) => name !== "date");
      return JSON.stringify([status, rest, answered]).replaceAll(room, "ROOM");
    }));
    assertEquals(answers[0], answers[1]);
    assert(answers[0]?.startsWith("[404,"), answers[0]);
  }
});

Deno.test("Who is muted or banned is told until when over HTTP, too", async () => {
  await using server = await TestServer.start();
  const admin = await TestClient.connect(server, { token: await claimAdmin(server, "root1") });
  await using _ = admin;
  await admin.join("lobby");
  const token = await claim(server, "bob");
  await admin.ask({ type: "mute", room: "lobby", name: "bob", ms: 60_000 });
  const muted = await ask(server, `POST ${LOBBY}`, { token, body: { text: "x" } });
  assertEquals([muted.status, muted.body?.error, muted.body?.reason], [403, "forbidden", "muted"]);
  assertEquals(muted.headers.get("retry-after"), "60");
  await expect(server, 200, `GET ${LOBBY}`, { token });
  await admin.ask({ type: "ban", room: "lobby", name: "bob" });
  await expect(server, "403 forbidden", `GET ${LOBBY}`, { token });
  await expect(server, "403 forbidden", `POST ${LOBBY}`, { token, body: { text: "x" } });
  await admin.ask({ type: "ban", name: "bob" });
  const { status } = await ask(server, "GET /api/rooms", { token });
  assert(status === 401 || status === 403);
});

Deno.test("A guest's name is theirs while they ask over HTTP, and nobody else's", async () => {
  await using server = await TestServer.start();
  const token = await signIn(server, "ada");
  await using _ = await TestClient.enter(server, { name: "ada" });
  await expect(server, "409 name-taken", `POST ${LOBBY}`, { token, body: { text: "x" } });
});

Deno.test("What somebody blocks does not come to them over HTTP", async () => {
  await using server = await TestServer.start();
  const [ada, bob] = [await claim(server, "ada"), await claim(server, "bob")];
  await expect(server, 201, `POST ${LOBBY}`, { token: bob, body: { text: "secret" } });
  await expect(server, 204, "POST /api/blocks", { token: ada, body: { name: "bob" } });
  const { entries } = await expect(server, 200, `GET ${LOBBY}`, { token: ada });
  assertEquals((entries as { text: string; blocked: boolean }[])[0]?.text, "");
  const found = await expect(server, 200, "GET /api/rooms/lobby/search?q=secret", { token: ada });
  assertEquals(found.entries, []);
  const say = { token: ada, body: { text: "x" } };
  await expect(server, "403 forbidden", "POST /api/rooms/@ada,bob/messages", say);
});
