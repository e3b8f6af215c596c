import { assertEquals, assertMatch } from "@std/assert";
import { Reader } from "../connection/support/reader.ts";
import { startServer } from "../programs.ts";
import { enters, ignore } from "../sits_down.ts";
import { Tmux } from "../tmux.ts";
import { PASSWORD } from "../../support/server/asker.ts";

const CLIENT = new URL("../../../client.ts", import.meta.url);
const WAYS: readonly [string, string, string][] = [
  ["", "", "--plain"],
  ["TERM=dumb ", "--allow-env=TERM", ""],
];

for (const [term, allowed, flag] of WAYS) {
  Deno.test({
    name: `A plain terminal is written line by line, and no cursor is moved: ${term}${flag}`,
    ignore,
    async fn() {
      await using server = await startServer();
      await using bob = new Reader(server, { name: "bob" });
      bob.connection.join("den");
      await bob.sees("joined");
      const record = await Deno.makeTempFile();
      await using ada = await Tmux.start();
      await ada.records(record);
      const run = `"${Deno.execPath()}" run --quiet --allow-net --no-prompt ${allowed}`;
      await enters(ada, `${term}${run} ${CLIENT.href} ${server.url} --name ada ${flag}`);
      await ada.sees(/In lobby, 1: ada/);
      await enters(ada, "/join den");
      await ada.sees(/In den, 2: bob, ada/);
      await enters(ada, "hello");
      await ada.sees(/\d\d:\d\d ada {2}hello/);
      await enters(ada, "/claim");
      await ada.sees(/^New password for ada: *$/m);
      await enters(ada, PASSWORD);
      await ada.sees(/^New password again: *$/m);
      await enters(ada, PASSWORD);
      await ada.sees(/ada is yours now/);
      // A line may have been begun before she was sent out: it goes nowhere.
      await ada.types("a secret of the den");
      bob.connection.change({ type: "kick", room: "den", name: "ada" });
      await ada.sees(/You were removed from #den/);
      await ada.presses("Enter");
      await ada.sees(/Not sent: you started it in #den, and are in #lobby now. Type it again/);
      await enters(ada, "hello, lobby");
      await ada.sees(/\d\d:\d\d ada {2}hello, lobby/);
      await ada.presses("C-d");
      await ada.sees(/hello, lobby\n\$ *\n/);
      const written = await Deno.readTextFile(record);
      assertEquals(/[^\P{Cc}\r\n]/u.exec(written), null);
      assertEquals(written.includes(PASSWORD), false);
      assertMatch(written, /ada {2}hello, lobby/);
      await Deno.remove(record);
    },
  });
}
