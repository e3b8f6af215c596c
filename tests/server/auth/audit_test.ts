import { assert, assertEquals } from "@std/assert";
import { KvAuditStore } from "../../../server/kv/people/audit_store.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { Store } from "../../../server/kv/store.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

const NEW = "battery staple";
const WRONG = "not my password";

interface Note {
  readonly id: string;
  readonly at: number;
  readonly what: string;
  readonly ends?: number;
  readonly to?: boolean | number | string;
  readonly room?: string;
  readonly by?: string;
  readonly about?: string;
  readonly address?: string;
}

/** What an administrator reads, newest first. */
async function read(server: TestServer, token: string, query = ""): Promise<Note[]> {
  const { entries } = await expect(server, 200, `GET /api/audit${query}`, { token });
  return entries as Note[];
}

Deno.test("KvAuditStore gives what was noted, the newest first", async () => {
  await using store = await Store.open(MEMORY);
  const log = new KvAuditStore(store);
  const entries = ["3-a", "1-a", "2-b", "2-a"].map((id) => ({ id, at: Number(id[0]), what: id }));
  for (const entry of entries) await log.write(entry);
  const ids = async (limit: number, before?: string) =>
    (await log.read(limit, before)).map(({ id }) => id);
  assertEquals(await ids(9), ["3-a", "2-b", "2-a", "1-a"]);
  assertEquals(await ids(2), ["3-a", "2-b"]);
  assertEquals(await ids(2, "2-b"), ["2-a", "1-a"]);
  assertEquals(await ids(2, "1-a"), []);
});

Deno.test("An administrator reads who signed in, who tried, and what they did", async () => {
  let at = 1;
  await using server = await TestServer.start({ now: () => at++ });
  const token = await claimAdmin(server, "ada");
  const bob = await claim(server, "bob");
  const phone = await signIn(server, "bob", PASSWORD);
  await ask(server, "POST /api/session", { body: { name: "BOB", password: WRONG } });
  await ask(server, "POST /api/session", { body: { name: WRONG, password: "bob" } });
  await ask(server, "POST /api/session", { body: { name: "Tr0ub4dor", password: "bob" } });
  const { sessions } = await expect(server, 200, "GET /api/sessions", { token: phone });
  const { id } = (sessions as { id: string; current: boolean }[]).find(({ current }) => current)!;
  await expect(server, 204, `DELETE /api/sessions/${id}`, { token: bob });
  const change = { password: PASSWORD, new: NEW };
  await expect(server, 204, "PUT /api/account/password", { token: bob, body: change });
  const { invite } = await expect(server, 201, "POST /api/invites", { token });
  const leave = { password: NEW, messages: "keep" };
  await expect(server, 204, "DELETE /api/account", { token: bob, body: leave });
  await expect(server, 204, "DELETE /api/session", { token });
  const again = await signIn(server, "ada", PASSWORD);
  const notes = await read(server, again);
  assertEquals(notes.map(({ what, by, about }) => [what, by, about]).reverse(), [
    ["claimed", "ada", "ada"],
    ["claimed", "bob", "bob"],
    ["signed-in", "bob", undefined],
    ["sign-in-failed", undefined, "bob"],
    // What is nobody's name may be a password.
    ["sign-in-failed", undefined, undefined],
    ["session-ended", "bob", "bob"],
    ["password-changed", "bob", "bob"],
    ["invited", "ada", undefined],
    ["account-deleted", "bob", "bob"],
    ["signed-out", "ada", undefined],
    ["signed-in", "ada", undefined],
  ]);
  assert(notes.every(({ address }) => address === "127.0.0.1"));
  const text = JSON.stringify(notes);
  const secrets = [token, bob, phone, again, String(invite), PASSWORD, NEW, WRONG, "Tr0ub4dor"];
  for (const secret of secrets) assertEquals(text.includes(secret), false);
});

Deno.test("The audit log says in which room, for how long, and what something is from then on", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  await claim(server, "bob");
  await using ada = await TestClient.connect(server, { token });
  await ada.join("den");
  const room = "den";
  await ada.ask({ type: "mute", room, name: "bob", ms: 3_600_000 });
  await ada.ask({ type: "mute", room, name: "bob", ms: 0 });
  await ada.ask({ type: "ban", room, name: "bob" });
  await ada.ask({ type: "ban", name: "bob", ms: 60_000 });
  await ada.ask({ type: "access", room, access: "hidden" });
  await ada.ask({ type: "slow", room, ms: 30_000 });
  await ada.ask({ type: "slow", room, ms: 0 });
  await ada.ask({ type: "announce", room, on: true });
  await ada.ask({ type: "archive", room, on: false });
  await ada.ask({ type: "rename", room, name: "study" });
  // What is noted last is there when all before it is.
  await claim(server, "zoe");
  let notes: Note[] = [];
  while (notes[0]?.by !== "zoe") notes = await read(server, token);
  const told = notes.filter(({ by, what }) => by === "ada" && what !== "claimed");
  assertEquals(
    told.map(({ what, about, room, at, ends, to }) => [what, about, room, to, ends && ends - at]),
    [
      ["rename", undefined, "den", "study", undefined],
      ["archive", undefined, "den", false, undefined],
      ["announce", undefined, "den", true, undefined],
      ["slow", undefined, "den", 0, undefined],
      ["slow", undefined, "den", 30_000, undefined],
      ["access", undefined, "den", "hidden", undefined],
      ["ban", "bob", undefined, true, 60_000],
      ["ban", "bob", "den", true, undefined],
      ["mute", "bob", "den", false, undefined],
      ["mute", "bob", "den", true, 3_600_000],
    ],
  );
});

Deno.test("What guests decide in rooms of their own does not bury the rest of the audit", async () => {
  let at = 1;
  await using server = await TestServer.start({ now: () => at++ });
  const token = await claimAdmin(server, "ada");
  const accounts = { bob: await claim(server, "bob") };
  for (const name of ["bob", "eve", "mallory"]) {
    const coming = name === "bob" ? { token: accounts.bob } : name;
    await using client = await TestClient.connect(server, coming);
    await client.join(`den-of-${name}`);
    for (let i = 0; i < 60; i++) {
      await client.ask({ type: "ban", room: `den-of-${name}`, name: `nobody-${i}` });
    }
  }
  // What is noted last is there when all before it is.
  await claim(server, "zoe");
  let notes: Note[] = [];
  while (notes[0]?.by !== "zoe") notes = await read(server, token, "?limit=200");
  const counts = ["bob", "eve", "mallory"].map((name) =>
    notes.filter(({ what, by }) => what === "ban" && by === name).length
  );
  const [ofAccount, ...ofGuests] = counts;
  assertEquals(ofAccount, 60);
  // The clock goes on, and a little is forgotten.
  assert(ofGuests.every((count) => count >= 50 && count <= 52), `${ofGuests}`);
});

Deno.test("The audit log is read a page at a time, and by administrators only", async () => {
  let at = 1;
  await using server = await TestServer.start({ now: () => at++ });
  const token = await claimAdmin(server, "ada");
  for (let i = 0; i < 4; i++) await signIn(server, "ada", PASSWORD);
  const all = await read(server, token);
  assertEquals(all.length, 5);
  const first = await expect(server, 200, "GET /api/audit?limit=3", { token });
  assertEquals([first.entries, first.more], [all.slice(0, 3), true]);
  const rest = await expect(server, 200, `GET /api/audit?limit=3&before=${all[2]!.id}`, { token });
  assertEquals([rest.entries, rest.more], [all.slice(3), false]);
  for (const limit of ["0", "501", "-1", "x", "", "1e2"]) {
    await expect(server, "400 malformed", `GET /api/audit?limit=${limit}`, { token });
  }
  assertEquals(await read(server, token, "?before=__proto__&limit=1"), all.slice(0, 1));
});
