import { assert, assertEquals } from "@std/assert";
import { CLOSED_MS } from "../../../../hub/permissions/moderation/administration.ts";
import { backingOver } from "../../../../server/backing.ts";
import { MEMORY } from "../../../../server/kv/store/database.ts";
import { Store } from "../../../../server/kv/store.ts";
import { ask, claim, claimAdmin, expect } from "../../../support/server/asker.ts";
import { Clock } from "../../../support/clock.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { until } from "../../../support/until.ts";

type Told = Record<string, unknown>;

async function roomsOf(server: TestServer, token: string, query = ""): Promise<Told[]> {
  const { rooms } = await expect(server, 200, `GET /api/admin/rooms?${query}`, { token });
  return rooms as Told[];
}

/** The texts of a room's messages, as somebody reads them; or why they can't. */
async function textsIn(server: TestServer, room: string, token: string): Promise<unknown> {
  const { body } = await ask(server, `GET /api/rooms/${room}/messages`, { token });
  const { entries, error } = body as { entries?: Told[]; error?: string };
  return error ?? entries?.filter(({ type }) => type === "said").map(({ text }) => text);
}

/** Makes a room, and says something there. */
async function makeRoom(client: TestClient, room: string, text: string): Promise<void> {
  await client.join(room);
  client.say(room, text);
  await client.next("said");
}

Deno.test("Administrators list all rooms but the direct ones, with what is in them and whose they are", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const own = await claim(server, "bob");
  await using bob = await TestClient.connect(server, { token: own });
  await makeRoom(bob, "den", "hello");
  await bob.ask({ type: "access", room: "den", access: "hidden" });
  bob.send({ type: "say", to: ["ada"], text: "psst", id: "d-1" });
  await bob.next("said");
  const rooms = await roomsOf(server, token);
  assertEquals(rooms.map(({ room }) => room).toSorted(), ["den", "lobby"]);
  const den = rooms.find(({ room }) => room === "den");
  assertEquals([den?.access, den?.owner, den?.messages, den?.people], ["hidden", "bob", 1, 1]);
  const { rooms: first, next } = await expect(server, 200, "GET /api/admin/rooms?limit=1", {
    token,
  });
  assertEquals((first as Told[]).length, 1);
  assertEquals((await roomsOf(server, token, `limit=1&after=${next}`)).length, 1);
  assertEquals((await roomsOf(server, token, "q=DEN")).map(({ room }) => room), ["den"]);
});

Deno.test("An administrator sees what the texts of a room take, counted anew after a while", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const token = await claimAdmin(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  await makeRoom(bob, "den", "x".repeat(1_000));
  const texts = async () => Number((await roomsOf(server, token, "q=den"))[0]?.texts);
  const first = await texts();
  assert(first > 1_000 && first < 1_500, `${first}`);
  bob.say("den", "x".repeat(2_000));
  await bob.next("said");
  assertEquals(await texts(), first);
  clock.pass(60_000);
  const second = await texts();
  assert(second > 3_000 && second < 4_000, `${second}`);
});

Deno.test("An administrator changes a room's access and owner without being in it", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const [bobs, cleos] = [await claim(server, "bob"), await claim(server, "cleo")];
  await using bob = await TestClient.connect(server, { token: bobs });
  await using cleo = await TestClient.connect(server, { token: cleos });
  await makeRoom(bob, "den", "hello");
  const change = (status: number | string, body: Told) =>
    expect(server, status, "PATCH /api/admin/rooms/den", { token, body });
  await change(204, { access: "listed" });
  // Who is in it when it ceases to be open is invited, as when its owner does it.
  assertEquals(await textsIn(server, "den", bobs), ["hello"]);
  assertEquals(await textsIn(server, "den", cleos), "forbidden");
  await change(204, { owner: "cleo" });
  assertEquals((await roomsOf(server, token, "q=den"))[0]?.owner, "cleo");
  assertEquals((await cleo.ask({ type: "access", room: "den", access: "open" })).type, "done");
  assertEquals((await bob.ask({ type: "close", room: "den" })).type, "refused");
  await change("400 malformed", {});
  await change("400 malformed", { access: "ajar" });
  await change("404 not-found", { owner: "nobody" });
  await expect(server, "404 not-found", "PATCH /api/admin/rooms/attic", {
    ...{ token, body: { access: "open" } },
  });
  await expect(server, "403 forbidden", "PATCH /api/admin/rooms/lobby", {
    ...{ token, body: { access: "hidden" } },
  });
});

Deno.test("A room that an administrator closes is gone for everybody, and comes back whole", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  const clock = new Clock();
  let [token, own] = ["", ""];
  {
    await using server = await TestServer.start({ store, now: clock.now });
    [token, own] = [await claimAdmin(server, "ada"), await claim(server, "bob")];
    await using bob = await TestClient.connect(server, { token: own });
    await makeRoom(bob, "den", "hello");
    await expect(server, "403 forbidden", "DELETE /api/admin/rooms/lobby", { token });
    const closed = await expect(server, 200, "DELETE /api/admin/rooms/den", { token });
    assertEquals(closed.until, clock.now() + CLOSED_MS);
    const left = await bob.next("left");
    assertEquals([left.room, left.reason], ["den", "closed"]);
    assertEquals(await textsIn(server, "den", own), "not-found");
    assertEquals((await roomsOf(server, token)).map(({ room }) => room), ["lobby"]);
    clock.pass(CLOSED_MS - 60_000);
  }
  // A restart does not forget it, however long it was.
  await using server = await TestServer.start({ store, now: clock.now });
  const { rooms } = await expect(server, 200, "GET /api/admin/closed-rooms", { token });
  assertEquals((rooms as Told[]).map(({ room, messages }) => [room, messages]), [["den", 1]]);
  await expect(server, 204, "DELETE /api/admin/closed-rooms/den", { token });
  await expect(server, "404 not-found", "DELETE /api/admin/closed-rooms/den", { token });
  assertEquals(await textsIn(server, "den", own), ["hello"]);
  const [den] = await roomsOf(server, token, "q=den");
  assertEquals([den?.owner, den?.messages], ["bob", 1]);
});

Deno.test("A room that nobody opens again is deleted when its time is up", async () => {
  const clock = new Clock();
  await using store = await Store.open(MEMORY);
  const backing = backingOver(store);
  await using server = await TestServer.start({ backing, now: clock.now });
  const token = await claimAdmin(server, "ada");
  await using ada = await TestClient.connect(server, { token });
  await makeRoom(ada, "den", "hello");
  await expect(server, 200, "DELETE /api/admin/rooms/den", { token });
  clock.pass(CLOSED_MS + 60_000);
  await expect(server, "404 not-found", "DELETE /api/admin/closed-rooms/den", { token });
  const isGone = async () => await backing.journal.head("den") === undefined;
  await until(isGone, "the room to be deleted");
});

Deno.test("An administrator deletes a closed room for good, and no other", async () => {
  const clock = new Clock();
  await using store = await Store.open(MEMORY);
  const backing = backingOver(store);
  await using server = await TestServer.start({ backing, now: clock.now });
  const token = await claimAdmin(server, "ada");
  await using ada = await TestClient.connect(server, { token });
  await makeRoom(ada, "den", "hello");
  const purge = "DELETE /api/admin/closed-rooms/den/log";
  await expect(server, "404 not-found", purge, { token });
  await expect(server, 200, "DELETE /api/admin/rooms/den", { token });
  await expect(server, 204, purge, { token });
  await expect(server, "404 not-found", purge, { token });
  await expect(server, "404 not-found", "DELETE /api/admin/closed-rooms/den", { token });
  clock.pass(60_000);
  const isGone = async () => await backing.journal.head("den") === undefined;
  await until(isGone, "the room to be deleted");
});

Deno.test("A closed room does not come back where another has its name by now", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  await using ada = await TestClient.connect(server, { token });
  await makeRoom(ada, "den", "hello");
  await expect(server, 200, "DELETE /api/admin/rooms/den", { token });
  await ada.next("left");
  await ada.join("den");
  await expect(server, "403 forbidden", "DELETE /api/admin/closed-rooms/den", { token });
});

Deno.test("Bans and mutes are listed with who made them and why, and lifted", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const own = await claim(server, "bob");
  await claim(server, "mallory");
  await using bob = await TestClient.connect(server, { token: own });
  await makeRoom(bob, "den", "hello");
  await bob.ask({ type: "mute", room: "den", name: "mallory", ms: 60_000, reason: "noise" });
  const ban = (status: number | string, body: Told) =>
    expect(server, status, "POST /api/admin/bans", { token, body });
  await ban("400 malformed", { name: "eve" });
  await ban("400 malformed", { kind: "mute", name: "eve", reason: "x" });
  await ban("400 malformed", { kind: "mute", name: "eve", reason: "x", ms: 5 });
  await ban(204, { name: "eve", reason: "spam" });
  await ban(204, { name: "mallory", reason: "more noise", room: "den", ms: 60_000 });
  await ban("404 not-found", { name: "mallory", reason: "more noise", room: "attic" });
  await ban("403 forbidden", { name: "ada", reason: "power" });
  const bans = async () => {
    const { bans } = await expect(server, 200, "GET /api/admin/bans", { token });
    return (bans as Told[]).map((
      { kind, name, room, by, reason },
    ) => [kind, name, room, by, reason]);
  };
  assertEquals(await bans(), [
    ["ban", "eve", undefined, "ada", "spam"],
    ["ban", "mallory", "den", "ada", "more noise"],
    ["mute", "mallory", "den", "bob", "noise"],
  ]);
  await expect(server, 204, "DELETE /api/admin/bans/eve", { token });
  await expect(server, "404 not-found", "DELETE /api/admin/bans/eve", { token });
  await expect(server, 204, "DELETE /api/admin/bans/mallory?room=den", { token });
  await expect(server, 204, "DELETE /api/admin/bans/mallory?room=den&kind=mute", { token });
  assertEquals(await bans(), []);
});

Deno.test("Who may make rooms is a setting that outlasts a restart, and does not concern administrators", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  let [token, own] = ["", ""];
  {
    await using server = await TestServer.start({ store });
    [token, own] = [await claimAdmin(server, "ada"), await claim(server, "bob")];
    const set = (status: number | string, body: Told) =>
      expect(server, status, "PATCH /api/admin/settings", { token, body });
    await set("400 malformed", { rooms: "nobody" });
    await set("400 malformed", {});
    await set(204, { rooms: "accounts" });
    await using bob = await TestClient.connect(server, { token: own });
    await using gus = await TestClient.enter(server, "gus");
    assertEquals((await gus.ask({ type: "join", room: "den" })).type, "refused");
    assertEquals((await bob.ask({ type: "join", room: "den" })).type, "joined");
    assertEquals((await gus.ask({ type: "join", room: "den" })).type, "joined");
    await set(204, { rooms: "administrators" });
  }
  await using server = await TestServer.start({ store });
  const { rooms } = await expect(server, 200, "GET /api/admin/settings", { token });
  assertEquals(rooms, "administrators");
  await using bob = await TestClient.connect(server, { token: own });
  await using ada = await TestClient.connect(server, { token });
  assertEquals((await bob.ask({ type: "join", room: "attic" })).type, "refused");
  assertEquals((await ada.ask({ type: "join", room: "attic" })).type, "joined");
  // Whom they write to is their own business.
  bob.send({ type: "say", to: ["ada"], text: "x", id: "x" });
  assertEquals((await bob.next("said")).room, "@ada,bob");
});
