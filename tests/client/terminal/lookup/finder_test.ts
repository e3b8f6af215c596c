import { assertEquals, assertMatch } from "@std/assert";
import { readInput } from "../../../../client/terminal/commands.ts";
import { linkTo, readPlace } from "../../../../client/terminal/lookup/place.ts";
import { Past } from "../../../../client/terminal/rooms/past.ts";
import { Renderer } from "../../../../client/terminal/view/render.ts";
import { Reader } from "../../connection/support/reader.ts";
import { said } from "../../connection/support/scripted_server.ts";
import { startServer } from "../../programs.ts";
import { enters, ignore, sitsDown } from "../../sits_down.ts";

Deno.test("A place to go to is a number, here or in a room, or a link of the page", () => {
  const places: [string, string, number][] = [
    ["41", "lobby", 41],
    ["#41", "lobby", 41],
    ["ops 41", "ops", 41],
    ["#ops #41", "ops", 41],
    ["@bob 3", "@bob", 3],
    ["https://chat.example/hubbub/#g%C3%A4rten/12", "gärten", 12],
  ];
  for (const [text, room, seq] of places) {
    assertEquals(readPlace(text, "lobby"), { room, seq }, text);
    assertEquals<unknown>(readInput(`/goto ${text}`, "lobby"), { type: "goto", room, seq }, text);
  }
  const mistakes = ["", "ops", "0", "ops 41 42", "https://chat.example/#ops", "https://", "1e3"];
  for (const text of mistakes) assertEquals(typeof readPlace(text, "lobby"), "string", text);
  assertEquals(typeof readPlace("41", undefined), "string");
  assertEquals(readPlace("ops 41", undefined), { room: "ops", seq: 41 });
});

Deno.test("A date to go to is one of the calendar, here or in a room", () => {
  const at = new Date(2026, 10, 30).getTime();
  const day = { type: "goto", date: "2026-11-30", at } as const;
  assertEquals<unknown>(readInput("/goto 2026-11-30", "lobby"), { ...day, room: "lobby" });
  assertEquals<unknown>(readInput("/goto #ops 2026-11-30", "lobby"), { ...day, room: "ops" });
  for (const text of ["2026-11-31", "2026-11", "30.11.2026"]) {
    assertEquals(readInput(`/goto ${text}`, "lobby").type, "mistake", text);
  }
});

Deno.test({
  name: "At a terminal one goes to the first message of a day, and is told when there is none",
  ignore,
  async fn() {
    await using server = await startServer();
    await using bob = new Reader(server, { name: "bob" });
    bob.connection.join("lobby");
    await bob.sees("joined");
    await bob.connection.say("lobby", "Good morning").acknowledged;
    await using ada = await sitsDown(server.url, 2);
    await ada.sees(/Good morning/);
    await enters(ada, "/goto 2001-01-01");
    await ada.sees(/#1 → bob {2}Good morning/);
    await enters(ada, "/goto 2100-01-01");
    await ada.sees(/Nothing was said here on 2100-01-01 or later/);
  },
});

Deno.test("A link leads to the page, however the client was given the address", () => {
  for (
    const server of [
      "https://chat.example/team",
      "https://chat.example/team/",
      "wss://me:secret@chat.example/team/ws?name=ada",
    ]
  ) {
    const link = linkTo(server, { room: "gärten", seq: 41 }).href;
    assertEquals(link, "https://chat.example/team/#g%C3%A4rten/41");
    assertEquals(readPlace(link, undefined), { room: "gärten", seq: 41 });
  }
});

Deno.test("What a search has shown is meant by its number, as it is by then", () => {
  const past = new Past();
  past.take(said("lobby", 900));
  assertEquals(past.said("lobby", 41), undefined);
  past.showApart("lobby", [said("lobby", 41)]);
  assertEquals(past.said("LOBBY", 41)?.seq, 41);
  const about = { room: "lobby", from: "bob", at: 0, of: 41 };
  past.take({ type: "edited", ...about, seq: 901, text: "better" });
  assertEquals(past.said("lobby", 41)?.text, "better");
  past.take({ type: "deleted", ...about, seq: 902 });
  assertEquals(past.said("lobby", 41), undefined);
  // However much is looked for, it is not kept for ever.
  past.showApart("lobby", [said("lobby", 1)]);
  past.showApart("lobby", Array.from({ length: 500 }, (_, at) => said("lobby", 100 + at)));
  assertEquals(past.said("lobby", 1), undefined);
  assertEquals(past.lastSaid("lobby")?.seq, 900);
});

Deno.test("What was found is a row with its number, day, room and name, its words bold", () => {
  const found = (text: string, columns = Infinity) =>
    new Renderer({ colour: false, weight: true, timeZone: "UTC", columns: () => columns }, 0)
      .found({ ...said("ops", 412), at: Date.UTC(2026, 10, 30, 14, 5), text }, "TEA", "ada");
  const [row = ""] = found("two **teas**,\nplease\x1b[2J");
  assertEquals(
    row.replaceAll("\x1b[2m", "").replaceAll("\x1b[0m", "").replaceAll("\x1b[1m", "*"),
    "#412 2026-11-30 14:05 #ops bob  two *teas,␊please␛[2J",
  );
  const rows = found(`${"far ".repeat(100)}tea`, 60);
  assertMatch(rows.join(" "), /….*\[1mtea/);
  for (const below of rows.slice(1)) assertMatch(below, /^ {6}/);
});

Deno.test({
  name: "At a terminal one finds what was said long ago, goes there, answers it, and links to it",
  ignore,
  async fn() {
    await using server = await startServer();
    await using bob = new Reader(server, { name: "bob" });
    bob.connection.join("lobby");
    await bob.sees("joined");
    const seqs: number[] = [];
    for (let i = 1; i <= 120; i++) {
      const text = i === 20 ? "The *cake* is in the cellar" : `line (${i})`;
      seqs.push(await bob.connection.say("lobby", text).acknowledged);
    }
    const cake = seqs[19];
    await using ada = await sitsDown(server.url, 2);
    await ada.sees(/line \(120\)/);
    await enters(ada, "/search CAKE cellar");
    await ada.sees(
      RegExp(`#${cake} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d #lobby bob  The cake is in the`),
    );
    await ada.sees(RegExp(`/goto ${cake} shows what was said around`));
    await enters(ada, `/goto ${cake}`);
    await ada.sees(RegExp(
      `#\\d+ bob  line \\(15\\)\n[^]*#${cake} → bob  The cake is in the cellar\n[^]*bob  line \\(25\\)\n── lobby`,
    ));
    await enters(ada, `/reply #${cake} I ate it`);
    await ada.sees(/↳ bob: “The cake is in the cellar”\n\d\d:\d\d ada {2}I ate it\n/);
    await enters(ada, `/link #${cake}`);
    await ada.sees(RegExp(`^${server.url}#lobby/${cake}$`, "m"));
    // As on the page, what one reacts with again is taken back.
    await enters(ada, `/react :tada: #${cake}`);
    await ada.sees(/ada reacted 🎉 to “The cake is in the cellar”\n/);
    await enters(ada, `/reactions #${cake}`);
    await ada.sees(/Reactions to what bob said: “The cake[^\n]*\n🎉 ada\n/);
    await enters(ada, `/react 🎉 #${cake}`);
    await ada.sees(/ada took back 🎉/);
    await enters(ada, "/goto 999999");
    await ada.sees(/There is no message #999999 in #lobby/);
    await enters(ada, "/search nothing of this");
    await ada.sees(/Nothing was found/);
  },
});

Deno.test({
  name: "At a terminal one finds what mentioned one while one was away, among all that was said",
  ignore,
  async fn() {
    await using server = await startServer();
    await using bob = new Reader(server, { name: "bob" });
    bob.connection.join("lobby");
    await bob.sees("joined");
    const says = async (text: string) => await bob.connection.say("lobby", text).acknowledged;
    await says("It is long ago, @ada");
    for (let i = 1; i <= 60; i++) bob.connection.say("lobby", `line ${i}`);
    await says("Are you here, @ada?");
    const gone = await says("Never mind, @ada");
    await bob.connection.change({ type: "delete", room: "lobby", of: gone }).acknowledged;
    await using ada = await sitsDown(server.url, 2);
    await ada.sees(/Are you here/);
    await enters(ada, "/mentions");
    await ada.sees(/#1 +bob {2}It is long ago, @ada/);
    await ada.sees(/#62 +bob {2}Are you here, @ada\?/);
    await ada.sees(/\/goto 62 shows what was said around the last of them/);
    await enters(ada, "/goto 1");
    await ada.sees(/#1 → bob {2}It is long ago/);
    await enters(ada, "/mentions ops");
    await ada.sees(/Nothing mentioned you here while you were away/);
  },
});
