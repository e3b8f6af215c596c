import { assert, assertEquals } from "@std/assert";
import { ask, claim, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { Clock } from "../../../support/clock.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { Town } from "./town.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const INVALID = "Cannot use invitation: invalid or expired invitation";

Deno.test("Whoever follows a link into a room that is not open is let in, and moderators are told by whose", async () => {
  for (const access of ["listed", "hidden"]) {
    await using town = await Town.make(access);
    const { invite } = await town.invite();
    assertEquals(await town.canRead(), false);
    assertEquals(await town.follow(invite), "204");
    assertEquals(await town.canRead(), true);
    const told = await town.ruler.until(
      (event) => event.type === "notice" && event.text.includes("link"),
      "a notice",
    );
    assert("text" in told && told.text === "bob came in by an invitation link of ada");
    // The answer may have been lost: they ask again, though it is used up.
    assertEquals(await town.follow(invite), "204");
    const gus = await signIn(town.server, "gus");
    assertEquals(await town.follow(invite, gus), "403 not-invited");
    assertEquals(await town.follow((await town.invite()).invite, gus), "204");
    assertEquals(await town.canRead(gus), true);
    const { entries } = await expect(town.server, 200, "GET /api/audit", { token: town.admin });
    const noted = (entries as Record<string, unknown>[]).find(({ what }) => what === "invite");
    assertEquals([noted?.by, noted?.about, noted?.room], ["ada", "gus", "den"]);
  }
});

Deno.test("A link leads also who has blocked its maker, and was asked in without being told", async () => {
  await using town = await Town.make("hidden");
  await expect(town.server, 204, "POST /api/blocks", { token: town.bob, body: { name: "ada" } });
  await town.ruler.ask({ type: "invite", room: "den", name: "bob" });
  assertEquals(await town.canRead(), false);
  const { invite } = await town.invite();
  assertEquals([await town.follow(invite), await town.canRead()], ["204", true]);
});

Deno.test("A link tells where it leads without being used up, also to who has not signed in", async () => {
  await using town = await Town.make();
  const { invite } = await town.invite();
  for (const token of [undefined, town.bob, town.bob]) {
    const preview = await expect(town.server, 200, "POST /api/invites/preview", {
      token,
      body: { invite },
    });
    assertEquals([preview.room, preview.by], ["den", "ada"]);
  }
  const { status } = await ask(town.server, `GET /api/invites/use?invite=${invite}`);
  assertEquals(status, 405);
  assertEquals(await town.follow(invite), "204");
  await expect(town.server, "403 not-invited", "POST /api/invites/preview", { body: { invite } });
});

Deno.test("Of those who race for the last use of a link into a room, one is let in", async () => {
  for (const access of ["open", "listed", "hidden"]) {
    await using folder = await TempFolder.make();
    await using town = await Town.make(access, { store: folder.file("chat.db") });
    const { invite } = await town.invite({ uses: 2 });
    const names = ["bob1", "cleo", "dan", "eve"];
    const tokens = await Promise.all(names.map((name) => signIn(town.server, name)));
    const answers = await Promise.all(tokens.map((token) => town.follow(invite, token)));
    const allowed = answers.filter((answer) => answer === "204").length;
    assertEquals([allowed, answers.filter((one) => one === "403 not-invited").length], [2, 2]);
    const { invites } = await expect(town.server, 200, "GET /api/invites", { token: town.owner });
    assertEquals(invites, []);
  }
});

Deno.test("Unknown, expired, used up and revoked links are refused by one sentence", async () => {
  const clock = new Clock();
  await using town = await Town.make("hidden", { now: clock.now });
  const revoked = await town.invite();
  await expect(town.server, 204, `DELETE /api/invites/${revoked.id}`, { token: town.owner });
  const used = await town.invite();
  assertEquals(await town.follow(used.invite, await signIn(town.server, "gus")), "204");
  const short = await town.invite({ days: 1 });
  clock.pass(DAY_MS);
  const bob = await signIn(town.server, "bob", PASSWORD);
  const sentences = new Set<unknown>();
  for (const invite of [short.invite, used.invite, revoked.invite, "", "x", "y".repeat(43)]) {
    for (const route of ["use", "preview"]) {
      const asking = { token: bob, body: { invite } };
      const { message } = await expect(
        town.server,
        "403 not-invited",
        `POST /api/invites/${route}`,
        asking,
      );
      sentences.add(message);
    }
  }
  assertEquals([...sentences], [INVALID]);
});

/** What takes from who made a link the right to invite. */
const ENDS: Readonly<Record<string, (town: Town, mod: string) => Promise<unknown>>> = {
  "is no moderator any more": ({ ruler }) =>
    ruler.ask({ type: "moderator", room: "den", name: "mod", on: false }),
  "is banned from the room": ({ ruler }) => ruler.ask({ type: "ban", room: "den", name: "mod" }),
  "is banned from the server": async ({ server, admin }) => {
    await using root = await TestClient.connect(server, { token: admin });
    await root.ask({ type: "ban", name: "mod" });
  },
  "is suspended": ({ server, admin }) =>
    expect(server, 200, "PUT /api/admin/people/mod/suspension", {
      token: admin,
      body: { reason: "away" },
    }),
  "has deleted their account": ({ server }, token) =>
    expect(server, 204, "DELETE /api/account", {
      token,
      body: { password: PASSWORD, messages: "keep" },
    }),
  "has seen the room closed": ({ ruler }) => ruler.ask({ type: "close", room: "den" }),
};

for (const [what, end] of Object.entries(ENDS)) {
  Deno.test(`A link leads nowhere when who made it ${what}`, async () => {
    await using town = await Town.make("listed");
    const mod = await claim(town.server, "mod");
    await town.ruler.ask({ type: "moderator", room: "den", name: "mod", on: true });
    const { invite } = await town.invite({ uses: 5 }, mod);
    assertEquals(await town.follow(invite, await signIn(town.server, "gus")), "204");
    await end(town, mod);
    const body = { invite };
    await expect(town.server, "403 not-invited", "POST /api/invites/preview", { body });
    const { message } = await expect(town.server, "403 not-invited", "POST /api/invites/use", {
      token: town.bob,
      body,
    });
    assertEquals([message, await town.canRead()], [INVALID, false]);
  });
}

Deno.test("A link beats no ban, and takes back that it was used", async () => {
  for (const access of ["open", "listed", "hidden"]) {
    await using town = await Town.make(access);
    const { invite, id } = await town.invite({ uses: 3 });
    await town.ruler.ask({ type: "ban", room: "den", name: "bob", ms: 60_000 });
    // Whoever may know of the room is told the ban, others that there is no such invitation.
    const told = access === "hidden" ? "403 not-invited" : "403 forbidden";
    for (let i = 0; i < 4; i++) assertEquals(await town.follow(invite), told, access);
    assertEquals(await town.canRead(), false);
    const { invites } = await expect(town.server, 200, "GET /api/invites", { token: town.owner });
    const [{ left, id: listed } = {}] = invites as Record<string, unknown>[];
    assertEquals([left, listed], [3, id]);
    await using root = await TestClient.connect(town.server, { token: town.admin });
    await root.ask({ type: "ban", name: "cleo" });
    await expect(town.server, "403 forbidden", "POST /api/invites/use", {
      token: await signIn(town.server, "cleo"),
      body: { invite },
    });
  }
});

Deno.test("A link into a room is made and revoked by its moderators, and listed for them", async () => {
  await using town = await Town.make();
  const { server, owner, admin, bob } = town;
  // To who may not know of it, it is a room that never was.
  for (const room of ["den", "nowhere"]) {
    const asking = { token: bob, body: { room } };
    const { message } = await expect(server, "404 not-found", "POST /api/invites", asking);
    assertEquals(message, `Cannot invite: no room ${room}`);
  }
  await town.ruler.ask({ type: "invite", room: "den", name: "bob" });
  await expect(server, "403 forbidden", "POST /api/invites", { token: bob, body: { room: "den" } });
  const mine = await town.invite({ uses: 30, days: 14 });
  const listed = async (token: string, query = "") => {
    const { invites } = await expect(server, 200, `GET /api/invites${query}`, { token });
    return (invites as Record<string, unknown>[]).map(({ id }) => id);
  };
  assertEquals([await listed(owner), await listed(bob)], [[mine.id], []]);
  await expect(server, "403 forbidden", "GET /api/invites?room=den", { token: bob });
  await expect(server, "404 not-found", `DELETE /api/invites/${mine.id}`, { token: bob });
  const others = await town.invite({}, admin);
  assertEquals(new Set(await listed(owner, "?room=den")), new Set([mine.id, others.id]));
  assertEquals((await listed(admin)).length, 2);
  const [first] = await listed(admin, "?limit=1");
  assertEquals((await listed(admin, `?after=${first}`)).length, 1);
  // A moderator revokes another's, an administrator anybody's.
  await expect(server, 204, `DELETE /api/invites/${others.id}`, { token: owner });
  await expect(server, 204, `DELETE /api/invites/${mine.id}`, { token: admin });
  assertEquals([await listed(owner), await listed(admin)], [[], []]);
  assertEquals(await town.follow(mine.invite, await signIn(server, "gus")), "403 not-invited");
});
