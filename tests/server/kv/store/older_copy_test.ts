import { assertEquals } from "@std/assert";
import { kvBacking } from "../../../../server/backing.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { copyStore } from "../../../support/store/store_file.ts";
import { TempFolder } from "../../../support/temp_folder.ts";

Deno.test("Who has seen more than is in an older copy of a store starts anew, whenever they come", async () => {
  await using folder = await TempFolder.make();
  const path = folder.file("chat.db");
  const told: string[] = [];
  const start = async () => {
    const say = (line: string) => told.push(line);
    return await TestServer.start({ backing: await kvBacking(path, { say }) });
  };
  /** What somebody is told who comes back to the lobby. */
  const back = async (server: TestServer, after: number, epoch: string) => {
    await using bob = await TestClient.connect(server, "bob");
    return await bob.join("lobby", { after, epoch });
  };
  const say = async (...texts: string[]): Promise<string> => {
    await using server = await start();
    await using ada = await TestClient.connect(server, "ada");
    const { epoch } = await ada.join("lobby", { after: 0 });
    for (const text of texts) {
      ada.say("lobby", text, `id of ${text}`);
      await ada.until((event) => event.type === "said" && event.text === text, text);
    }
    return epoch;
  };
  const epoch = await say("one");
  await copyStore(path, folder.file("copy.db"));
  // A server that was only stopped goes on with its logs.
  assertEquals([await say("two", "three"), told], [epoch, []]);
  // Into the file, as somebody restores it.
  await Deno.copyFile(folder.file("copy.db"), path);
  {
    await using server = await start();
    assertEquals((await back(server, 3, epoch)).reset, true);
  }
  const other = await say("another two", "another three", "another four");
  {
    await using server = await start();
    const joined = await back(server, 3, epoch);
    assertEquals([joined.head, joined.reset, joined.epoch], [4, true, other]);
    assertEquals((await back(server, 3, other)).reset, undefined);
  }
  // Where there is nothing, nobody has anything to start anew from.
  for await (const { name } of Deno.readDir(folder.path)) {
    if (!name.endsWith(".lock")) await Deno.remove(folder.file(name));
  }
  assertEquals(await say("new") === other, false);
  assertEquals(told.map((line) => line.split(",")[0]), [
    "The store's file is not the one that was used last",
  ]);
});
