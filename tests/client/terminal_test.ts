import { assertEquals, assertMatch } from "@std/assert";
import { Reader } from "./connection/support/reader.ts";
import { expect, PASSWORD, signIn } from "../support/server/asker.ts";
import { startServer } from "./programs.ts";
import { enters, ignore, meet, sitsDown } from "./sits_down.ts";

Deno.test({
  name: "What ada types at a terminal stays whole below what bob says meanwhile",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada, bob } = meeting;

    await ada.types("I was about to say");
    assertEquals((await bob.sees("typing")).from, "ada");
    await bob.connection.say("lobby", "listen, everybody").acknowledged;
    await ada.sees(/bob {2}listen, everybody\n(.*\n)*── lobby · 2 here.*\n› I was about to say$/m);

    // In the middle of what is typed, and where it is longer than a row.
    await ada.presses("Left", "Left", "Left");
    await ada.types(`${"x".repeat(100)} `);
    await bob.connection.say("lobby", "are you there?").acknowledged;
    await ada.sees(/are you there\?\n(.*\n)*› I was about to x+\nx+ say$/m);
    await ada.presses("Enter");
    const said = await ada.sees(
      /\d\d:\d\d ada {2}I was about to\n {6}x+\n {6}x+ say\n── lobby · 2 here\n›/,
    );
    assertEquals(said.match(/I was about/g)?.length, 1);
    assertMatch(said, /listen, everybody\n\d\d:\d\d bob {2}are you there\?\n\d\d:\d\d ada/);
  },
});

Deno.test({
  name: "Several pasted lines are one message, and commands and names are completed",
  ignore,
  async fn() {
    await using server = await startServer();
    await using ada = await sitsDown(server.url);
    await ada.pastes("one\ntwo\nthree");
    await ada.sees(/› one⏎two⏎three$/m);
    await ada.presses("Enter");
    await ada.sees(/ada {2}one\n {6}two\n {6}three\n──/);
    await ada.types("/jo");
    await ada.presses("Tab");
    await ada.sees(/› \/join $|› \/join\s*$/m);
    await ada.types("games");
    await ada.presses("Enter");
    // A name that was mistyped makes nothing.
    await ada.sees(/\/make games makes it, open to everyone\n(.*\n)*.*no room games\n── lobby/);
    await enters(ada, "/make games");
    await ada.sees(/In games, 1: ada\n── games · 1 here\n›/);
  },
});

Deno.test({
  name: "What was said is found again by its words",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada, bob } = meeting;
    await bob.connection.say("lobby", "Tea at four?").acknowledged;
    await bob.connection.say("lobby", "and cake").acknowledged;
    await ada.types("/search FOUR tea");
    await ada.presses("Enter");
    await ada.sees(/and cake\n#\d+ [\d-]+ \d\d:\d\d #lobby bob {2}Tea at four\?\n\/goto/);
    await ada.types("/search coffee");
    await ada.presses("Enter");
    await ada.sees(/Nothing was found\n──/);
  },
});

Deno.test({
  name: "Ctrl-D says goodbye and gives the terminal back as it was",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada, bob } = meeting;
    await ada.presses("C-d");
    const screen = await ada.sees(/code \d+\n(.*\n)+\$/);
    assertMatch(screen, /code 0\n/);
    assertMatch(screen, /[^-]icanon/);
    assertMatch(screen, /[^-]echo /);
    assertEquals((await bob.sees("offline")).name, "ada");
  },
});

Deno.test({
  name: "Ctrl-C clears what is typed, and leaves when nothing is",
  ignore,
  async fn() {
    await using server = await startServer();
    await using ada = await sitsDown(server.url);
    await ada.types("never mind");
    await ada.sees(/› never mind/);
    await ada.presses("C-c");
    await ada.sees(/›\s*$/);
    await ada.presses("C-c");
    await ada.sees(/code 0\n/);
  },
});

Deno.test({
  name: "/quit takes the prompt and itself off the screen, and leaves what was said on it",
  ignore,
  async fn() {
    await using server = await startServer();
    await using ada = await sitsDown(server.url);
    await ada.types("so long");
    await ada.presses("Enter");
    await ada.sees(/ada {2}so long\n──/);
    await ada.types("/quit");
    await ada.presses("Enter");
    const screen = await ada.sees(/code \d/);
    assertMatch(screen, /In lobby, 1: ada\n\d\d:\d\d ada {2}so long\ncode 0\n/);
  },
});

Deno.test({
  name: "At a terminal one changes, deletes, reacts and names the topic, and sees others do so",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada, bob } = meeting;
    await enters(ada, "The meeting is at tree");
    await ada.sees(/ada {2}The meeting is at tree\n── lobby/);
    await enters(ada, "/edit The meeting is at three");
    const { of } = await bob.sees("edited");
    bob.connection.change({ type: "react", room: "lobby", of, emoji: "👍", on: true });
    await ada.sees(/bob reacted 👍 to “The meeting is at three”/);
    await enters(ada, "/topic Tea and cake");
    assertEquals((await bob.sees("topic")).text, "Tea and cake");
    await bob.connection.say("lobby", "Fine with me").acknowledged;
    await ada.sees(/Fine with me/);
    await enters(ada, "/react 🎉");
    assertEquals((await bob.sees("reacted")).emoji, "🎉");
    await enters(ada, "/delete");
    assertEquals((await bob.sees("deleted")).of, of);
    const screen = await ada.sees(/ada deleted “The meeting is at three”/);
    assertMatch(screen, /ada changed: The meeting is at three\n/);
    assertMatch(screen, /ada set the topic: Tea and cake\n/);
    assertMatch(screen, /ada reacted 🎉 to “Fine with me”\n/);
  },
});

Deno.test({
  name: "At a terminal one talks with somebody alone, and finds what they said before",
  ignore,
  async fn() {
    await using server = await startServer();
    await using bob = new Reader(server, { name: "bob" });
    bob.connection.join("lobby");
    await bob.sees("joined");
    {
      await using ada = await sitsDown(server.url, 2);
      await enters(ada, "/msg bob psst");
      assertEquals((await bob.sees("said")).room, "@ada,bob");
      await ada.sees(/@bob ada {2}psst\n── lobby · 2 here/);
      await bob.connection.say("@ada,bob", "yes?").acknowledged;
      await ada.sees(/@bob bob {2}yes\?\n── lobby · 2 here/);
      await enters(ada, "/msg bob");
      await ada.sees(/── @bob ──\n── @bob\n›/);
      await enters(ada, "nothing");
      await ada.sees(/ada {2}nothing\n── @bob\n›/);
    }
    assertEquals((await bob.texts(2)).at(-1), "nothing");
  },
});

Deno.test({
  name: "At a terminal one sends somebody out of one's room, who sees why at theirs",
  ignore,
  async fn() {
    await using meeting = await meet("den");
    const { ada, bob } = meeting;
    await enters(ada, "/kick bob");
    await ada.sees(/Cannot kick: in den only its moderators may/);
    bob.connection.change({ type: "kick", room: "den", name: "ada" });
    await ada.sees(/You were removed from #den\n── lobby/);
    assertEquals((await bob.sees("notice")).text, "ada was kicked by bob");
  },
});

Deno.test({
  name: "A long text is pasted where the cursor is, and said as it is",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada, bob } = meeting;
    const [first, second] = ["字".repeat(1_500), "letters ".repeat(200)];
    await ada.types("begun, ended");
    await ada.presses(...Array.from({ length: 5 }, () => "Left"));
    await ada.pastes(`${first}\n${second}`);
    await ada.presses("End");
    await ada.types("!");
    await ada.sees(/ended!$/m);
    await ada.presses("Enter");
    let said;
    do said = await bob.sees("said"); while (said.from !== "ada");
    assertEquals(said.text, `begun, ${first}\n${second}ended!`);
  },
});

Deno.test({
  name: "Somebody keeps their name by a password that nobody sees, and ends a session elsewhere",
  ignore,
  async fn() {
    await using server = await startServer();
    await using ada = await sitsDown(server.url);
    await enters(ada, "/claim");
    await ada.sees(/^New password for ada: *$/m);
    await enters(ada, PASSWORD);
    await ada.sees(/^New password again: *$/m);
    await enters(ada, "something else");
    await ada.sees(/The passwords differ/);
    await enters(ada, "/claim");
    await ada.sees(/^New password for ada: *$/m);
    await ada.pastes(PASSWORD);
    await ada.presses("Enter");
    await ada.sees(/^New password again: *$/m);
    await enters(ada, PASSWORD);
    await ada.sees(/ada is yours now/);

    const elsewhere = { url: (path = "/") => new URL(path, server.url) };
    const token = await signIn(elsewhere, "ada", PASSWORD);
    await enters(ada, "/sessions");
    const listed = await ada.sees(/^1 {2}Deno, from 127\.0\.0\.1, last seen .*\n2 .*/m);
    assertEquals(listed.match(/, here$/gm)?.length, 1);
    await enters(ada, "/revoke 1");
    await ada.sees(/1 is signed out/);
    await expect(elsewhere, "401 no-session", "GET /api/session", { token });
    await enters(ada, "/revoke 9");
    await ada.sees(/There is no session 9/);

    await enters(ada, "/password");
    await ada.sees(/^Current password: *$/m);
    await enters(ada, "wrong");
    for (const _ of [1, 2]) await enters(ada, "battery staple");
    await ada.sees(/wrong password/);
    // Also who types ahead is not heard.
    await ada.types(`/password\r${PASSWORD}\rbattery staple\rbattery staple\rall done`);
    await ada.sees(/Your password was changed[^]*› all done/);
    await ada.presses("C-u");
    await signIn(elsewhere, "ada", "battery staple");
    await enters(ada, "/password");
    // Ctrl-C throws away what was typed and not read yet: the terminal does that by itself.
    await ada.sees(/^Current password: *$/m);
    await ada.presses("C-c");
    // That line was there before.
    await ada.sees(/everywhere else\s+Nothing was changed/);

    // Nothing of it was shown, or comes back by the key that brings back what was typed.
    await ada.presses("Up", "Up");
    const screen = await ada.sees(/› \/revoke 9$/m);
    for (const secret of [PASSWORD, "battery", "wrong\n"]) {
      assertEquals(screen.includes(secret), false, secret);
    }
  },
});
