import { assert, assertEquals } from "@std/assert";
import { Clock } from "../../../support/clock.ts";
import { ask, claim, claimAdmin, expect } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { until } from "../../../support/until.ts";

const MINUTE_MS = 60 * 1000;
const PEOPLE = "/api/rooms/den/people";
const RAIDERS = ["eve", "mallory", "oscar"];

async function says(who: TestClient, room: string, text: string): Promise<void> {
  who.say(room, text);
  await who.until((event) => event.type === "said" && event.text === text, text);
}

/** What can still be read in a room. */
async function left(server: TestServer, room: string, token: string): Promise<string[]> {
  const { entries } = await expect(server, 200, `GET /api/rooms/${room}/messages`, { token });
  assert(Array.isArray(entries));
  return entries.filter(({ type, deleted }) => type === "said" && !deleted)
    .map(({ from, text }) => `${from}: ${text}`);
}

async function audited(server: TestServer, token: string): Promise<string[]> {
  const { entries } = await expect(server, 200, "GET /api/audit?limit=200", { token });
  assert(Array.isArray(entries));
  return entries.filter(({ what }) => what === "ban" || what === "messages-deleted")
    .map(({ what, by, about, room, reason, to }) =>
      [what, by, about, room, reason, to].filter((one) => one !== undefined).join(" ")
    ).toSorted();
}

Deno.test("A moderator bans several people at once, deletes what they said, and lifts the bans", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const admin = await claimAdmin(server, "zoe");
  const token = await claim(server, "ada");
  await using ada = await TestClient.enter(server, { token }, "den");
  await using bob = await TestClient.enter(server, "bob", "den");
  await says(bob, "den", "hello");
  clock.pass(90 * MINUTE_MS);
  await using raid = new AsyncDisposableStack();
  for (const name of RAIDERS) {
    const raider = raid.use(await TestClient.enter(server, name, "den"));
    await says(raider, "den", `buy, says ${name}`);
    await says(raider, "den", `now, says ${name}`);
  }
  const body = { action: "ban", names: ["EVE", ...RAIDERS, "ada"], ms: MINUTE_MS, reason: "raid" };
  const banned = await expect(server, 200, `POST ${PEOPLE}`, {
    ...{ token, body: { ...body, delete: 1 } },
  });
  assertEquals(banned.done, RAIDERS);
  assertEquals(banned.refused, [
    { name: "ada", message: "Cannot ban: ada has the same rights here as you" },
  ]);
  const notice = await ada.next("notice");
  assertEquals(notice.text, "3 people were banned by ada for 1 minute: eve, mallory, oscar");
  await until(async () => (await left(server, "den", token)).length === 1, "all to be deleted");
  assertEquals(await left(server, "den", token), ["bob: hello"]);
  const told = await expect(server, 200, "GET /api/rooms/den/removals", { token });
  assert(Array.isArray(told.removals));
  const { id, name, also, deleted } = told.removals[0];
  assertEquals([id, name, also, deleted], [banned.removal, "eve", ["mallory", "oscar"], 6]);
  assertEquals(await audited(server, admin), [
    ...RAIDERS.map((name) => `ban ada ${name} den raid true`),
    ...RAIDERS.map((name) => `messages-deleted ada ${name} den`),
  ]);
  const { bans } = await expect(server, 200, "GET /api/rooms/den/moderation", { token });
  assert(Array.isArray(bans));
  assertEquals(bans.map(({ name }) => name), RAIDERS);

  const lifted = { action: "unban", names: RAIDERS };
  const { done } = await expect(server, 200, `POST ${PEOPLE}`, { token, body: lifted });
  assertEquals(done, RAIDERS);
  const after = await expect(server, 200, "GET /api/rooms/den/moderation", { token });
  assertEquals(after.bans, []);
});

Deno.test("More people are removed at once than kicks were remembered, each of them", async () => {
  await using server = await TestServer.start();
  await using ada = await TestClient.enter(server, "ada", "den");
  const names = Array.from({ length: 30 }, (_, i) => `raider${i}`);
  await using raid = new AsyncDisposableStack();
  const raiders: TestClient[] = [];
  for (const name of names) raiders.push(raid.use(await TestClient.enter(server, name, "den")));
  const { token } = ada.welcome;
  const { done } = await expect(server, 200, `POST ${PEOPLE}`, {
    ...{ token, body: { action: "kick", names } },
  });
  assertEquals(done, names);
  for (const raider of raiders) assertEquals((await raider.next("left")).reason, "kicked");
});

Deno.test("Moderators are told who came lately and how much they said, and of nobody who may do as much", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ now: clock.now });
  const token = await claim(server, "ada");
  const bobs = await claim(server, "bob");
  await using _ada = await TestClient.enter(server, { token }, "den");
  await using bob = await TestClient.enter(server, { token: bobs }, "den");
  const cameBob = clock.now();
  clock.pass(90 * MINUTE_MS);
  await says(bob, "den", "hello");
  {
    await using gone = await TestClient.enter(server, "eve", "den");
    await says(gone, "den", "buy");
    await says(gone, "den", "now");
    await gone.ask({ type: "leave", room: "den" });
  }
  const listed = async (hours: string) => {
    const { people, more } = await expect(server, 200, `GET ${PEOPLE}${hours}`, { token });
    assertEquals(more, false);
    assert(Array.isArray(people));
    return people;
  };
  await until(
    async () => (await listed("")).some((one) => one.name === "eve" && !one.here),
    "left",
  );
  const [eve, known, ...others] = await listed("?hours=1");
  assertEquals([eve.name, eve.guest, eve.said], ["eve", true, 2]);
  assert(eve.came > cameBob, `${eve.came}`);
  assertEquals(known, { name: "bob", guest: false, came: cameBob, here: true, said: 1 });
  assertEquals(others, []);
  clock.pass(61 * MINUTE_MS);
  assertEquals((await listed("?hours=1")).map(({ name, said }) => [name, said]), [["bob", 0]]);
  await expect(server, "403 forbidden", `GET ${PEOPLE}`, { token: bobs });
  await expect(server, "400 malformed", `GET ${PEOPLE}?hours=0`, { token });
});

Deno.test("Several people are changed by who moderates the room alone, and only as can be read", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using _ada = await TestClient.enter(server, { token }, "den");
  await using eve = await TestClient.enter(server, "eve", "den");
  const given = { action: "ban", names: ["ada"] };
  await expect(server, "403 forbidden", `POST ${PEOPLE}`, {
    ...{ token: eve.welcome.token, body: given },
  });
  const bad = [
    ...[{ names: [] }, { names: "eve" }, { names: [7] }, { names: Array(101).fill("eve") }],
    ...[{ action: "erase" }, { ms: -1 }, { delete: 0 }, { delete: "ever" }, { delete: 721 }],
    ...[{ action: "delete" }, { address: "yes" }, { reason: 7 }],
  ];
  for (const wrong of bad) {
    const body = { ...given, names: ["eve"], ...wrong };
    const { status } = await ask(server, `POST ${PEOPLE}`, { token, body });
    assertEquals(status, 400, JSON.stringify(wrong));
  }
  // Nothing of it was done.
  const { bans } = await expect(server, 200, "GET /api/rooms/den/moderation", { token });
  assertEquals(bans, []);
});

Deno.test("Whose last removal is under way bans all the same, and is told that nothing is deleted", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using _ada = await TestClient.enter(server, { token }, "den");
  await using eve = await TestClient.enter(server, "eve", "den");
  await says(eve, "den", "buy");
  const first = { action: "delete", names: ["eve"], delete: "all" };
  const second = { action: "ban", names: ["eve"], delete: 1 };
  const [one, two] = await Promise.all([
    ask(server, `POST ${PEOPLE}`, { token, body: first }),
    ask(server, `POST ${PEOPLE}`, { token, body: second }),
  ]);
  // Whichever came first: it is told where only one of them deletes.
  assertEquals(two.status, 200, JSON.stringify(two.body));
  assertEquals(two.body?.done, ["eve"]);
  assert(one.status === 200 || one.status === 503, String(one.status));
  const begun = [one.body?.removal, two.body?.removal].filter((id) => id !== undefined);
  assert(begun.length > 0, JSON.stringify([one.body, two.body]));
  await until(async () => (await left(server, "den", token)).length === 0, "it to be deleted");
});

Deno.test("Whoever was renamed is banned once, by whichever name, and what they said under each is deleted", async () => {
  for (const names of [["mallory", "eve"], ["eve"]]) {
    for (const action of ["ban", "delete"]) {
      await using server = await TestServer.start();
      const token = await claim(server, "ada");
      await using ada = await TestClient.enter(server, { token }, "den");
      await says(ada, "den", "hello");
      await using eve = await TestClient.enter(server, "eve", "den");
      await says(eve, "den", "spam");
      const { token: eves } = eve.welcome;
      await expect(server, 200, "PUT /api/session/name", {
        ...{ token: eves, body: { name: "mallory" } },
      });
      await using mallory = await TestClient.enter(server, { token: String(eves) }, "den");
      await says(mallory, "den", "more");
      const body = { action, names, delete: "all" };
      const { done } = await expect(server, 200, `POST ${PEOPLE}`, { token, body });
      assertEquals(done, ["mallory"], `${action} ${names}`);
      await until(async () => (await left(server, "den", token)).length === 1, "it to be deleted");
      assertEquals(await left(server, "den", token), ["ada: hello"]);
      if (action === "delete") continue;
      assertEquals((await ada.next("notice")).text, "mallory was banned by ada");
    }
  }
});

Deno.test("Names that nobody has are refused and noted nowhere, unless something was said under them", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "zoe");
  const token = await claim(server, "ada");
  await using _ada = await TestClient.enter(server, { token }, "den");
  {
    await using eve = await TestClient.enter(server, "eve", "den");
    await says(eve, "den", "buy");
    await expect(server, 204, "DELETE /api/session", { token: String(eve.welcome.token) });
  }
  const names = ["eve", ...Array.from({ length: 20 }, (_, i) => `nobody${i}`)];
  for (const [action, doing] of [["delete", "delete messages"], ["ban", "ban"], ["kick", "kick"]]) {
    const body = { action, names: action === "delete" ? names : names.slice(1), delete: "all" };
    const { done, refused } = await expect(server, 200, `POST ${PEOPLE}`, { token, body });
    assertEquals(done, action === "delete" ? ["eve"] : [], action);
    assertEquals(
      refused,
      names.slice(1).map((name) => ({
        name,
        message: `Cannot ${doing}: nobody is called ${name}`,
      })),
    );
  }
  await until(async () => (await left(server, "den", token)).length === 0, "it to be deleted");
  assertEquals(await audited(server, admin), ["messages-deleted ada eve den"]);
});
