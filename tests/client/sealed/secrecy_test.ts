import { assert, assertEquals } from "@std/assert";
import { connect, type Room } from "../../../client.ts";
import { newSecret, SealedRoom } from "../../../client/sealed.ts";
import { SealedConnection } from "../../../client/sealed/connection.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { Wiretap } from "../../support/server/wiretap.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { backUp } from "../../tools/programs.ts";
import { found, planted, storedIn } from "./planted.ts";
import { enters, ignore, startsClient } from "../sits_down.ts";

Deno.test({
  name: "Of 200 words in a private room none is on the wire, in the store, its log, or an export",
  ignore,
  async fn() {
    await using folder = await TempFolder.make();
    const store = folder.file("chat.db");
    const words = planted(200);
    const secret = newSecret();
    const { name } = await SealedRoom.of(secret);
    const control = planted(1);
    let heard = "";
    await using server = await ServerProcess.open({ store });
    {
      await using tap = new Wiretap(server);
      const link = (await SealedRoom.of(secret)).link(tap.url().href);
      await using ada = await connect(tap.url(), { name: "ada" });
      await using bob = await connect(tap.url(), { name: "bob" });
      const [theirs, ours] = [await ada.join(link), await bob.join(link)];
      await (await bob.join("lobby")).say(control[0]!);
      await talkWith(words.slice(0, 150), theirs, ours);
      await setTopic(tap.url(), secret, words[150]!);
      await using tmux = await startsClient(`'${link}'`, /🔒~\S{6}.* · 3 here/, { name: "cyd" });
      for (const word of words.slice(151)) await enters(tmux, word);
      await tmux.sees(RegExp(`cyd {2}${words.at(-1)}`));
      const history = await Array.fromAsync(ours.history(), ({ text }) => text);
      assertEquals(found(words.slice(151), history.join("\n")), words.slice(151));
      heard = tap.heard.join("\n");
    }
    const exported = new TextDecoder().decode(await backUp(store));
    // With what is not in the store's own file yet.
    const running = await storedIn(folder);
    server.signal("SIGTERM");
    const { stdout, stderr } = await server.ended();
    const stored = running + await storedIn(folder);
    const places = { heard, exported, log: stdout + stderr, stored };
    // What is plain is found where it has to be, so that finding nothing means something.
    assertEquals(found(control, heard).length, 1);
    assertEquals(found(control, exported).length, 1);
    assertEquals(found(control, stored).length, 1);
    assert(exported.includes(name) && heard.includes(name));
    for (const [place, text] of Object.entries(places)) {
      assertEquals(found([...words, secret], text), [], place);
    }
  },
});

/** Says words, some as answers, and changes some to others. */
async function talkWith(words: readonly string[], ada: Room, bob: Room): Promise<void> {
  for (let at = 0; at < words.length; at += 3) {
    const [said, answer, changed] = words.slice(at, at + 3);
    const message = await ada.say(`${said} and @bob`);
    await bob.say(answer!, { reply: message.seq });
    await message.edit(changed!);
    await message.react("👍");
  }
}

async function setTopic(url: URL, secret: string, topic: string): Promise<void> {
  const room = await SealedRoom.of(secret);
  const connection = new SealedConnection(url, { name: "dan" });
  connection.know(room);
  connection.join(room.name);
  const setting = Promise.withResolvers<void>();
  for await (const event of connection) {
    if (event.type === "joined") connection.change({ type: "topic", room: room.name, text: topic });
    if (event.type === "topic" && event.text === topic) {
      setting.resolve();
      connection.close();
    }
  }
  await setting.promise;
}
