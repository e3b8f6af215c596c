import { assertEquals, assertMatch } from "@std/assert";
import { Reader } from "../connection/support/reader.ts";
import { startServer } from "../programs.ts";
import { enters, ignore, sitsDown } from "../sits_down.ts";

Deno.test({
  name: "What ada types for one room never goes to another, when she is sent out of the first",
  ignore,
  async fn() {
    await using server = await startServer();
    await using bob = new Reader(server, { name: "bob" });
    bob.connection.join("den");
    await bob.sees("joined");
    await using ada = await sitsDown(server.url);
    await enters(ada, "/make den");
    await ada.sees(/── den · 2 here/);
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
    await ada.sees(/^› x{78}\nx{72}$/m);
    for (const columns of [40, 120, 36, 80]) {
      await ada.resizes(columns);
      const status = columns > 46 ? "has · 1 here" : "…";
      const screen = await ada.sees(
        new RegExp(`ada  line 5\\n── the-longest-.*${status}\\n› x{${columns - 2}}\\n`),
      );
      for (let i = 1; i <= 5; i++) assertEquals(screen.split(`ada  line ${i}\n`).length, 2, screen);
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
