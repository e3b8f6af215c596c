import { assert, assertEquals } from "@std/assert";
import { newSecret, SealedRoom } from "../../../../client/sealed.ts";
import { ROUTES } from "../../../../server/api.ts";
import { claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { until } from "../../../support/until.ts";
import { ROUTES as ROWS } from "../route_rows.ts";

/** What stands in the place of the other parts of a path. */
const PARAMS: Readonly<Record<string, string>> = { seq: "9", emoji: "👍", id: "unknown" };
/** Where a room is named elsewhere than in the path, or could be listed. */
const BESIDES = [
  ["GET /api/invites?room=ROOM", undefined],
  ["POST /api/invites", { room: "ROOM" }],
  ["GET /api/rooms/ROOM/search?q=word", undefined],
  ["GET /api/people/ada?room=ROOM", undefined],
  ["GET /ws?name=eve&room=ROOM&format=text", undefined],
] as const;

/** What whoever knows a sealed room's name may read there, or do as far as they may: they may join, too. */
const BY_NAME = [
  ...["PATCH /api/rooms/ROOM", "POST /api/rooms/ROOM/messages/9/report"],
  ...["GET /api/rooms/ROOM/messages", "DELETE /api/rooms/ROOM/messages/9"],
  "PUT /api/rooms/ROOM/messages/9/reactions/👍",
  "DELETE /api/rooms/ROOM/messages/9/reactions/👍",
  ...["PUT /api/rooms/ROOM/read", "GET /api/rooms/ROOM/pins", "PUT /api/rooms/ROOM/pins/9"],
  ...["DELETE /api/rooms/ROOM/pins/9", "GET /api/rooms/ROOM/members", "GET /api/rooms/ROOM/files"],
  ...["GET /api/rooms/ROOM/events", "GET /api/rooms/ROOM/search?q=word"],
  "GET /api/people/ada?room=ROOM",
];

/** A server with a sealed room in which ada has said something. */
async function withRoom(
  act: (server: TestServer, room: SealedRoom, ada: TestClient) => Promise<void>,
): Promise<void> {
  await using server = await TestServer.start();
  const room = await SealedRoom.of(newSecret());
  const token = await claim(server, "ada");
  await using ada = await TestClient.enter(server, { token }, room.name);
  const sealed = await room.seal({ text: "a word" }, { from: "ada", id: "1" });
  ada.send({ type: "say", room: room.name, id: "1", sealed });
  assertEquals((await ada.next("said")).sealed, sealed);
  await act(server, room, ada);
}

/** What somebody asks for that is answered otherwise than where there never was such a room. */
async function tellingOf(
  server: TestServer,
  room: SealedRoom,
  token: string | undefined,
): Promise<string[]> {
  const never = await SealedRoom.of(newSecret());
  const telling: string[] = [];
  for (const [what, body] of asked()) {
    const answers: string[] = [];
    for (const { name } of [room, never]) {
      const sent = body && JSON.parse(JSON.stringify(body).replaceAll("ROOM", name));
      const told = await answerOf(server, what.replace("ROOM", name), token, sent);
      answers.push(told.replaceAll(name, "ROOM"));
    }
    if (answers[0] !== answers[1]) telling.push(what);
  }
  return telling;
}

Deno.test("Over HTTP nobody is told that there is a sealed room who has no session, whatever they ask", async () => {
  await withRoom(async (server, room) => {
    assertEquals(await tellingOf(server, room, undefined), []);
    assertEquals(await tellingOf(server, room, "wrong"), []);
  });
});

Deno.test("Over HTTP whoever knows the name of a sealed room may read it, and is told nothing else", async () => {
  await withRoom(async (server, room) => {
    for (const token of [await signIn(server, "gus"), await claim(server, "bob")]) {
      assertEquals((await tellingOf(server, room, token)).toSorted(), BY_NAME.toSorted());
    }
  });
});

Deno.test("Over HTTP a sealed room by invitation only is as one that never was, whatever is asked of it", async () => {
  await withRoom(async (server, room, ada) => {
    await ada.ask({ type: "access", room: room.name, access: "hidden" });
    for (const token of [await signIn(server, "gus"), await claim(server, "bob")]) {
      assertEquals(await tellingOf(server, room, token), []);
    }
  });
});

Deno.test("Over HTTP no answer has the name of a sealed room in it for who does not know it", async () => {
  await withRoom(async (server, room) => {
    const admin = await claimAdmin(server, "zoe");
    const plain = ROUTES.filter(([method, path]) => method === "GET" && !path.includes(":"));
    assert(plain.length > 15, String(plain.length));
    for (const token of [await signIn(server, "gus"), await claim(server, "bob"), admin]) {
      for (const [, path] of plain) {
        const told = await answerOf(server, `GET ${path}`, token, undefined);
        // Who looks after the server sees what fills it, and what to close.
        const isAdmins = token === admin &&
          ["/api/admin/rooms", "/api/admin/storage"].includes(path);
        assertEquals(told.includes(room.name.slice(1)), isAdmins, `${path}: ${told.slice(0, 300)}`);
        if (!isAdmins || path !== "/api/admin/rooms") continue;
        const { rooms } = JSON.parse(told.slice(4));
        const [listed] = rooms.filter(({ key }: { key: string }) => key === room.name);
        assertEquals([listed.messages, listed.people, listed.topic], [1, 1, ""]);
      }
    }
  });
});

Deno.test("Over HTTP somebody says, edits and sets a topic as it is sealed, and nothing as text", async () => {
  await withRoom(async (server, room, ada) => {
    const { name } = room;
    const token = await signIn(server, "eve");
    const sealed = await room.seal({ text: "hello" }, { from: "eve", id: "2" });
    const said = `POST /api/rooms/${name}/messages`;
    const entry = await expect(server, 201, said, { token, body: { id: "2", sealed } });
    assertEquals([entry.sealed, entry.text, entry.seq], [sealed, "", 2]);
    assertEquals((await ada.next("said")).sealed, sealed);
    const again = await expect(server, 200, said, { token, body: { id: "2", sealed } });
    assertEquals(again.stored, { room: name, seq: 2 });
    const other = await room.seal({ text: "hi" }, { from: "eve", id: "2" });
    const edit = `PATCH /api/rooms/${name}/messages/2`;
    const edited = await expect(server, 200, edit, { token, body: { sealed: other } });
    assertEquals([edited.sealed, edited.text], [other, ""]);
    for (const what of [said, edit, said.replace(name, `~${"A".repeat(22)}`)]) {
      const refused = await expect(server, "400 malformed", what, { token, body: { text: "hi" } });
      assert(String(refused.message).startsWith("Cannot read text: must be in"), what);
    }
    const lobby = "POST /api/rooms/lobby/messages";
    await expect(server, "400 malformed", lobby, { token, body: { sealed } });
    const topic = await room.sealTopic("Plans", "eve");
    const set = `PATCH /api/rooms/${name}`;
    const told = await expect(server, 200, set, { token, body: { sealed: topic } });
    assertEquals(told.topic, "");
    await using bob = await TestClient.connect(server, "bob");
    bob.send({ type: "join", room: name });
    const { sealedTopic } = await bob.next("joined");
    assertEquals(sealedTopic, { from: "eve", sealed: topic });
    assertEquals(await room.openTopic(topic, "eve"), { text: "Plans" });
  });
});

Deno.test("Over HTTP a sealed room takes no hooks and no invitations, and a report has the reporter's word", async () => {
  await withRoom(async (server, room) => {
    const { name } = room;
    const { token } = await expect(server, 201, "POST /api/session", {
      body: { name: "ada", password: PASSWORD },
    });
    const ada = String(token);
    const bob = await signIn(server, "bob");
    for (const who of [ada, bob]) {
      for (
        const [what, body] of [
          [`POST /api/rooms/${name}/hooks`, { name: "ci" }],
          [`GET /api/rooms/${name}/hooks`, undefined],
          ["POST /api/invites", { room: name }],
        ] as const
      ) {
        const { message } = await expect(server, "403 forbidden", what, { token: who, body });
        assert(String(message).includes("a private room takes no hooks"), `${what}: ${message}`);
      }
    }
    const body = { reason: "insults" };
    await expect(server, 204, `POST /api/rooms/${name}/messages/1/report`, { token: bob, body });
    const told = await expect(server, 200, `GET /api/rooms/${name}/reports`, { token: ada });
    const [report] = told.reports as { reason: string; message: Record<string, unknown> }[];
    assertEquals([report?.reason, report?.message.text], ["insults", ""]);
    assertEquals(report?.message.sealed, true);
  });
});

/** The status and the body of an answer; of a stream, that it is one. */
async function answerOf(
  server: TestServer,
  what: string,
  token: string | undefined,
  body: unknown,
): Promise<string> {
  const [method = "GET", path = "/"] = what.split(" ");
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { "content-type": "application/json" }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(server.url(path), { method, headers, ...sent });
  const isStream = response.headers.get("content-type") === "text/event-stream";
  if (!isStream) return `${response.status} ${await response.text()}`;
  await response.body?.cancel();
  return `${response.status} stream`;
}

/** All that can be asked of a room over HTTP, and what is sent with it. */
function asked(): (readonly [string, Record<string, unknown> | undefined])[] {
  const paths = ROUTES.filter(([, path]) => path.includes(":room") && !path.includes("/admin/"));
  const rows = paths.map(([method, path]) => {
    const row = `${method} ${path}`;
    const filled = row.replace(
      /:(\w+)/g,
      (_, name) => name === "room" ? "ROOM" : PARAMS[name] ?? "x",
    );
    return [filled, ROWS[row]?.body] as const;
  });
  return [...rows, ...BESIDES];
}

Deno.test("Who deletes their account leaves no name in a sealed room, and their topic goes with it", async () => {
  await withRoom(async (server, room, ada) => {
    const topic = await room.sealTopic("Plans", "ada");
    ada.send({ type: "topic", room: room.name, sealed: topic });
    await ada.next("topic");
    await using bob = await TestClient.enter(server, "bob", room.name);
    const { token } = await expect(server, 201, "POST /api/session", {
      body: { name: "ada", password: PASSWORD },
    });
    await expect(server, 204, "DELETE /api/account", {
      token: String(token),
      body: { password: PASSWORD, messages: "keep" },
    });
    const joined = async () => {
      bob.send({ type: "leave", room: room.name });
      await bob.next("left");
      bob.send({ type: "join", room: room.name, after: 0 });
      return await bob.next("joined");
    };
    await until(async () => (await joined()).sealedTopic === undefined, "the topic to go");
    const path = `GET /api/rooms/${room.name}/messages`;
    const read = async () => {
      const { entries } = await expect(server, 200, path, { token: bob.welcome.token });
      return entries as { from: string; id: string; sealed: string }[];
    };
    await until(async () => !JSON.stringify(await read()).includes('"ada"'), "the name to go");
    const [said] = await read();
    assertEquals(said?.from, "former member");
    assertEquals(await room.open(said!.sealed, said!), { unreadable: "mismatch" });
  });
});
