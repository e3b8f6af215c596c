import { assert, assertEquals } from "@std/assert";
import { backingOver } from "../../../../server/backing.ts";
import { StoreFile } from "../../../support/store/store_file.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { until } from "../../../support/until.ts";

Deno.test("What was said in a room that is closed leaves the store, while people talk elsewhere", async () => {
  await using file = await StoreFile.make();
  await using server = await TestServer.start({ backing: backingOver(file.store) });
  await using ada = await TestClient.enter(server, "ada", "den");
  for (let i = 0; i < 300; i++) ada.say("den", `a secret of ${i}`);
  await ada.texts(300);
  assert((await file.dump()).includes("a secret of 7"));
  assertEquals((await ada.ask({ type: "close", room: "den" })).type, "done");
  await ada.join("lobby");
  let said = 0;
  const isGone = async () => {
    ada.say("lobby", `meanwhile ${said++}`);
    await ada.texts(1);
    const dump = await file.dump();
    return !dump.includes("secret") && !dump.includes('["policy","den"') &&
      !dump.includes('["room","den"');
  };
  await until(isGone, "the room to be gone");
  assertEquals((await ada.join("den")).head, 0);
  assert((await file.dump()).includes('["room","den 2"]'), "old positions don't mean it");
});
