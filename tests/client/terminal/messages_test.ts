import { assert, assertEquals } from "@std/assert";
import { readInput } from "../../../client/terminal/commands.ts";
import { Reader } from "../connection/support/reader.ts";
import { startServer } from "../programs.ts";
import { enters, ignore, meet, sitsDown } from "../sits_down.ts";

Deno.test("A message is meant by its number, or by who said it last", () => {
  const room = "lobby";
  const read: [string, object][] = [
    ["/delete #41", { type: "delete", room, of: 41 }],
    ["/delete 41", { type: "delete", room, of: 41 }],
    ["/delete @41", { type: "delete", room, from: "41" }],
    ["/edit #41 is it", { type: "edit", room, of: 41, text: "is it" }],
    ["/edit 41 apples", { type: "edit", room, text: "41 apples" }],
    ["/reply bob  yes,\n I do", { type: "reply", room, from: "bob", text: "yes,\n I do" }],
    ["/reply #3 no", { type: "reply", room, of: 3, text: "no" }],
    ["/react 👍 #3", { type: "react", room, emoji: "👍", of: 3 }],
    ["/react 👍 bob", { type: "react", room, emoji: "👍", from: "bob" }],
    ["/report 3 this is spam", { type: "report", room, of: 3, reason: "this is spam" }],
    ["/report @bob", { type: "report", room, from: "bob", reason: "" }],
    ["/pin", { type: "pin", room }],
    ["/unpin #41", { type: "unpin", room, of: 41 }],
    ["/pins", { type: "pins", room }],
    ["/mentions", { type: "mentions", room }],
    ["/unread", { type: "unread", room }],
    ["/unread #41", { type: "unread", room, of: 41 }],
    ["/unread bob", { type: "unread", room, from: "bob" }],
    ["/history", { type: "history", room, count: 20, isMore: false }],
    ["/history 50", { type: "history", room, count: 50, isMore: false }],
    ["/history more", { type: "history", room, count: 20, isMore: true }],
  ];
  for (const [line, input] of read) assertEquals<unknown>(readInput(line, room), input, line);
  const mistakes = [
    ...["/edit #41", "/reply", "/reply bob", "/react", "/react 👍 #3 4", "/delete a b", "/report"],
    ...["/unread a b", "/pin a b", "/unpin", "/unpin bob"],
    ...["/history 201", "/history 0", "/history all"],
  ];
  for (const line of mistakes) assertEquals(readInput(line, room).type, "mistake", line);
  for (const line of ["/reply bob x", "/report bob x", "/history"]) {
    assertEquals(readInput(line, undefined).type, "mistake", line);
  }
});

Deno.test({
  name: "At a terminal one lists what was said, and answers, edits and reports by its numbers",
  ignore,
  async fn() {
    await using server = await startServer();
    await using bob = new Reader(server, { name: "bob" });
    bob.connection.join("lobby");
    await bob.sees("joined");
    const first = await bob.connection.say("lobby", "Who brings the cake?").acknowledged;
    await bob.connection.say("lobby", "Buy pills now").acknowledged;
    await using ada = await sitsDown(server.url, 2);
    await ada.sees(/Buy pills now/);
    await enters(ada, `/reply #${first} I do`);
    await ada.sees(/ {6}↳ bob: “Who brings the cake\?”\n\d\d:\d\d ada {2}I do\n/);
    let answer;
    do answer = await bob.sees("said"); while (answer.from !== "ada");
    assertEquals([answer.text, answer.reply], ["I do", first]);

    await enters(ada, "/history 3");
    const { seq } = answer;
    await ada.sees(RegExp(`#${first} bob  Who brings[^]*#${seq} ada  I do\n`));
    await enters(ada, `/edit #${seq} We do`);
    assertEquals((await bob.sees("edited")).of, seq);
    await enters(ada, "/report bob advertising");
    await ada.sees(/You reported what bob said: “Buy pills now”/);
    await enters(ada, `/delete #${seq + 99}`);
    await ada.sees(/No message #\d+ is shown here: \/history lists/);
    await enters(ada, "/history more");
    await ada.sees(/Nothing was said before that/);
  },
});

Deno.test({
  name: "A ban at a terminal deletes what was said with it, and tells how much that was",
  ignore,
  async fn() {
    await using server = await startServer();
    await using bob = new Reader(server, { name: "bob" });
    await using ada = await sitsDown(server.url);
    await enters(ada, "/make den");
    await ada.sees(/── den · 1 here/);
    bob.connection.join("den");
    await bob.sees("joined");
    for (const text of ["Buy", "now"]) await bob.connection.say("den", text).acknowledged;
    await ada.sees(/now\n/);
    await enters(ada, "/ban bob 1d delete=all: spam");
    await ada.sees(/Deleting what bob said here…[^]*Of bob, 2 messages were deleted/);
  },
});

Deno.test({
  name: "Who types while they are muted is told so when they say it, and not before",
  ignore,
  async fn() {
    await using meeting = await meet("den");
    const { ada, bob } = meeting;
    await bob.connection.change({ type: "mute", room: "den", name: "ada", ms: 60_000 })
      .acknowledged;
    await ada.sees(/ada was muted by bob[^\n]*\n(.*\n)*── den/);
    await ada.types("but I");
    await bob.connection.say("den", "and so on").acknowledged;
    const screen = await ada.sees(/and so on\n── den[^\n]*\n› but I/);
    assert(!/you are muted|Cannot type/.test(screen), screen);
    await ada.presses("Enter");
    await ada.sees(/Not said, [^\n]*muted[^]*but I/);
  },
});

Deno.test({
  name: "What is new in other rooms is counted below, and Alt leads there, but never what is typed",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada, bob } = meeting;
    await enters(ada, "/make den");
    await ada.sees(/── den · 1 here\n/);
    await bob.connection.say("lobby", "tea?").acknowledged;
    await ada.sees(/── den · 1 here · 1 #lobby 1\n/);
    await bob.connection.say("lobby", "@ada tea?").acknowledged;
    await ada.sees(/── den · 1 here · 1 #lobby 2 \(1 for you\)\n/);
    await enters(ada, "/history");
    await ada.sees(/Nothing was said here yet/);
    await ada.types("for the den");
    await ada.presses("M-a");
    await ada.sees(/── lobby · 2 here\n› for the den$/m);
    await ada.presses("Enter");
    await ada.sees(/Not sent: you started it in #den, and are in #lobby now/);
    await ada.presses("M-2");
    await ada.sees(/── den · 1 here\n› *\n/);
    await ada.presses("M-9");
    await enters(ada, "still here");
    await ada.sees(/ada {2}still here\n── den · 1 here\n/);
  },
});
