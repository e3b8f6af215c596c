import { assertEquals } from "@std/assert";
import { Several } from "../../../../client/connection/account/several.ts";
import { Session } from "../../../../client/connection/endpoint.ts";
import { claim, expect } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

Deno.test("More people than the server takes at once are banned, and what they said is deleted", async () => {
  await using server = await TestServer.start();
  const token = await claim(server, "ada");
  await using _ada = await TestClient.enter(server, { token }, "den");
  const names = Array.from({ length: 102 }, (_, i) => `raider${i}`);
  for (const name of names) {
    await using raider = await TestClient.enter(server, name, "den");
    if (name !== names.at(0) && name !== names.at(-1)) continue;
    raider.say("den", "buy");
    await raider.until((event) => event.type === "said" && event.from === name, name);
  }
  const several = new Several(new Session(server.url(), { token }), "den");
  const asked = [...names.slice(0, 5), "ada", ...names.slice(5)];
  const { done, refused, deleted } = await several.act({
    ...{ action: "ban", names: asked, delete: "all" },
  });
  assertEquals(done, names);
  assertEquals(refused.map(({ name }) => name), ["ada"]);
  assertEquals(await deleted, 2);
  const { bans } = await expect(server, 200, "GET /api/rooms/den/moderation", { token });
  assertEquals((bans as unknown[]).length, names.length);
});
