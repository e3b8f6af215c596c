import { assertEquals, assertMatch } from "@std/assert";
import { startServer } from "../programs.ts";
import { enters, ignore, meet, sitsDown } from "../sits_down.ts";

Deno.test({
  name: "What ada types for one room never goes to another, when she is sent out of the first",
  ignore,
  async fn() {
    await using meeting = await meet("den");
    const { ada, bob } = meeting;
    await ada.types("a secret of the den");
    await ada.sees(/› a secret of the den$/m);
    bob.connection.change({ type: "kick", room: "den", name: "ada" });
    await ada.sees(/── lobby[^]*› a secret of the den$/m);
    await ada.presses("Enter");
    await ada.sees(
      /Not sent: you started it in #den, and are in #lobby now[^]*── lobby[^\n]*\n›\s*$/,
    );
    await enters(ada, "hello, lobby");
    assertMatch(await ada.sees(/ada {2}hello, lobby/), /^(?!.*ada {2}a secret)/s);
    // Nothing is lost: it comes back by the key that brings back what was typed.
    await ada.presses("Up", "Up");
    await ada.sees(/› a secret of the den$/m);
  },
});

Deno.test({
  name: "What is printed on a terminal stays when its window is resized",
  ignore,
  async fn() {
    await using server = await startServer();
    await using ada = await sitsDown(server.url);
    // Its status line is cut in a narrow window: so one sees that the program has drawn for it.
    await enters(ada, "/make the-longest-name-that-a-room-has");
    for (let i = 1; i <= 5; i++) await enters(ada, `line ${i}`);
    await ada.sees(/ada {2}line 5\n── the-longest/);
    await ada.types("x".repeat(150));
    await ada.sees(/^› x{77}\nx{73}$/m);
    for (const columns of [40, 120, 36, 80]) {
      await ada.resizes(columns);
      const status = columns > 46 ? "has · 1 here" : "…";
      await ada.sees(
        new RegExp(`ada  line 5\\n── the-longest-.*${status}\\n› x{${columns - 3}}\\n`),
      );
      // Some may have scrolled away, as the terminal has wrapped the draft and what is above.
      const all = await ada.scrollback();
      for (let i = 1; i <= 5; i++) assertEquals(all.split(`ada  line ${i}\n`).length, 2, all);
    }
    await ada.presses("Enter");
    await ada.sees(/ada\s+x+\n/);
  },
});

Deno.test({
  name: "What is typed and is not UTF-8 is not sent, and that is said",
  ignore,
  async fn() {
    await using server = await startServer();
    await using ada = await sitsDown(server.url);
    await ada.typesBytes(0x47, 0x72, 0xfc, 0xdf, 0x65);
    await ada.presses("Enter");
    await ada.sees(/Not sent: this is not UTF-8/);
    await enters(ada, "Grüße");
    assertMatch(await ada.sees(/ada {2}Grüße/), /^(?!.*ada {2}Gr\ufffd)/s);
  },
});

Deno.test({
  name: "Ctrl-Z stops the program, and fg goes on with what was typed and what was said meanwhile",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada, bob } = meeting;
    await ada.types("half a line");
    await ada.sees(/› half a line$/m);
    await ada.presses("C-z");
    await ada.sees(/Stopped[^]*\n\$ *\n/);
    await bob.connection.say("lobby", "while you were away").acknowledged;
    // This shell has no editor of its own, which would set the terminal as it wants it.
    await ada.types("fg");
    await ada.presses("C-j");
    await ada.sees(/bob {2}while you were away\n── lobby · 2 here[^\n]*\n› half a line$/m);
    await ada.types(" more");
    await ada.presses("Enter");
    await ada.sees(/ada {2}half a line more\n── lobby/);
    await ada.presses("C-d");
    await ada.sees(/half a line more\n\$ *\n/);
    await enters(ada, "clear; stty -a");
    await ada.sees(/[^-]icanon[^]*[^-]echo /);
  },
});

Deno.test({
  name: "Each line stands on a terminal once, however its window is resized while lines come",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada, bob } = meeting;
    await ada.resizes(100);
    await ada.types("z".repeat(60));
    let said = 0;
    for (const columns of [20, 100, 20, 100, 20, 100]) {
      const begun = said;
      const wide = Array.from({ length: 4 }, () => bob.connection.say("lobby", `(${++said})`));
      await ada.resizes(columns);
      const more = Array.from({ length: 4 }, () => bob.connection.say("lobby", `(${++said})`));
      for (const { acknowledged } of [...wide, ...more]) await acknowledged;
      await ada.sees(RegExp(`bob  \\(${said}\\)\n(.*\n)*› z`));
      assertEquals(said, begun + 8);
    }
    const all = await ada.scrollback();
    for (let i = 1; i <= said; i++) {
      assertEquals(all.split(`bob  (${i})`).length, 2, `${i}\n${all}`);
    }
  },
});
