import { assertEquals, assertMatch } from "@std/assert";
import { enters, ignore, meet } from "../../sits_down.ts";

Deno.test({
  name: "A message is picked by Alt and arrows, and answered with the draft, which is kept",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada, bob } = meeting;
    const first = await bob.connection.say("lobby", "Who brings the cake?").acknowledged;
    const second = await bob.connection.say("lobby", "And the tea?").acknowledged;
    await ada.sees(/And the tea\?\n──/);
    await ada.types("I do");
    await ada.presses("M-Up");
    await ada.sees(
      RegExp(`#${second} bob: “And the tea\\?” — r reply · d delete .*\\n› I do$`, "m"),
    );
    await ada.presses("M-Up", "M-Up");
    await ada.sees(RegExp(`#${first} bob: “Who brings the cake\\?”`));
    // Whoever types, lets go; and so does Esc.
    await ada.types("!");
    await ada.sees(/2 here\n› I do!$/m);
    await ada.presses("M-Up", "M-Up", "M-Down");
    await ada.sees(RegExp(`#${second} bob: “And the tea\\?” [^\\n]*\\n› I do!$`, "m"));
    await ada.presses("Escape");
    await ada.sees(/2 here\n› I do!$/m);
    await ada.presses("M-Up", "Up", "r");
    await ada.sees(RegExp(`2 here\\n› /reply #${first} I do!$`, "m"));
    await ada.presses("Enter");
    await ada.sees(/ {6}↳ bob: “Who brings the cake\?”\n\d\d:\d\d ada {2}I do!\n/);
    let answer;
    do answer = await bob.sees("said"); while (answer.from !== "ada");
    assertEquals(answer.reply, first);

    // A command in the line is none to put words before: it comes back after the answer.
    await ada.types("/topic Cake");
    await ada.presses("M-Up", "Up", "Enter");
    await ada.sees(RegExp(`› /reply #${second} *$`, "m"));
    await enters(ada, "Me, too");
    await ada.sees(/ada {2}Me, too\n[^]*› \/topic Cake$/m);
    await ada.presses("Enter");
    assertEquals((await bob.sees("topic")).text, "Cake");
  },
});

Deno.test({
  name: "A picked message is edited, reacted to, copied and deleted, and nothing else is",
  ignore,
  async fn() {
    const record = await Deno.makeTempFile();
    await using meeting = await meet();
    const { ada, bob, url } = meeting;
    await ada.records(record);
    const theirs = await bob.connection.say("lobby", "Tee at four").acknowledged;
    await enters(ada, "Yess");
    await ada.sees(/ada {2}Yess\n──/);
    await ada.types("half a thought");
    await ada.presses("M-Up", "e");
    await ada.sees(/› \/edit #\d+ Yess$/m);
    await ada.presses("BSpace", "Enter");
    const { of: own } = await bob.sees("edited");
    // What it had put aside comes back: also when one would rather not.
    await ada.sees(/ada changed: Yes\n── [^\n]*\n› half a thought$/m);
    await ada.presses("M-Up", "e");
    await ada.sees(/› \/edit #\d+ Yes$/m);
    await ada.presses("C-c");
    await ada.sees(/2 here\n› half a thought$/m);
    await ada.presses("M-Up", "Up", "e");
    await ada.sees(/What bob said is theirs to change/);
    await ada.presses("+");
    await ada.sees(RegExp(`› /react {2}#${theirs}$`, "m"));
    await ada.types("👍");
    await ada.presses("Enter");
    assertEquals((await bob.sees("reacted")).of, theirs);

    await ada.presses("M-Up", "y");
    await ada.sees(RegExp(`The address of what ada said: “Yes”\n${url}#lobby/${own}\n`));
    const copied = `\x1b]52;c;${btoa(`${url}#lobby/${own}`)}\x07`;
    assertEquals((await Deno.readTextFile(record)).split(copied).length, 2);

    await ada.presses("M-Up", "d");
    await ada.sees(/Delete your “Yes”\? y: yes, [^\n]*: no\n› half a thought$/m);
    await ada.presses("n");
    await ada.sees(/Nothing was deleted\n── [^\n]*\n› half a thought$/m);
    await ada.presses("M-Up", "d", "y");
    assertEquals((await bob.sees("deleted")).of, own);
    await ada.sees(/ada deleted “Yes”\n[^]*2 here\n› half a thought$/m);
    await Deno.remove(record);
  },
});

Deno.test({
  name: "A key is for no message that is not shown: deleted, of another room, or cleared away",
  ignore,
  async fn() {
    await using meeting = await meet("den");
    const { ada, bob } = meeting;
    const gone = await bob.connection.say("den", "I take that back").acknowledged;
    await ada.sees(/I take that back\n──/);
    await ada.presses("M-Up");
    await ada.sees(/#\d+ bob: “I take that back”/);
    await bob.connection.change({ type: "delete", room: "den", of: gone }).acknowledged;
    await ada.sees(/bob deleted a message/);
    await ada.presses("r");
    await ada.sees(/That message is not shown [^\n]*\n── den · 2 here\n› *$/m);

    await bob.connection.say("den", "of the den").acknowledged;
    await ada.sees(/of the den\n──/);
    await ada.presses("M-Up");
    await ada.sees(/#\d+ bob: “of the den”/);
    bob.connection.change({ type: "kick", room: "den", name: "ada" });
    await ada.sees(/You were removed from #den/);
    await ada.presses("d");
    await ada.sees(/That message is not shown [^\n]*\n── lobby · 1 here\n› *$/m);

    await enters(ada, "my last words");
    await ada.sees(/ada {2}my last words\n──/);
    await enters(ada, "/clear");
    await ada.sees(/^── lobby · 1 here\n› *\n/);
    await enters(ada, "/delete");
    await ada.sees(/There is no message here to change/);
    await ada.presses("M-Up");
    await ada.sees(/No message is shown here/);
    await enters(ada, "/history");
    await ada.sees(/#\d+ ada {2}my last words\n/);
    await ada.presses("M-Up");
    await ada.sees(/#\d+ ada: “my last words” — r reply · e edit/);
  },
});

Deno.test({
  name: "PageUp lists what is older than what is shown, page by page, and keeps the draft",
  ignore,
  async fn() {
    await using meeting = await meet();
    const { ada, bob } = meeting;
    for (let i = 1; i <= 45; i++) await bob.connection.say("lobby", `(${i})`).acknowledged;
    await ada.sees(/\(45\)\n──/);
    await enters(ada, "/clear");
    await ada.sees(/^── lobby · 2 here\n/);
    await ada.types("still here");
    await ada.presses("PPage");
    await ada.sees(/bob {2}\(26\)\n[^]*bob {2}\(45\)\n── [^\n]*\n› still here$/m);
    await ada.presses("PPage");
    const screen = await ada.sees(/bob {2}\(6\)\n[^]*bob {2}\(25\)\n── [^\n]*\n› still here$/m);
    assertEquals(screen.includes("(26)"), false);
    await ada.presses("PPage");
    await ada.sees(/bob {2}\(1\)\n[^]*bob {2}\(5\)\n── [^\n]*\n› still here$/m);
    await ada.presses("PPage");
    assertMatch(await ada.sees(/Nothing was said before that/), /› still here$/m);
  },
});
