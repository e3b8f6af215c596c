import { assertEquals, assertMatch } from "@std/assert";
import { Clock } from "../../../support/clock.ts";
import { ask, claim, expect, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

const SOCKETS = { total: 9, perAddress: 9, perPerson: 9 };

type Found = Record<string, unknown>;

/** What somebody finds with one request, as `room: text`, and where to go on. */
async function search(
  server: TestServer,
  token: string,
  query: Record<string, string>,
): Promise<{ found: string[]; cursor: string | undefined }> {
  const asked = `GET /api/search?${new URLSearchParams(query)}`;
  const { entries, cursor } = await expect(server, 200, asked, { token });
  const found = (entries as Found[]).map(({ room, text }) => `${room}: ${text}`);
  return { found, cursor: cursor === undefined ? undefined : String(cursor) };
}

/** Says something in a room, which it makes. */
async function say(client: TestClient, room: string, ...texts: string[]): Promise<void> {
  await client.join(room);
  for (const text of texts) {
    client.say(room, text);
    await client.next("said");
  }
}

Deno.test("A search over HTTP goes through all rooms of a person, and no other", async () => {
  let at = 1_700_000_000_000;
  await using server = await TestServer.start({ now: () => at++ });
  const [ada, bob] = [await claim(server, "ada"), await claim(server, "bob")];
  await using hers = await TestClient.connect(server, { token: ada });
  await using his = await TestClient.connect(server, { token: bob });
  await say(hers, "den", "green tea", "cake");
  await say(his, "attic", "tea in secret");
  await his.ask({ type: "access", room: "attic", access: "hidden" });
  await say(hers, "lobby", "black tea");
  hers.send({ type: "say", to: ["bob"], text: "tea for two", id: "d-1" });
  await hers.next("said");
  const { found, cursor } = await search(server, ada, { q: "tea" });
  assertEquals(found, ["@ada,bob: tea for two", "lobby: black tea", "den: green tea"]);
  assertEquals(cursor, undefined);
  const named = await search(server, ada, { q: "tea in:den in:attic" });
  assertEquals(named.found, ["den: green tea"]);
  assertEquals((await search(server, bob, { q: "secret" })).found, ["attic: tea in secret"]);
});

Deno.test("A search over HTTP goes on where its cursor says, and finds each message once", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using ada = await TestClient.connect(server, { token });
  const all: string[] = [];
  for (const room of ["den", "attic", "lobby"]) {
    const texts = Array.from({ length: 5 }, (_, i) => `tea ${i}`);
    await say(ada, room, ...texts);
    all.push(...texts.map((text) => `${room}: ${text}`));
  }
  const found: string[] = [];
  let query: Record<string, string> = { q: "tea", limit: "4" };
  for (let turn = 0; turn < 10; turn++) {
    const answer = await search(server, token, query);
    found.push(...answer.found);
    if (answer.cursor === undefined) break;
    query = { ...query, cursor: answer.cursor };
  }
  assertEquals(found.toSorted(), all.toSorted());
});

Deno.test("A cursor lets nobody into a room, and what is none is refused", async () => {
  await using server = await TestServer.start();
  const [ada, bob] = [await claim(server, "ada"), await claim(server, "bob")];
  await using his = await TestClient.connect(server, { token: bob });
  await say(his, "attic", "tea in secret");
  await his.ask({ type: "access", room: "attic", access: "hidden" });
  const forged = (value: unknown) =>
    new TextEncoder().encode(JSON.stringify(value)).toBase64({ alphabet: "base64url" });
  for (const cursor of [forged([["attic"], ["nowhere"]]), forged([])]) {
    assertEquals(await search(server, ada, { q: "tea", cursor }), {
      found: [],
      cursor: undefined,
    });
  }
  const many = forged(Array.from({ length: 51 }, () => ["lobby"]));
  for (const cursor of ["~", forged({}), forged([["lobby", "x"]]), forged([[1]]), many]) {
    const query = new URLSearchParams({ q: "tea", cursor });
    await expect(server, "400 malformed", `GET /api/search?${query}`, { token: ada });
  }
  for (const query of ["", "q=", "q=tea&limit=0", "q=tea&limit=x", "q=before:never"]) {
    await expect(server, "400 malformed", `GET /api/search?${query}`, { token: ada });
  }
});

Deno.test("A search over HTTP tells what it has found before it is too much, and where it goes on", async () => {
  const clock = new Clock();
  await using server = await TestServer.start({ limits: SOCKETS, now: clock.now });
  const token = await signIn(server, "ada");
  await using ada = await TestClient.connect(server, { token });
  const rooms = Array.from({ length: 12 }, (_, i) => `room${i}`);
  for (const room of rooms) {
    await say(ada, room, "tea");
    clock.pass(60_000);
  }
  // Each room weighs as much as a search of its own: somewhere within one of these it is too much.
  let [query, found]: [Record<string, string>, string[]] = [{ q: "tea" }, []];
  const answers = new Set<string>();
  for (let i = 0; i < 100 && !answers.has("429"); i++) {
    const path = `GET /api/search?${new URLSearchParams(query)}`;
    const { status, body = {} } = await ask(server, path, { token });
    if (status === 429) {
      answers.add("429");
      assertMatch(String(body.error), /^too-(?:fast|many)$/);
    } else {
      answers.add(body.cursor === undefined ? "all" : "some");
      found.push(...(body.entries as Found[]).map(({ room }) => String(room)));
      query = { q: "tea", ...(body.cursor !== undefined && { cursor: String(body.cursor) }) };
      if (body.cursor === undefined) found = [];
    }
  }
  assertEquals([...answers], ["all", "some", "429"]);
  clock.pass(60_000);
  found.push(...(await search(server, token, query)).found.map((one) => one.split(":")[0] ?? ""));
  assertEquals(found.toSorted(), rooms.toSorted());
});
