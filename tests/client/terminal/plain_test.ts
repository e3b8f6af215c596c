import { assertEquals, assertMatch } from "@std/assert";
import type { Reader } from "../connection/support/reader.ts";
import { enters, ignore, meet } from "../sits_down.ts";
import { PASSWORD } from "../../support/server/asker.ts";

const WAYS = [{ flags: "--plain" }, { env: "TERM=dumb", allowed: ["--allow-env=TERM"] }];

for (const way of WAYS) {
  Deno.test({
    name: `A plain terminal is written line by line, and no cursor is moved: ${
      way.flags ?? way.env
    }`,
    ignore,
    async fn() {
      const record = await Deno.makeTempFile();
      await using meeting = await meet("den", { ...way, record });
      const { ada, bob } = meeting;
      await enters(ada, "hello");
      await ada.sees(/\d\d:\d\d ada {2}hello/);
      // What else goes to a screen is asked and told in lines.
      const { seq } = await said(bob, "of my own");
      await bob.connection.change({ type: "moderator", room: "den", name: "ada", on: true })
        .acknowledged;
      await ada.sees(/of my own[^]*ada was made a moderator/);
      await enters(ada, `/delete #${seq}`);
      await ada.sees(/Delete what bob said: “of my own”\? y and Enter: yes, another line: no/);
      await enters(ada, "n");
      await ada.sees(/Nothing was deleted/);
      await enters(ada, `/delete #${seq}`);
      await ada.sees(/Nothing was deleted[^]*Delete what bob said/);
      await enters(ada, "y");
      assertEquals((await bob.sees("deleted")).of, seq);
      await enters(ada, "/link");
      await ada.sees(RegExp(`The address of what ada said: “hello”\\n${meeting.url}#den/\\d+`));
      await enters(ada, "/clear");
      await ada.sees(/nothing is cleared/);
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
      await ada.sees(/hello, lobby\ncode 0\n/);
      const written = await Deno.readTextFile(record);
      assertEquals(/[^\P{Cc}\r\n]/u.exec(written), null);
      assertEquals(written.includes(PASSWORD), false);
      assertMatch(written, /ada {2}hello, lobby/);
      await Deno.remove(record);
    },
  });
}

async function said(bob: Reader, text: string): Promise<{ seq: number }> {
  return { seq: await bob.connection.say("den", text).acknowledged };
}
