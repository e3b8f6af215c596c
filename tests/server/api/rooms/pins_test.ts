import { assertEquals } from "@std/assert";
import { expect, signIn } from "../../../support/server/asker.ts";
import { TempFolder } from "../../../support/temp_folder.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";

Deno.test("Over HTTP a moderator pins and unpins, and what is pinned outlives the server", async () => {
  await using folder = await TempFolder.make();
  const store = folder.file("chat.db");
  let token = "";
  const texts = async (server: TestServer) => {
    const { entries } = await expect(server, 200, "GET /api/rooms/den/pins", { token });
    return (entries as { text: string }[]).map(({ text }) => text);
  };
  {
    await using server = await TestServer.start({ store });
    await using ada = await TestClient.enter(server, "ada");
    await ada.join("den");
    token = ada.welcome.token!;
    for (const text of ["one", "two", "three"]) ada.say("den", text);
    await ada.texts(3);
    for (const seq of [1, 3]) {
      await expect(server, 204, `PUT /api/rooms/den/pins/${seq}`, { token });
    }
    assertEquals(await texts(server), ["three", "one"]);
    await expect(server, "404 not-found", "PUT /api/rooms/den/pins/9", { token });
    await expect(server, "400 malformed", "PUT /api/rooms/den/pins/first", { token });
    const bob = await signIn(server, "bob");
    await expect(server, "403 forbidden", "PUT /api/rooms/den/pins/2", { token: bob });
    await expect(server, 204, "DELETE /api/rooms/den/pins/3", { token });
  }
  await using server = await TestServer.start({ store });
  assertEquals(await texts(server), ["one"]);
});
