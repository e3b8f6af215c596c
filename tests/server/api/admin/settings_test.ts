import { assert, assertEquals, assertMatch } from "@std/assert";
import { newSecret, SealedRoom } from "../../../../client/sealed.ts";
import { claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { backingOver } from "../../../../server/backing.ts";
import { Store } from "../../../../server/kv/store.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { until } from "../../../support/until.ts";

type Told = Record<string, unknown>;
const SETTINGS = "/api/admin/settings";

async function page(server: TestServer): Promise<string> {
  return await (await fetch(server.url("/"))).text();
}

Deno.test("An administrator names the server, and writes what newcomers are told of it", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const before = await fetch(server.url("/"));
  await before.body?.cancel();
  const tag = { "if-none-match": before.headers.get("etag") ?? "" };
  const body = { title: " Class 7b & <friends> ", welcome: "Hello.\r\nBe kind." };
  await expect(server, 204, `PATCH ${SETTINGS}`, { token, body });
  const { title, welcome } = await expect(server, 200, "GET /api/server");
  assertEquals([title, welcome], ["Class 7b & <friends>", "Hello.\nBe kind."]);
  // Nobody who kept the page is told that it is as it was.
  const after = await fetch(server.url("/"), { headers: tag });
  assertEquals(after.status, 200);
  assertMatch(await after.text(), /<title>Class 7b &amp; &lt;friends&gt;<\/title>/);
  const manifest = await fetch(server.url("/hubbub.webmanifest"));
  assertEquals((await manifest.json()).name, "Class 7b & <friends>");
  const told = await expect(server, 200, `GET ${SETTINGS}`, { token });
  assertEquals([told.rooms, told.title, told.welcome], ["everybody", title, welcome]);
  const { entries } = await expect(server, 200, "GET /api/audit?what=settings-changed", { token });
  const noted = (entries as Told[]).map(({ by, about }) => `${by}: ${about}`);
  assertEquals(noted, ["ada: title, welcome"]);
});

Deno.test("Who asks for the page while its title changes is answered with the new one", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  for (const title of ["One", "Two"]) {
    await expect(server, 204, `PATCH ${SETTINGS}`, { token, body: { title } });
    const pages = await Promise.all(Array.from({ length: 8 }, () => page(server)));
    assert(pages.every((text) => text.includes(`<title>${title}</title>`)), title);
  }
});

Deno.test("A setting that is not named stays, and an empty text is no text", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const set = (body: Told) => expect(server, 204, `PATCH ${SETTINGS}`, { token, body });
  await set({ rooms: "accounts", title: "Class 7b", welcome: "Hello." });
  await set({ title: "Class 8b" });
  const { flags: _, ...told } = await expect(server, 200, `GET ${SETTINGS}`, { token });
  assertEquals(told, {
    ...{ rooms: "accounts", inviters: "administrators", title: "Class 8b", welcome: "Hello." },
    startRooms: [],
  });
  await set({ title: "", welcome: " " });
  const facts = await expect(server, 200, "GET /api/server");
  assertEquals([facts.title, "welcome" in facts], ["Hubbub", false]);
  assertMatch(await page(server), /<title>Hubbub<\/title>/);
});

Deno.test("Texts that are no title or welcome are refused with why", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const refused: [Told, RegExp][] = [
    [{ title: "x".repeat(41) }, /title must be at most 40 code points/],
    [{ title: "two\nlines" }, /title must be one line of plain text/],
    [{ title: "turned \u202e around" }, /title must be one line of plain text/],
    [{ title: 7 }, /title must be a text/],
    [{ welcome: "x".repeat(501) }, /welcome must be at most 500 code points/],
    [{ welcome: "\n1".repeat(9) }, /welcome must be at most 8 lines/],
    [{ rooms: "accounts", title: "a\u0000b" }, /title must be one line of plain text/],
    [{ inviters: "everybody" }, /inviters must be/],
    [{ startRooms: "den" }, /startRooms must be a list of at most 10 names/],
    [{ startRooms: Array(11).fill("den") }, /startRooms must be a list of at most 10 names/],
    [{ startRooms: [7] }, /Cannot read name/],
    [{}, /it must have rooms, inviters, startRooms, title or welcome/],
  ];
  for (const [body, why] of refused) {
    const { message } = await expect(server, "400 malformed", `PATCH ${SETTINGS}`, { token, body });
    assertMatch(String(message), why);
  }
  // Of a change that is refused nothing is done.
  const { rooms } = await expect(server, 200, `GET ${SETTINGS}`, { token });
  assertEquals(rooms, "everybody");
  const bob = await claim(server, "bob");
  const asking = { token: bob, body: { title: "Bob's" } };
  await expect(server, "403 forbidden", `PATCH ${SETTINGS}`, asking);
});

Deno.test("A flag wins over what is stored, is told, and is not changed", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  let token;
  {
    await using server = await TestServer.start({ store });
    token = await claimAdmin(server, "ada");
    const body = { title: "Stored", welcome: "Kept." };
    await expect(server, 204, `PATCH ${SETTINGS}`, { token, body });
  }
  {
    await using server = await TestServer.start({ store, introduction: { title: "By a flag" } });
    const { title, welcome } = await expect(server, 200, "GET /api/server");
    assertEquals([title, welcome], ["By a flag", "Kept."]);
    assertMatch(await page(server), /<title>By a flag<\/title>/);
    const told = await expect(server, 200, `GET ${SETTINGS}`, { token });
    assertEquals([told.title, (told.flags as Told).title], ["Stored", "By a flag"]);
    const asking = { token, body: { title: "Mine" } };
    const { message } = await expect(server, "403 forbidden", `PATCH ${SETTINGS}`, asking);
    assertMatch(String(message), /started with --title/);
    await expect(server, 204, `PATCH ${SETTINGS}`, { token, body: { welcome: "Changed." } });
  }
  await using server = await TestServer.start({ store });
  const { title, welcome } = await expect(server, 200, "GET /api/server");
  assertEquals([title, welcome], ["Stored", "Changed."]);
});

Deno.test("Other servers over the same store are called so, too", async () => {
  await using folder = await TempFolder.make();
  await using store = await Store.open(folder.file("chat.db"), { shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  // The code of a server that starts later replaces its own.
  const token = await claimAdmin(ours, "ada");
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  await expect(ours, 204, `PATCH ${SETTINGS}`, { token, body: { title: "Class 7b" } });
  await until(async () => (await page(theirs)).includes("<title>Class 7b</title>"), "the title");
});

Deno.test("Where everybody with an account may invite, their invitations are good as long as that is so", async () => {
  const rules = { signUp: "invite", guests: true } as const;
  await using server = await TestServer.start({ rules });
  const token = await claimAdmin(server, "ada");
  const set = (inviters: string) =>
    expect(server, 204, `PATCH ${SETTINGS}`, { token, body: { inviters } });
  const invite = async (as: string) =>
    String((await expect(server, 201, "POST /api/invites", { token: as })).invite);
  const bob = await claim(server, "bob", { body: { invite: await invite(token) } });
  const refused = await expect(server, "403 forbidden", "POST /api/invites", { token: bob });
  assertMatch(String(refused.message), /only administrators may/);
  await set("accounts");
  const { invites } = await expect(server, 200, "GET /api/session", { token: bob });
  assertEquals(invites, true);
  const gus = await signIn(server, "gus");
  const told = await expect(server, "403 forbidden", "POST /api/invites", { token: gus });
  assertMatch(String(told.message), /only people with an account may/);
  const [first, second, third] = [await invite(bob), await invite(bob), await invite(bob)];
  const preview = await expect(server, 200, "POST /api/invites/preview", {
    body: { invite: first },
  });
  assertEquals(preview.by, "bob");
  await claim(server, "cyd", { body: { invite: first } });
  await set("administrators");
  const claimWith = (name: string, secret?: string) => ({
    body: { name, password: PASSWORD, invite: secret },
  });
  await expect(server, "403 not-invited", "POST /api/accounts", claimWith("dan", second));
  await expect(server, "403 not-invited", "POST /api/invites/preview", {
    body: { invite: second },
  });
  await set("accounts");
  // Who is banned has made none.
  const ban = { token, body: { name: "bob", reason: "spam" } };
  await expect(server, 204, "POST /api/admin/bans", ban);
  await expect(server, "403 not-invited", "POST /api/accounts", claimWith("dan", third));
});

Deno.test("Everybody who comes is in the rooms that administrators have set, while those are open", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  await using ada = await TestClient.enter(server, { token }, "announcements");
  await ada.join("staff");
  const access = { type: "access", room: "staff", access: "hidden" };
  assertEquals((await ada.ask(access)).type, "done");
  const set = (status: number | string, startRooms: string[]) =>
    expect(server, status, `PATCH ${SETTINGS}`, { token, body: { startRooms } });
  await set("404 not-found", ["announcments"]);
  const { code } = await set("403 forbidden", ["announcements", "staff"]);
  assertEquals(code, "room-not-open");
  await set(204, ["Announcements", "announcements", "lobby"]);
  const told = await expect(server, 200, `GET ${SETTINGS}`, { token });
  assertEquals(told.startRooms, ["announcements"]);

  ada.say("announcements", "School starts at eight");
  await ada.until((event) => event.type === "said", "it");
  const startsIn = async (coming: string | { token: string }) => {
    await using client = await TestClient.connect(server, coming);
    return client.welcome.rooms.filter(({ room, joined }) => joined && room !== "staff")
      .map(({ room, unread }) => [room, unread]);
  };
  assertEquals(await startsIn("guest"), [["announcements", 1]]);
  assertEquals(await startsIn({ token: await claim(server, "bob") }), [["announcements", 1]]);
  // Whoever has read there is in it anyway.
  assertEquals(await startsIn({ token }), []);
  // It is shown to nobody once it is not open.
  const room = "announcements";
  assertEquals((await ada.ask({ type: "access", room, access: "listed" })).type, "done");
  assertEquals(await startsIn("another"), []);
  await set(204, []);
  assertEquals((await expect(server, 200, `GET ${SETTINGS}`, { token })).startRooms, []);
  // A private room is open to whoever has its link, and nobody who comes has that.
  const sealed = await SealedRoom.of(newSecret());
  await ada.join(sealed.name);
  assertEquals((await set("403 forbidden", [sealed.name])).code, "room-not-open");
});
