import { assertEquals } from "@std/assert";
import { Close } from "../../../../protocol.ts";
import { SILENT_MS } from "../../../../server/auth/sessions.ts";
import { NAMES_MAX, RENAMES_A_DAY } from "../../../../server/auth/sessions/guest_names.ts";
import { backingOver } from "../../../../server/backing.ts";
import { Clock } from "../../../support/clock.ts";
import { summary } from "../../../support/hub/log.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { SharedFile } from "../../../support/store/shared_file.ts";
import { TempFolder } from "../../../support/temp_folder.ts";

const FIRST = "@ann,bob";
const NOW = "@ann,eve";

/** A guest takes another name, as whose token they have. */
async function rename(server: TestServer, token: string, name: string): Promise<void> {
  const renamed = await expect(server, 200, "PUT /api/session/name", { token, body: { name } });
  assertEquals(renamed, { name, guest: true });
}

/** Somebody says something, and it is stored. Gives the name of its room. */
async function say(who: TestClient, place: { room: string } | { to: string }, text: string) {
  who.send({ type: "say", ...place, id: text, text });
  const said = await who.until((event) => "id" in event && event.id === text, text);
  return said.type === "said" ? said.room : said;
}

/** What is told of a room that somebody has, by its name. */
function roomOf({ welcome }: TestClient, name: string) {
  return welcome.rooms.find(({ room }) => room === name);
}

/** What was said in a room, and by whom. */
async function said(who: TestClient, room: string): Promise<string[] | string> {
  const history = await who.ask({ type: "history", room });
  if (history.type !== "history") return history.type === "refused" ? history.reason : history.type;
  return history.entries.map((entry) =>
    entry.type === "said" ? `${entry.from}: ${entry.text}` : entry.type
  );
}

Deno.test("A guest's rename keeps direct rooms for both, read positions, rooms of theirs, and what calls them", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  const tokens: string[] = [];
  const expectAll = async (eve: TestClient, ann: TestClient) => {
    assertEquals(eve.name, "eve");
    const told = { name: NOW, notify: "nothing" as const };
    const direct = summary(FIRST, { head: 3, unread: 1, read: 2, ...told });
    assertEquals(roomOf(eve, FIRST), direct);
    assertEquals(roomOf(eve, "den")?.unread, 1);
    assertEquals(roomOf(eve, "den")?.mentions, 1);
    assertEquals(roomOf(ann, FIRST)?.name, NOW);
    const all = ["bob: psst", "ann: yes?", "ann: are you there?"];
    for (const who of [eve, ann]) {
      for (const room of [FIRST, NOW]) assertEquals(await said(who, room), all);
    }
    const done = await eve.ask({ type: "access", room: "den", access: "listed" });
    assertEquals(done.type, "done", "the room is theirs");
  };
  {
    await using server = await TestServer.start({ store });
    await using ann = await TestClient.connect(server, "ann");
    await using bob = await TestClient.enter(server, "bob", "den");
    await say(bob, { to: "ann" }, "psst");
    await ann.next("said");
    await say(ann, { to: "bob" }, "yes?");
    await bob.next("said");
    bob.send({ type: "read", room: FIRST, seq: 2 });
    await bob.ask({ type: "notify", room: FIRST, level: "nothing" });
    await bob.ask({ type: "leave", room: "den" });
    await say(ann, { to: "bob" }, "are you there?");
    await ann.join("den");
    await say(ann, { room: "den" }, "hello @bob");
    tokens.push(bob.welcome.token!, ann.welcome.token!);

    await rename(server, tokens[0]!, "eve");
    assertEquals(await bob.closed, Close.Renamed);
    const settings = await ann.next("settings");
    assertEquals([settings.room, settings.name], [FIRST, NOW]);
    await using eve = await TestClient.connect(server, { token: tokens[0]! });
    await using again = await TestClient.connect(server, { token: tokens[1]! });
    await expectAll(eve, again);
    eve.send({ type: "say", to: "ann", id: "psst", text: "psst" });
    assertEquals((await eve.next("stored")).seq, 1, "it is not said again");
    // Whichever name she uses, it is that room: there is no other.
    for (const to of ["bob", "eve"]) assertEquals(await say(ann, { to }, `to ${to}`), FIRST);
    assertEquals((await eve.next("said")).text, "to bob");
  }
  await using server = await TestServer.start({ store });
  await using eve = await TestClient.connect(server, { token: tokens[0]! });
  await using ann = await TestClient.connect(server, { token: tokens[1]! });
  assertEquals([eve.name, roomOf(ann, FIRST)?.name], ["eve", NOW]);
  assertEquals((await eve.join(NOW)).name, NOW);
  assertEquals((await said(eve, FIRST)).slice(0, 3), [
    "bob: psst",
    "ann: yes?",
    "ann: are you there?",
  ]);
});

Deno.test("Somebody who meets a guest after the rename is told what their direct room is called", async () => {
  await using server = await TestServer.start();
  await using bob = await TestClient.connect(server, "bob");
  const token = bob.welcome.token!;
  await rename(server, token, "Eve");
  await using eve = await TestClient.connect(server, { token });
  await using dan = await TestClient.connect(server, "dan");
  const joined = await dan.join("@dan,eve");
  assertEquals([joined.room, joined.name], ["@bob,dan", "@dan,eve"]);
  await using zoe = await TestClient.connect(server, "zoe");
  assertEquals(await say(eve, { to: "zoe" }, "hi"), "@bob,zoe");
  const settings = await zoe.next("settings");
  assertEquals([settings.room, settings.name], ["@bob,zoe", "@eve,zoe"]);
  const { from, text } = await zoe.next("said");
  assertEquals([from, text], ["Eve", "hi"]);
  // A card of the name that they had is theirs.
  const card = await expect(server, 200, "GET /api/people/bob", { token: zoe.welcome.token! });
  assertEquals(card.name, "Eve");
});

Deno.test("A guest's rename is no way around a mute, a ban, or a block", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "mia");
  await using mia = await TestClient.enter(server, { token: admin });
  await using ann = await TestClient.enter(server, "ann");
  await using bob = await TestClient.enter(server, "bob");
  const token = bob.welcome.token!;
  const long = { ms: 3_600_000 };
  const mute = await mia.ask({ type: "mute", room: "lobby", name: "bob", ...long });
  assertEquals(mute.type, "done");
  // Before anybody has the name.
  await mia.ask({ type: "join", room: "den" });
  const ban = await mia.ask({ type: "ban", room: "den", name: "zed", ...long });
  assertEquals(ban.type, "done");
  await ann.ask({ type: "block", name: "bob" });
  for (const name of ["zed", "eve"]) await rename(server, token, name);
  await using eve = await TestClient.enter(server, { token });
  eve.say("lobby", "hi");
  assertEquals((await eve.next("refused")).reason, "muted");
  const banned = await eve.ask({ type: "join", room: "den" });
  assertEquals(banned.type === "refused" && banned.reason, "forbidden");
  eve.send({ type: "join", room: "attic" });
  await eve.next("joined");
  await ann.join("attic");
  await say(eve, { room: "attic" }, "do you hear me?");
  assertEquals((await ann.next("said")).blocked, true);
  await using tab = await TestClient.connect(server, { token: ann.welcome.token! });
  await tab.join("attic", { after: 0 });
  assertEquals((await tab.next("said")).blocked, true);
  // Under the new name it ends, and so it does under the old one.
  assertEquals((await ann.ask({ type: "unblock", name: "eve" })).type, "done");
  await say(eve, { room: "attic" }, "and now?");
  assertEquals((await ann.next("said")).text, "and now?");
  assertEquals((await mia.ask({ type: "mute", room: "lobby", name: "eve", ms: 0 })).type, "done");
  assertEquals(await say(eve, { room: "lobby" }, "thanks"), "lobby");
});

Deno.test("The names of a renamed guest are nobody else's until they are gone, and lead nobody to what was theirs", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  await using ann = await TestClient.connect(server, "ann");
  {
    await using bob = await TestClient.enter(server, "bob", "den");
    const token = bob.welcome.token!;
    await say(ann, { to: "bob" }, "psst");
    await rename(server, token, "eve");
  }
  for (const name of ["bob", "eve", "Bob"]) {
    await expect(server, "409 name-taken", "POST /api/session", { body: { name } });
    const body = { name, password: PASSWORD };
    await expect(server, "409 name-taken", "POST /api/accounts", { body });
  }
  const other = await signIn(server, "zoe");
  const body = { name: "bob" };
  await expect(server, "409 name-taken", "PUT /api/session/name", { token: other, body });
  // They never said anything, and are gone after an hour.
  clock.pass(2 * SILENT_MS);
  let later: Awaited<ReturnType<typeof ask>>;
  do {
    clock.pass(60_000);
    later = await ask(server, "POST /api/session", { body });
  } while (later.status === 409);
  await using bob = await TestClient.connect(server, { token: String(later.body?.token) });
  assertEquals(bob.welcome.rooms, [summary("lobby")]);
  assertEquals(await said(bob, FIRST), "no-such-room");
  await expect(server, "404 not-found", `GET /api/rooms/${FIRST}/messages`, {
    token: bob.welcome.token!,
  });
  assertEquals(await said(ann, FIRST), "no-such-room", "it means the room with who has the name");
  assertEquals((await bob.join(FIRST)).head, 0);
  const theirs = await bob.ask({ type: "topic", room: "den", text: "mine" });
  assertEquals(theirs.type, "refused");
});

Deno.test("A guest takes no name of somebody who can come back, of an account, or that is reserved", async () => {
  await using server = await TestServer.start();
  await claim(server, "ada");
  const away = await signIn(server, "gus");
  await using _zoe = await TestClient.connect(server, "zoe");
  const token = await signIn(server, "bob");
  const refused: [string, string][] = [
    ...["ada", "zoe", "gus"].map((name): [string, string] => [name, "409 name-taken"]),
    ...["all", "two words", ""].map((name): [string, string] => [name, "400 bad-name"]),
  ];
  for (const [name, why] of refused) {
    await expect(server, why, "PUT /api/session/name", { token, body: { name } });
  }
  const { name } = await expect(server, 200, "GET /api/session", { token });
  assertEquals(name, "bob");
  assertEquals((await expect(server, 200, "GET /api/session", { token: away })).name, "gus");
  const account = await claim(server, "bea");
  await expect(server, "403 forbidden", "PUT /api/session/name", {
    token: account,
    body: { name: "other" },
  });
});

Deno.test("A guest has so many names, and changes so often in a day; those that they had are theirs", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const token = await signIn(server, "n1");
  for (let i = 2; i <= NAMES_MAX; i++) await rename(server, token, `n${i}`);
  const asking = { token, body: { name: "one-more" } };
  await expect(server, "403 forbidden", "PUT /api/session/name", asking);
  const before = NAMES_MAX - 1;
  for (let i = before; i < RENAMES_A_DAY; i++) await rename(server, token, `n${1 + i % 2}`);
  const again = { token, body: { name: "n3" } };
  await expect(server, "403 forbidden", "PUT /api/session/name", again);
  clock.pass(25 * 60 * 60 * 1000);
});

Deno.test("A renamed guest who claims their name keeps all, and deleting the account frees the names", async () => {
  await using server = await TestServer.start();
  await using ann = await TestClient.connect(server, "ann");
  await using bob = await TestClient.connect(server, "bob");
  const token = bob.welcome.token!;
  await say(ann, { to: "bob" }, "psst");
  await rename(server, token, "eve");
  const account = await claim(server, "eve", { token });
  await using eve = await TestClient.connect(server, { token: account });
  assertEquals([eve.name, eve.welcome.guest], ["eve", false]);
  assertEquals(await said(eve, FIRST), ["ann: psst"]);
  assertEquals(await say(ann, { to: "bob" }, "still there?"), FIRST);
  assertEquals((await eve.next("said")).text, "still there?");
  await expect(server, "409 name-taken", "POST /api/session", { body: { name: "bob" } });
  const deletion = { token: account, body: { password: PASSWORD, messages: "keep" } };
  await expect(server, 204, "DELETE /api/account", deletion);
  await server.freed("bob");
  await using later = await TestClient.connect(server, "bob");
  assertEquals(await said(later, FIRST), "no-such-room");
});

Deno.test("A rename on one server is known on another at once where names are taken, and soon where people are", async () => {
  await using file = await SharedFile.make();
  const store = await file.store({ shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  await using ann = await TestClient.connect(theirs, "ann");
  await using bob = await TestClient.connect(theirs, "bob");
  const token = bob.welcome.token!;
  await say(ann, { to: "bob" }, "psst");
  await rename(ours, token, "eve");
  for (const name of ["bob", "eve"]) {
    await expect(theirs, "409 name-taken", "POST /api/session", { body: { name } });
  }
  assertEquals(await bob.closed, Close.Renamed);
  const settings = await ann.next("settings");
  assertEquals([settings.room, settings.name], [FIRST, NOW]);
  await using eve = await TestClient.connect(theirs, { token });
  assertEquals([eve.name, roomOf(eve, FIRST)?.name], ["eve", NOW]);
  assertEquals(await say(ann, { to: "eve" }, "hi"), FIRST);
});

Deno.test("Of two guests who want one name on two servers, one gets it", async () => {
  await using file = await SharedFile.make();
  const store = await file.store({ shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  const guests = [[ours, await signIn(ours, "bob")], [
    theirs,
    await signIn(theirs, "dan"),
  ]] as const;
  const answers = await Promise.all(
    guests.map(([server, token]) =>
      ask(server, "PUT /api/session/name", { token, body: { name: "eve" } })
    ),
  );
  assertEquals(answers.map(({ status }) => status).sort(), [200, 409]);
});
