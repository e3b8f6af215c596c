import { assertEquals } from "@std/assert";
import { Reader } from "../../connection/support/reader.ts";
import { startServer } from "../../programs.ts";
import { enters, ignore, sitsDownAs } from "../../sits_down.ts";

/** Texts that are wider or narrower than they have letters, each more than a row long. */
const TEXTS = [
  "中文和한국어 ".repeat(12),
  "𠮷野家で" + "ラーメン".repeat(20),
  "👨‍👩‍👧👩🏽‍💻🏳️‍🌈".repeat(12),
  "e\u0301a\u0308n\u0303 ".repeat(40),
  "นี่คือภาษาไทย".repeat(10),
  "ｆｕｌｌ　ｗｉｄｔｈ　".repeat(8),
  "עברית ו‏עוד ".repeat(12),
];

/** The letters of a text, without the spaces between its rows and what a terminal does not keep. */
function letters(text: string): string {
  return text.replaceAll(/[\s\u2068\u2069\u200d\u200f\ufe0f]/gu, "").normalize("NFC");
}

for (const env of ["", "env LC_ALL=C"]) {
  Deno.test({
    name: `Whatever script somebody writes, each message stands once and in order ${
      env === "" ? "on a terminal" : "in the locale C"
    }`,
    ignore,
    async fn() {
      await using server = await startServer();
      await using bob = new Reader(server, { name: "bob" });
      bob.connection.join("lobby");
      await bob.sees("joined");
      await using ada = await sitsDownAs("ada", server.url, { here: 2, env });
      await ada.types("中文👍");
      await ada.sees(/^› 中文👍$/m);
      for (const [at, text] of TEXTS.entries()) {
        await bob.connection.say("lobby", `(${at}) ${text} (end${at})`).acknowledged;
        await ada.sees(RegExp(`end${at}\\)\\S*\n── lobby[^\n]*\n› 中文👍$`, "m"));
      }
      for (const columns of [37, 80]) {
        await ada.resizes(columns);
        await bob.connection.say("lobby", `now ${columns}`).acknowledged;
        await ada.sees(RegExp(`bob {2}now ${columns}\n── lobby[^\n]*\n› 中文👍$`, "m"));
      }
      const rows = (await ada.scrollback()).split("\n");
      const said = rows.slice(rows.findIndex((row) => row.includes("(0)")));
      for (const [at, text] of TEXTS.entries()) {
        const start = said.findIndex((row) => RegExp(`bob  \\S?\\(${at}\\)`).test(row));
        const end = said.findIndex((row) => row.includes(`end${at})`));
        const message = said.slice(start, end + 1);
        // Nothing begins in the first column but the head.
        assertEquals(message.slice(1).filter((row) => !row.startsWith("      ")), [], text);
        assertEquals(
          letters(message.join("").replace(/^\d\d:\d\d bob {2}/, "")),
          letters(`(${at}) ${text}(end${at})`),
        );
      }
      assertEquals(said.filter((row) => row.startsWith("──")).length, 1, said.join("\n"));
      await ada.presses("Enter");
      await ada.sees(/ada {2}中文👍\n── lobby/);
      let mine;
      do mine = await bob.sees("said"); while (mine.from !== "ada");
      assertEquals(mine.text, "中文👍");
      await enters(ada, "/quit");
    },
  });
}
