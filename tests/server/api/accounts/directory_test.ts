import { assertEquals } from "@std/assert";
import { claim, expect } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

/** The names that somebody finds, and whether there may be more. */
async function find(
  server: TestServer,
  token: string | undefined,
  query: string,
): Promise<[names: string[], hasMore: boolean]> {
  const { people, next } = await expect(server, 200, `GET /api/people?${query}`, { token });
  return [namesOf(people).sort(), next !== undefined];
}

function namesOf(people: unknown): string[] {
  return Array.isArray(people) ? people.map((person) => String(Object(person).name)) : [];
}

Deno.test("Who has an account finds everybody by parts of what they are called, and a guest those in the lobby", async () => {
  await using server = await TestServer.start();
  const ada = await claim(server, "ada");
  const grace = await claim(server, "gmh");
  await claim(server, "bobby");
  const body = { display: "Grace Hopper" };
  await expect(server, 200, "PUT /api/account/profile", { token: grace, body });
  await using bob = await TestClient.enter(server, "bob", "lobby");
  await using _eve = await TestClient.enter(server, "eve", "den");
  const guest = bob.welcome.token;

  assertEquals(await find(server, ada, "q=BOB"), [["bob", "bobby"], false]);
  assertEquals(await find(server, ada, "q=hop+gra"), [["gmh"], false]);
  assertEquals(await find(server, ada, "q=grace+x"), [[], false]);
  assertEquals(await find(server, ada, "q=eve"), [[], false], "she is in a room of her own");
  assertEquals(await find(server, guest, "q=bob"), [["bob"], false]);
  for (const name of ["bobby", "gmh", "grace", "ada"]) {
    assertEquals(await find(server, guest, `q=${name}`), [[], false], name);
  }
  // Whom somebody has blocked is not offered.
  await expect(server, 204, "POST /api/blocks", { token: ada, body: { name: "bob" } });
  assertEquals(await find(server, ada, "q=bob"), [["bobby"], false]);
});

Deno.test("A search for people is answered in pages, which tell everybody once", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  const names = Array.from({ length: 7 }, (_, index) => `pupil${index + 1}`);
  for (const name of names) await claim(server, name);
  const found: string[] = [];
  let after: string | undefined;
  for (let page = 1; page === 1 || after !== undefined; page++) {
    const rest = after === undefined ? "" : `&after=${encodeURIComponent(after)}`;
    const path = `GET /api/people?q=pupil&limit=3${rest}`;
    const { people, next } = await expect(server, 200, path, { token });
    const names = namesOf(people);
    assertEquals(names.length <= 3, true);
    found.push(...names);
    after = typeof next === "string" ? next : undefined;
  }
  assertEquals(found.toSorted(), names);
  for (const query of ["q=", "q=%20", `q=${"x".repeat(101)}`, "q=a&limit=51", "q=a&limit=none"]) {
    await expect(server, "400 malformed", `GET /api/people?${query}`, { token });
  }
});
