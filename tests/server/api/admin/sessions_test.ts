import { assertEquals } from "@std/assert";
import { Close } from "../../../../protocol.ts";
import { ask, claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

/** The ids of what was listed. */
function idsOf({ sessions }: Record<string, unknown>): string[] {
  return (sessions as { id: string }[]).map(({ id }) => id);
}

Deno.test("An administrator lists a person's sessions, and ends one with its sockets", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const first = await claim(server, "bob");
  const second = await signIn(server, "bob", PASSWORD);
  await using bob = await TestClient.connect(server, { token: second });
  const path = "/api/admin/people/bob/sessions";
  const [newest = "", oldest] = idsOf(await expect(server, 200, `GET ${path}`, { token }));
  await expect(server, 204, `DELETE ${path}/${newest}`, { token });
  assertEquals(await bob.closed, Close.Removed);
  assertEquals((await ask(server, "GET /api/session", { token: second })).status, 401);
  assertEquals((await ask(server, "GET /api/session", { token: first })).status, 200);
  assertEquals(idsOf(await expect(server, 200, `GET ${path}`, { token })), [oldest]);
  await expect(server, "404 not-found", `DELETE ${path}/${newest}`, { token });
});

Deno.test("An administrator ends all sessions of a person, a guest's too, but not the one that asks", async () => {
  await using server = await TestServer.start();
  const token = await claimAdmin(server, "ada");
  const other = await signIn(server, "ada", PASSWORD);
  await using gus = await TestClient.enter(server, "gus");
  await expect(server, 204, "DELETE /api/admin/people/gus/sessions", { token });
  assertEquals(await gus.closed, Close.Removed);
  await expect(server, 204, "DELETE /api/admin/people/ADA/sessions", { token });
  assertEquals((await ask(server, "GET /api/session", { token: other })).status, 401);
  const { entries } = await expect(server, 200, "GET /api/audit?limit=2", { token });
  const noted = (entries as Record<string, unknown>[]).map((
    { what, by, about },
  ) => [what, by, about]);
  assertEquals(noted, [["sessions-ended", "ada", "ada"], ["sessions-ended", "ada", "gus"]]);
});
