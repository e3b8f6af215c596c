import { assertEquals } from "@std/assert";
import { ask, claim, expect, PASSWORD, signIn } from "../../support/server/asker.ts";
import { RawClient } from "../../support/server/raw_client.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** `Alice`, as somebody may try to look like her: other alphabets, other cases. */
const LOOKALIKES = [
  ...["ALICE", "AIice", "a1ice", "Аlice", "аliсе", "ａｌｉｃｅ", "𝐚𝐥𝐢𝐜𝐞", "αlice", "alіce"],
  ...["аⅼіϲе", "aꓡiᴄe", "𐊠lice", "alⵊce"],
];
/** What can be in no name at all: spaces of no width, positions of direction, fillers, selectors. */
const NO_NAMES = [
  ...["alice\u034f", "a\ufe0flice", "alice\u3164", "\u115falice", "ali\u{e0100}ce", "\u3164"],
  ...["ali\u200bce", "\u202eecila", "alice\u200f", "\u2066alice\u2069", "ali\u00adce"],
];

Deno.test("Nobody comes in under a name that looks like a claimed one, by any route", async () => {
  await using server = await TestServer.start();
  await claim(server, "Alice");
  for (const name of LOOKALIKES) {
    const path = `/ws?name=${encodeURIComponent(name)}`;
    using raw = await RawClient.ask(server, path);
    assertEquals([raw.status, (await raw.json()).error], [409, "name-taken"], name);
    await expect(server, "401 bad-password", "POST /api/session", { body: { name } });
    const body = { name, password: PASSWORD };
    await expect(server, "409 name-taken", "POST /api/accounts", { body });
  }
  for (const name of NO_NAMES) {
    const { status, body } = await ask(server, `GET /ws?name=${encodeURIComponent(name)}`);
    assertEquals([status, body?.error], [400, "bad-name"]);
  }
  for (const name of ["Alicia", "alicé", "Malice", "艾丽斯"]) await signIn(server, name);
});

Deno.test("A name is not claimed while somebody is here under one that looks like it", async () => {
  await using server = await TestServer.start();
  await using _guest = await TestClient.connect(server, "аda");
  const body = { name: "ada", password: PASSWORD };
  await expect(server, "409 name-taken", "POST /api/accounts", { body });
});
