import { assertEquals } from "@std/assert";
import { ask, claimAdmin, expect, PASSWORD, signIn } from "../../support/server/asker.ts";
import { TestServer } from "../../support/server/test_server.ts";

Deno.test("Nobody comes in as the server or as all, by any route", async () => {
  await using server = await TestServer.start();
  for (const name of ["admin", "SYSTEM", "аll", "Everyone", "sеrver"]) {
    const { status, body } = await ask(server, `GET /ws?name=${encodeURIComponent(name)}`);
    assertEquals([status, body?.error], [400, "bad-name"], name);
    await expect(server, "400 bad-name", "POST /api/session", { body: { name } });
    const claiming = { name, password: PASSWORD };
    await expect(server, "400 bad-name", "POST /api/accounts", { body: claiming });
  }
  await signIn(server, "Ali");
  await signIn(server, "admin2");
});

Deno.test("Whom the operator names to be the administrator may be called so", async () => {
  await using server = await TestServer.start({
    rules: { signUp: "closed", guests: true, admin: "admin" },
  });
  await expect(server, "400 bad-name", "POST /api/session", { body: { name: "admin" } });
  await claimAdmin(server, "Admin");
  await signIn(server, "admin", PASSWORD);
});
