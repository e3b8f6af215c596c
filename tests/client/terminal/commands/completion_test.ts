import { assert, assertEquals, assertGreater } from "@std/assert";
import { complete } from "../../../../client/terminal/commands/completion.ts";
import { EMOJI_BY_NAME, emojiOf } from "../../../../protocol/emoji/names.ts";
import { readInput } from "../../../../client/terminal/commands.ts";
import { qualified } from "../../../../protocol/emoji.ts";
import { Reader } from "../../connection/support/reader.ts";
import { startServer } from "../../programs.ts";
import { enters, ignore, sitsDown } from "../../sits_down.ts";

Deno.test("Tab completes commands, and the names of people", () => {
  const names = ["ada", "Adele", "bob", "bob"];
  assertEquals(complete("/j", names), [["/join "], "/j"]);
  assertEquals(complete("hi aD", names), [["ada ", "Adele "], "aD"]);
  assertEquals(complete("aD", names), [["ada: ", "Adele: "], "aD"]);
  assertEquals(complete("ｂo", names), [["bob: "], "ｂo"]);
  assertEquals(complete("/kick b", names), [["bob "], "b"]);
  assertEquals(complete("hi ", names), [[], ""]);
  assertEquals(complete("x".repeat(200), names), [[], "x".repeat(200)]);
});

Deno.test("Tab completes whom one mentions, wherever a mention may stand", () => {
  const names = ["ada", "Adele", "bob"];
  assertEquals(complete("@b", names), [["@bob "], "@b"]);
  assertEquals(complete("hi (@B", names), [["@bob "], "@B"]);
  assertEquals(complete("谢谢@b", ["bob"]), [["@bob "], "@b"]);
  assertEquals(complete("mail b@b", names), [[], "b@b"]);
  assertEquals(complete("@", names)[0], ["@ada ", "@Adele ", "@bob "]);
  assertEquals(complete("@ro", ["roy"]), [["@roy ", "@room "], "@ro"]);
});

Deno.test("Tab completes rooms, behind a command about rooms and behind a #", () => {
  const rooms = ["lobby", "Games", "@ada,gus"];
  assertEquals(complete("/join ga", ["gabi"], rooms), [["gabi ", "Games "], "ga"]);
  assertEquals(complete("/join #ga", ["gabi"], rooms), [["#Games "], "#ga"]);
  assertEquals(complete("see #ga", ["gabi"], rooms), [["#Games "], "#ga"]);
  assertEquals(complete("see (#ga", ["gabi"], rooms), [["#Games "], "#ga"]);
  assertEquals(complete("see ga", ["gabi"], rooms), [["gabi "], "ga"]);
});

Deno.test("Tab completes emoji by their names, and leaves times alone", () => {
  assertEquals(complete("thanks :heart", []), [["❤️ "], ":heart"]);
  assertEquals(complete(":Heart:", []), [["❤️ "], ":Heart:"]);
  assertEquals(complete("nice!:tad", []), [["🎉 "], ":tad"]);
  assertEquals(complete("/react :thumbsd", []), [["👎 "], ":thumbsd"]);
  const [hits, mark] = complete(":heart_", []);
  assertEquals([hits, mark], [[":heart_hands:", ":heart_eyes:"], ":heart_"]);
  assertEquals(complete(":nothing_of_this", []), [[], ":nothing_of_this"]);
  assertEquals(complete("12:10", []), [[], "12:10"]);
});

Deno.test("Every emoji with a name is one that a message may be reacted to with", () => {
  assertGreater(new Set(EMOJI_BY_NAME.values()).size, 200);
  for (const [name, emoji] of EMOJI_BY_NAME) {
    assertEquals(qualified(emoji), emoji, name);
    assert(/^[\w+-]+$/.test(name), name);
  }
  assertEquals(["👍", ":+1:", ":tada", ":nothing:"].map(emojiOf), ["👍", "👍", "🎉", ":nothing:"]);
  const react = { type: "react", room: "lobby", emoji: "❤️", of: 3 };
  assertEquals<unknown>(readInput("/react :heart: #3", "lobby"), react);
});

Deno.test({
  name: "At a terminal Tab completes who spoke, a room that one is not in, and an emoji",
  ignore,
  async fn() {
    await using server = await startServer();
    await using bob = new Reader(server, { name: "bobby" });
    bob.connection.join("lobby");
    bob.connection.join("greenhouse");
    await bob.sees("joined");
    await bob.sees("joined");
    await using ada = await sitsDown(server.url, 2);
    await bob.connection.say("lobby", "hello").acknowledged;
    await ada.sees(/bobby {2}hello/);
    await ada.types("bo");
    await ada.presses("Tab");
    await ada.sees(/^› bobby: *$/m);
    await ada.types("see #");
    // Which rooms there are is asked when it is typed, and may take a while to come.
    await ada.types("green");
    do await ada.presses("Tab"); while (!await ada.shows(/see #greenhouse/, 100));
    await ada.types(":heart");
    await ada.presses("Tab");
    await enters(ada, "@bo");
    await ada.sees(/ada {2}bobby: see #greenhouse ❤️ @bo$/m);
    let said;
    do said = await bob.sees("said"); while (said.from !== "ada");
    assertEquals(said.text, "bobby: see #greenhouse ❤️ @bo");
  },
});
