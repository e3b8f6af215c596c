import { assertEquals, assertStringIncludes } from "@std/assert";
import { backingOver } from "../../../../server/backing.ts";
import { Clock } from "../../../support/clock.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { SharedFile } from "../../../support/store/shared_file.ts";

const CHANGE = "PUT /api/account/profile";

Deno.test("Somebody tells of themselves, in parts, and takes parts away again", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const token = await claim(server, "ada");
  const bob = await signIn(server, "bob");
  const status = { state: "away", text: "Back at two", until: clock.now() + 1_000 };
  const told = await expect(server, 200, CHANGE, {
    token,
    body: { display: " Ada  Lovelace ", zone: "europe/paris", status },
  });
  const expected = { name: "ada", display: "Ada Lovelace", zone: "Europe/Paris", status };
  assertEquals(told, expected);
  assertEquals(await expect(server, 200, "GET /api/people/ADA", { token: bob }), expected);
  assertEquals(
    await expect(server, 200, "GET /api/people?names=bob,nobody,ada,Ada", { token: bob }),
    { people: [{ name: "bob", guest: true }, expected] },
  );
  clock.pass(1_000);
  const { status: _, ...later } = expected;
  assertEquals(await expect(server, 200, "GET /api/people/ada", { token: bob }), later);
  const body = { display: null, status: { state: "dnd" } };
  assertEquals(await expect(server, 200, CHANGE, { token, body }), {
    ...{ name: "ada", zone: "Europe/Paris", status: { state: "dnd" } },
  });
  await expect(server, 200, CHANGE, { token, body: { zone: null, status: null } });
  assertEquals(await expect(server, 200, "GET /api/people/ada", { token }), { name: "ada" });
});

Deno.test("What is no profile is refused with what it must be, and changes nothing", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const token = await claim(server, "ada");
  const before = { display: "Ada L.", zone: "Europe/Paris" };
  await expect(server, 200, CHANGE, { token, body: before });
  const until = clock.now();
  const refused: readonly [body: Record<string, unknown>, why: string][] = [
    [{}, "at least one of display"],
    [{ display: 7 }, "letters, numbers"],
    [{ display: "Ada\u202e" }, "letters, numbers"],
    [{ zone: "Mars/Olympus" }, "IANA"],
    [{ zone: "+02:00" }, "IANA"],
    [{ zone: "x".repeat(10_000) }, "IANA"],
    [{ status: {} }, "state, text or both"],
    [{ status: "away" }, "state, text or both"],
    [{ status: { state: "gone" } }, '"away" or "dnd"'],
    [{ status: { text: " " } }, "a line"],
    [{ status: { text: "a\nb" } }, "a line"],
    [{ status: { text: "a\u202eb" } }, "a line"],
    [{ status: { text: "x".repeat(81) } }, "at most 80"],
    [{ status: { state: "away", until } }, "time to come"],
    [{ status: { state: "away", until: until + 400 * 86_400_000 } }, "time to come"],
    [{ status: { state: "away", until: "later" } }, "time to come"],
    [{ picture: "../../etc/passwd" }, "the id of an upload"],
    [{ display: "Someone else", zone: "Mars/Olympus" }, "IANA"],
  ];
  for (const [body, why] of refused) {
    const { status, body: answered } = await ask(server, CHANGE, { token, body });
    assertEquals(Math.trunc(status / 100), 4, JSON.stringify(body));
    assertStringIncludes(String(answered?.message), why, JSON.stringify(body));
  }
  assertEquals(await expect(server, 200, "GET /api/people/ada", { token }), {
    name: "ada",
    ...before,
  });
});

Deno.test("Nobody is shown by what looks like another's name, a display name, or a reserved one", async () => {
  await using server = await TestServer.start();
  await claim(server, "ada-king");
  const bob = await claim(server, "bob");
  const carol = await claim(server, "carol");
  await using _gus = await TestClient.connect(server, "gus");
  await expect(server, 200, CHANGE, { token: carol, body: { display: "Carol Jones" } });
  const taken = [
    ...["ada-king", "Ada King", "ADA.KING", "ada_king", "Аdа Kіng", "Ada’King"],
    ...["carol", "Carol  JONES", "caroljones", "Cаrol-Jones", "Gus", "G us"],
  ];
  for (const display of taken) {
    await expect(server, "409 name-taken", CHANGE, { token: bob, body: { display } });
  }
  for (const display of ["Admin", "a d m i n", "Hubbub", "Every.one", "Former Member", "Sуstem"]) {
    await expect(server, "400 bad-name", CHANGE, { token: bob, body: { display } });
  }
  // One's own name may be written in any way.
  await expect(server, 200, CHANGE, { token: bob, body: { display: "B.O.B." } });
  await expect(server, 200, CHANGE, { token: bob, body: { display: "Bob" } });
});

Deno.test("Nobody comes in, claims, or calls a bot or a hook by what looks like a display name", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "root1");
  const token = await claim(server, "ada");
  await expect(server, 200, CHANGE, { token, body: { display: "Ada King" } });
  for (const name of ["adaking", "Ada_King", "аdaking"]) {
    await expect(server, "409 name-taken", "POST /api/session", { body: { name } });
    const body = { name, password: PASSWORD };
    await expect(server, "409 name-taken", "POST /api/accounts", { body });
    await expect(server, "409 name-taken", "POST /api/bots", { token: admin, body: { name } });
    const hooks = "POST /api/rooms/lobby/hooks";
    await expect(server, "409 name-taken", hooks, { token: admin, body: { name } });
    await expect(server, "409 name-taken", `GET /ws?name=${encodeURIComponent(name)}`);
  }
  await expect(server, 200, CHANGE, { token, body: { display: "Somebody" } });
  await signIn(server, "adaking");
});

Deno.test("Of two who want display names that look alike at once, one gets it", async () => {
  await using server = await TestServer.start();
  const names = ["ada", "bob", "carol", "dave"];
  const tokens = await Promise.all(names.map((name) => claim(server, name)));
  const displays = ["The Boss", "the-boss", "THEBOSS", "Тhe Bоss"];
  const answers = await Promise.all(
    tokens.map((token, i) => ask(server, CHANGE, { token, body: { display: displays[i] } })),
  );
  assertEquals(answers.map(({ status }) => status).sort(), [200, 409, 409, 409]);
});

Deno.test("A guest and a bot have no profile, and are told so", async () => {
  await using server = await TestServer.start();
  const owner = await claim(server, "ada");
  const bot = await expect(server, 201, "POST /api/bots", { token: owner, body: { name: "echo" } });
  for (const token of [await signIn(server, "gus"), String(bot.token)]) {
    const body = { status: { state: "away" } };
    await expect(server, "403 forbidden", CHANGE, { token, body });
  }
  assertEquals(await expect(server, 200, "GET /api/people/echo", { token: owner }), {
    ...{ name: "echo", bot: true },
  });
  await expect(server, "404 not-found", "GET /api/people/nobody", { token: owner });
  await expect(server, "400 bad-name", "GET /api/people/a%20b", { token: owner });
  await expect(server, "400 malformed", "GET /api/people", { token: owner });
  const many = Array.from({ length: 101 }, (_, i) => `p${i}`).join(",");
  await expect(server, "400 malformed", `GET /api/people?names=${many}`, { token: owner });
});

Deno.test("A person is told with what they are in a room, to who may look at it", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "root1");
  const tokens = { ada: await claim(server, "ada"), bob: await claim(server, "bob") };
  await using ada = await TestClient.connect(server, { token: tokens.ada });
  await ada.join("den");
  await ada.ask({ type: "moderator", room: "den", name: "bob", on: true });
  const roles = async (room: string, token: string) => {
    const found = await Promise.all(
      ["ada", "bob", "root1"].map((name) =>
        expect(server, 200, `GET /api/people/${name}?room=${room}`, { token })
      ),
    );
    return found.map(({ role }) => role);
  };
  assertEquals(await roles("DEN", tokens.bob), ["owner", "moderator", "administrator"]);
  assertEquals(await roles("lobby", admin), [undefined, undefined, "administrator"]);
  await ada.ask({ type: "access", room: "den", access: "hidden" });
  const outsider = await signIn(server, "gus");
  for (const room of ["den", "nowhere"]) {
    const path = `GET /api/people/ada?room=${room}`;
    await expect(server, "404 not-found", path, { token: outsider });
  }
});

Deno.test("Others are told whether somebody with an account is connected", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using bob = await TestClient.enter(server, "bob", "lobby");
  const seen = async () =>
    await expect(server, 200, "GET /api/people?names=ada", { token: bob.welcome.token });
  assertEquals(await seen(), { people: [{ name: "ada" }] });
  {
    await using ada = await TestClient.connect(server, { token });
    await ada.join("lobby");
    assertEquals(await seen(), { people: [{ name: "ada", here: true }] });
    assertEquals(await expect(server, 200, "GET /api/people/ada", { token }), { name: "ada" });
  }
  await bob.next("offline");
  assertEquals(await seen(), { people: [{ name: "ada" }] });
});

Deno.test("Of somebody who is blocked there is the name alone, and no signal", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  await using carol = await TestClient.enter(server, "carol");
  await using ada = await TestClient.connect(server, { token });
  await ada.join("lobby");
  await bob.ask({ type: "block", name: "ada" });
  await expect(server, 200, CHANGE, { token, body: { display: "Ada L." } });
  assertEquals((await carol.next("profile")).display, "Ada L.");
  const path = "GET /api/people/ada";
  assertEquals(await expect(server, 200, path, { token: bob.welcome.token }), {
    ...{ name: "ada", blocked: true },
  });
  ada.say("lobby", "hello");
  // Signals come before what is said.
  const next = await bob.until((event) => ["profile", "said"].includes(event.type), "either");
  assertEquals(next.type, "said");
});

Deno.test("Who shares a room with somebody is told of their profile, and nobody else", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using ada = await TestClient.connect(server, { token });
  await ada.join("den");
  await using bob = await TestClient.enter(server, "bob", "den");
  await using eve = await TestClient.enter(server, "eve", "lobby");
  for (const text of ["one", "two", "three"]) {
    await expect(server, 200, CHANGE, { token, body: { status: { text } } });
  }
  const told = [];
  while (told.at(-1)?.status?.text !== "three") told.push(await bob.next("profile"));
  assertEquals(told.at(-1), { type: "profile", name: "ada", status: { text: "three" } });
  assertEquals((await ada.next("profile")).name, "ada");
  await eve.ask({ type: "ping" });
  eve.say("lobby", "hello");
  const next = await eve.until((event) => ["profile", "said"].includes(event.type), "either");
  assertEquals(next.type, "said");
});

Deno.test("Who is on another server is told of a profile, too", async () => {
  await using file = await SharedFile.make();
  const store = await file.store({ shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  const token = await claim(ours, "ada");
  await using ada = await TestClient.connect(ours, { token });
  await ada.join("lobby");
  await using bob = await TestClient.enter(theirs, "bob");
  await expect(ours, 200, CHANGE, { token, body: { display: "Ada L.", zone: "Asia/Tokyo" } });
  assertEquals(await bob.next("profile"), {
    ...{ type: "profile", name: "ada", display: "Ada L.", zone: "Asia/Tokyo" },
  });
});
