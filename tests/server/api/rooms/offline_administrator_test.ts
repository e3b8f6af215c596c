import { assertEquals } from "@std/assert";
import { ask, claim, claimAdmin, expect } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { until } from "../../../support/until.ts";

Deno.test("Whoever owns a room does nothing there to an administrator who is away, nor to what they said", async () => {
  await using server = await TestServer.start();
  const admin = await claimAdmin(server, "zoe");
  const token = await claim(server, "ada");
  await using ada = await TestClient.enter(server, { token }, "den");
  {
    await using zoe = await TestClient.enter(server, { token: admin }, "den");
    zoe.say("den", "be kind");
    await ada.until((event) => event.type === "said" && event.from === "zoe", "it");
  }
  await until(async () => {
    const told = await expect(server, 200, "GET /api/rooms/den/members", { token });
    return !JSON.stringify(told).includes("zoe");
  }, "zoe to be away");
  for (const action of ["ban", "kick", "delete"]) {
    const body = { action, names: ["zoe"], delete: "all" };
    const { status, body: told } = await ask(server, "POST /api/rooms/den/people", { token, body });
    const { done, refused, removal } = told ?? {};
    assertEquals([status, done, removal], [200, [], undefined], action);
    assertEquals((refused as { name: string }[]).map(({ name }) => name), ["zoe"], action);
  }
  for (const command of [{ type: "ban" }, { type: "mute", ms: 60_000 }, { type: "kick" }]) {
    const answer = await ada.ask({ ...command, room: "den", name: "Zoe" });
    const { type, code } = answer as { type: string; code?: string };
    assertEquals([type, code], ["refused", "same-rights"], command.type);
  }
  const { bans, mutes } = await expect(server, 200, "GET /api/rooms/den/moderation", { token });
  assertEquals([bans, mutes], [[], []]);
  const { entries } = await expect(server, 200, "GET /api/rooms/den/messages", { token });
  const said = (entries as { type: string; deleted?: unknown }[]).filter(({ type }) =>
    type === "said"
  );
  assertEquals(said.map(({ deleted }) => deleted), [undefined]);
});
