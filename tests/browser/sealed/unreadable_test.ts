/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { newSecret, SealedRoom } from "../../../client/sealed.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { browserTest, WINDOWS } from "../support/stage.ts";
import { entersBy, makesRoom } from "./rooms.ts";

const SENTENCE = "This message can’t be read: it was changed, or sealed by another key.";

for (const name of ["wide-light", "narrow-dark"]) {
  browserTest(
    `What was changed, said by another or for another room is shown as unreadable: ${name}`,
    async (stage) => {
      const server = stage.use(await TestServer.start());
      const ada = await stage.enter("ada", { at: server.url() });
      const link = await makesRoom(ada);
      const room = await SealedRoom.of(link.hash.slice(2));
      await using eve = await TestClient.enter(server, { name: "eve" }, room.name);
      const say = (id: string, sealed: string) =>
        eve.send({ type: "say", room: room.name, id, sealed });
      const good = await room.seal({ text: "Good words" }, { from: "eve", id: "1" });
      say("1", good);
      await ada.hears("Good words");
      const other = await SealedRoom.of(newSecret());
      const turned = good.startsWith("A") ? `B${good.slice(1)}` : `A${good.slice(1)}`;
      const bad = [
        turned,
        good.slice(0, -4),
        // Of another message, of somebody else, of another room.
        await room.seal({ text: "Bad words" }, { from: "eve", id: "of another" }),
        await room.seal({ text: "Bad words" }, { from: "ada", id: "5" }),
        await other.seal({ text: "Bad words" }, { from: "eve", id: "6" }),
      ];
      for (const [index, sealed] of bad.entries()) say(String(index + 2), sealed);
      await ada.hearsThisMany(bad.length + 1);
      const all = [...bad.map(() => `eve: ${SENTENCE}`)];
      assertEquals((await ada.conversation()).map(withoutName), [
        "Good words",
        ...all.map(withoutName),
      ]);
      await stage.picture(`private-room-unreadable-${name}`, ada);
      // An edit that does not open leaves nothing of the message that would look as it was.
      eve.send({ type: "edit", room: room.name, of: 1, sealed: turned });
      await ada.window.until(() =>
        document.querySelector("#entries .message .unreadable") ||
        document.querySelectorAll("#entries .message.unreadable").length === 6
      );
      await ada.window.reload();
      await ada.hearsThisMany(bad.length + 1);
      assertEquals(
        await ada.window.evaluate(() =>
          document.querySelectorAll("#entries .message.unreadable").length
        ),
        6,
      );
      const bob = await entersBy(stage, "bob", link);
      await bob.hearsThisMany(bad.length + 1);
      await bob.hears(SENTENCE);
    },
    { label: name, ...(WINDOWS[name] && { window: WINDOWS[name] }) },
  );
}

function withoutName(line: string): string {
  return line.slice(line.indexOf(": ") + 2);
}

browserTest("A browser without the key says so, and how to get in", async (stage) => {
  const server = stage.use(await TestServer.start());
  const ada = await stage.enter("ada", { at: server.url() });
  const link = await makesRoom(ada);
  await ada.says("Only for us");
  await ada.hears("Only for us");
  const { name } = await SealedRoom.of(link.hash.slice(2));
  const bob = await stage.open({ at: server.url(`/#${name}`) });
  await bob.window.fill("#name-dialog input", "bob\uE007");
  await bob.seesRoom("Private room");
  await bob.sees("This browser does not have the key to this private room.", "#silence");
  await bob.hears(SENTENCE);
  await stage.picture("private-room-keyless", bob);
  // The link opens it in the same tab.
  await bob.window.evaluate((hash: string) => location.hash = hash, link.hash);
  await bob.hears("Only for us");
  await bob.seesNothingAt("#silence");
});
