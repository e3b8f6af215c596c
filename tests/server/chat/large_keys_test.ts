import { assert, assertEquals } from "@std/assert";
import { LIMITS } from "../../../protocol.ts";
import { ask, claim, claimAdmin } from "../../support/server/asker.ts";
import { longestNormalized } from "../../support/measure/normalized.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** Longer than any key of the store, and than any text that is asked for. */
const LONG = "x".repeat(5_000);
const MARKS = `a${"\u0301".repeat(8_000)}${"\u0327".repeat(8_000)}`;

/** A server whose store is a file, as keys that are too large are in no memory of ours. */
async function withFile(act: (server: TestServer) => Promise<void>): Promise<void> {
  await using folder = await TempFolder.make();
  await using server = await TestServer.start({ store: folder.file("chat.db"), limits: "off" });
  await act(server);
}

Deno.test("What is too long to be a key is not there, or no request, and never the store's failure", async () => {
  await withFile(async (server) => {
    const token = await claimAdmin(server, "ada");
    const positions = encodeURIComponent("\u0301\u0327".repeat(2_000));
    const asked: [status: number, what: string, asking?: Parameters<typeof ask>[2]][] = [
      [404, `DELETE /api/sessions/${LONG}`, { token }],
      [404, `DELETE /api/sessions/${"x".repeat(1_999)}`, { token }],
      [404, `DELETE /api/sessions/${positions}`, { token }],
      [404, "DELETE /api/sessions/%00", { token }],
      [400, `GET /api/audit?before=${LONG}`, { token }],
      [400, "GET /api/audit?before=%00", { token }],
      [400, `GET /api/audit?limit=${LONG}`, { token }],
      [401, "GET /api/session", { token: LONG }],
      [401, "GET /api/session", { cookie: LONG }],
      [401, "DELETE /api/session", { token: LONG }],
      [401, "GET /ws", { token: LONG }],
      [401, "GET /ws", { headers: { "sec-websocket-protocol": `chat.v1, bearer.${LONG}` } }],
      [400, `GET /ws?name=${LONG}`],
      [400, `GET /ws?name=${positions}`],
      [404, `GET /api/${LONG}`],
      [404, `GET /${LONG}`],
      [400, "POST /api/session", { body: { name: LONG } }],
      [400, "POST /api/session", { body: { name: LONG, password: LONG } }],
      [401, "POST /api/session", { body: { name: "ada", password: LONG } }],
      [400, "POST /api/accounts", { body: { name: "bob", password: LONG } }],
      [400, "POST /api/accounts", { body: { name: LONG, password: "12345678" } }],
      [400, "PUT /api/account/password", { token, body: { password: "x", new: LONG } }],
      [400, "DELETE /api/account", { token, body: { password: "x", messages: LONG } }],
      [401, "DELETE /api/account", { token, body: { password: LONG, messages: "keep" } }],
    ];
    for (const [status, what, asking] of asked) {
      const answered = await ask(server, what, asking);
      assertEquals(
        answered.status,
        status,
        `${what.slice(0, 60)}: ${JSON.stringify(answered.body)}`,
      );
      assert(JSON.stringify(answered.body).length < 500, what.slice(0, 60));
    }
  });
});

Deno.test("No request has a text composed before its length and its marks are looked at", async () => {
  await withFile(async (server) => {
    const token = await claimAdmin(server, "ada");
    const bodies: [what: string, body: Record<string, string>, token?: string][] = [
      ["POST /api/session", { name: MARKS }],
      ["POST /api/session", { name: "ada", password: MARKS }],
      ["POST /api/session", { name: "bob", passphrase: MARKS }],
      ["POST /api/accounts", { name: MARKS, password: MARKS, invite: MARKS }],
      ["POST /api/accounts", { name: "carol", password: MARKS }],
      ["PUT /api/account/password", { password: MARKS, new: MARKS }, token],
      ["DELETE /api/account", { password: MARKS, messages: MARKS }, token],
    ];
    const longest = await longestNormalized(async () => {
      for (const [what, body, token] of bodies) await ask(server, what, { body, token });
    });
    // The names that are some are composed, or made a key of.
    assert(longest <= 6 * LIMITS.name, `${longest} code units`);
  });
});

Deno.test("The longest names that may be are keys of the store", async () => {
  await withFile(async (server) => {
    // Four bytes each; the key of the room of all has the ids of all, too.
    const [own = "", ...others] = Array.from("𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇", (letter) => letter.repeat(LIMITS.name));
    for (const name of others) await claim(server, name);
    await using person = await TestClient.connect(server, own);
    const text = `@${others[0]} hello`;
    person.send({ type: "say", id: "i".repeat(LIMITS.id), to: others, text });
    const { room, text: said } = await person.next("said");
    assertEquals(said, text);
    const join = { type: "join", room, epoch: "e".repeat(64), after: 0 };
    assertEquals((await person.ask(join)).type, "joined");
    person.send({ type: "read", room, seq: 1 });
    const search = await person.ask({ type: "search", room, q: others[0]!.toLowerCase() });
    assertEquals(search.type === "found" && search.entries.length, 1);
  });
});
