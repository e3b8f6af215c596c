import { assertEquals } from "@std/assert";
import type { RoomSummary } from "../../../protocol.ts";
import { summary } from "../../support/hub/log.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** Says that somebody has read so far, and waits until another socket of theirs was told. */
async function reads(client: TestClient, other: TestClient, room: string, seq: number) {
  client.send({ type: "read", room, seq });
  const event = await other.next("read");
  assertEquals([event.room, event.seq], [room, seq]);
}

async function roomsOf(client: TestClient): Promise<RoomSummary[]> {
  const rooms = await client.ask({ type: "rooms" });
  return rooms.type === "rooms" ? rooms.rooms : [];
}

/** Asks until it is stored that somebody has read so far: it was taken before, and is under way. */
async function hasRead(client: TestClient, room: string, seq: number): Promise<void> {
  let known: number | undefined;
  for (let i = 0; i < 100 && known !== seq; i++) {
    known = (await roomsOf(client)).find((one) => one.room === room)?.read;
  }
  assertEquals(known, seq);
}

Deno.test("What somebody has read on one socket is told on the others, and to nobody else", async () => {
  await using server = await TestServer.start();
  await using tab = await TestClient.enter(server, "ada");
  await using phone = await TestClient.connect(server, { token: tab.welcome.token! });
  await using bob = await TestClient.enter(server, "bob");
  for (const text of ["1", "2", "3"]) bob.say("lobby", text);
  await tab.texts(3);
  await reads(tab, phone, "lobby", 2);
  await reads(phone, tab, "lobby", 3);
  await bob.texts(3);
  assertEquals((await bob.ask({ type: "ping" })).type, "pong");
  bob.say("lobby", "4");
  assertEquals((await bob.events(1)).map(({ type }) => type), ["said"]);
});

Deno.test("What somebody has read is kept while they and the server are away", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  let token = "";
  {
    await using server = await TestServer.start({ store });
    await using ada = await TestClient.enter(server, "ada");
    token = ada.welcome.token!;
    await using phone = await TestClient.connect(server, { token });
    await using bob = await TestClient.enter(server, "bob");
    await bob.join("kitchen");
    for (const text of ["1", "2", "3", "4 @ada", "5"]) bob.say("lobby", text);
    for (const text of ["where is @Ada?", "in the lobby"]) bob.say("kitchen", text);
    await bob.texts(7);
    await ada.texts(5);
    await reads(ada, phone, "lobby", 3);
  }
  await using server = await TestServer.start({ store });
  const known = [
    summary("kitchen", { head: 2, unread: 2, mentions: 1, mentioned: [1] }),
    summary("lobby", { head: 5, read: 3, unread: 2, mentions: 1, mentioned: [4] }),
  ];
  await using ada = await TestClient.connect(server, { token });
  const byName = (a: { room: string }, b: { room: string }) => a.room < b.room ? -1 : 1;
  assertEquals(ada.welcome.rooms.toSorted(byName), known);
  assertEquals((await roomsOf(ada)).toSorted(byName), known);
  await using phone = await TestClient.connect(server, { token });
  await reads(ada, phone, "lobby", 5);
  await reads(ada, phone, "kitchen", 2);
  await hasRead(ada, "lobby", 5);
  await hasRead(ada, "kitchen", 2);
  await using again = await TestClient.connect(server, { token });
  assertEquals(again.welcome.rooms.map(({ unread, mentions }) => [unread, mentions]), [
    [0, 0],
    [0, 0],
  ]);
});

Deno.test("Who scrolls fast has read as far as they came", async () => {
  await using folder = await TempFolder.make();
  await using server = await TestServer.start({ store: folder.file("chat.db") });
  await using ada = await TestClient.enter(server, "ada");
  for (let i = 1; i <= 100; i++) ada.say("lobby", `${i}`);
  await ada.texts(100);
  ada.send(...Array.from({ length: 100 }, (_, i) => ({ type: "read", room: "lobby", seq: i + 1 })));
  await hasRead(ada, "lobby", 100);
});
