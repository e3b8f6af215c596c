import { assertEquals } from "@std/assert";
import { Passwords } from "../../../../server/auth/accounts/passwords.ts";
import { ask, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { TestServer } from "../../../support/server/test_server.ts";

/** `oscar` with a Greek lunate sigma: two claims before it was decided anew, and one since. */
const OTHER = "os\u03f2ar";
const NEW = "battery staple";

Deno.test("Somebody whose name looks like another's since signs in by exactly their own", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  const password = await new Passwords({ cost: 2 ** 4, blocks: 8, rounds: 1 }).keep(PASSWORD);
  {
    using kv = await Deno.openKv(store);
    await kv.set(["format"], 1);
    for (const [i, name] of ["oscar", OTHER].entries()) {
      const account = { id: `account:${i}`, name, password, made: 1, founder: i === 1 };
      await kv.set(["account", name], account);
    }
    await kv.set(["administrator", OTHER], "account:1");
  }
  for (let start = 0; start < 2; start++) {
    await using server = await TestServer.start({ store });
    const [first, second] = [
      await signIn(server, "oscar", PASSWORD),
      await signIn(server, OTHER, PASSWORD),
    ];
    const nameOf = async (token: string) => (await ask(server, "GET /api/session", { token })).body;
    assertEquals((await nameOf(first))?.name, "oscar");
    assertEquals((await nameOf(second))?.name, OTHER);
    assertEquals([(await nameOf(first))?.admin, (await nameOf(second))?.admin], [false, true]);
    // Nobody comes as a guest by either name, nor claims it.
    for (const name of ["oscar", OTHER, "Oscar"]) {
      await expect(server, "409 name-taken", "POST /api/accounts", {
        body: { name, password: PASSWORD },
      });
    }
  }
  await using server = await TestServer.start({ store });
  const token = await signIn(server, OTHER, PASSWORD);
  const change = { token, body: { password: PASSWORD, new: NEW } };
  assertEquals((await ask(server, "PUT /api/account/password", change)).status, 204);
  await signIn(server, OTHER, NEW);
  await signIn(server, "oscar", PASSWORD);
  // The last administrator stays.
  const role = { token, body: { role: "administrator" } };
  assertEquals((await ask(server, "PUT /api/admin/people/oscar/role", role)).status, 204);
  const removal = { token, body: { password: NEW, messages: "keep" } };
  assertEquals((await ask(server, "DELETE /api/account", removal)).status, 204);
  await expect(server, "401 bad-password", "POST /api/session", {
    body: { name: OTHER, password: NEW },
  });
  await signIn(server, "oscar", PASSWORD);
});
