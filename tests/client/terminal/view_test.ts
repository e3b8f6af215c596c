import { assertEquals, assertMatch } from "@std/assert";
import { Renderer } from "../../../client/terminal/view/render.ts";
import { View } from "../../../client/terminal/view.ts";
import type { Canvas } from "../../../client/terminal/view/canvas.ts";
import { type Event, LIMITS } from "../../../protocol.ts";
import { said, summary } from "../connection/support/scripted_server.ts";

/** What stands on a screen: the lines that stay, and those below them. */
class Sheet implements Canvas {
  readonly columns = 40;
  readonly lines: string[] = [];
  below: string[] = [];
  readonly calls: string[] = [];

  print(...lines: string[]): void {
    this.lines.push(...lines);
  }

  showBelow(lines: () => string[]): void {
    this.below = lines();
  }

  callOut(words: string): void {
    this.calls.push(words);
  }
}

function viewed(): { view: View; sheet: Sheet } {
  const sheet = new Sheet();
  const renderer = new Renderer(
    { colour: false, timeZone: "UTC" },
    said("", 1).at,
  );
  const view = new View(sheet, renderer);
  view.lookAt("lobby");
  return { view, sheet };
}

function joined(room: string, ...members: string[]): Event & { type: "joined" } {
  const log = { epoch: "e1", head: 0, first: 1, topic: "" };
  return { type: "joined", room, ...log, count: members.length, members };
}

const WELCOME: Event = {
  type: "welcome",
  v: 1,
  you: "ada",
  guest: true,
  server: "scripted/1",
  limits: LIMITS,
  rooms: [],
};

/** Ada is in the lobby with Bob. */
function inLobby(): { view: View; sheet: Sheet } {
  const { view, sheet } = viewed();
  view.show({ type: "status", state: "open" });
  view.show(WELCOME);
  view.show(joined("lobby", "ada", "bob"));
  sheet.lines.length = 0;
  return { view, sheet };
}

Deno.test("Someone who arrives is told who is there", () => {
  const { view, sheet } = viewed();
  assertEquals(sheet.below, ["── lobby · Connecting"]);
  view.show({ type: "status", state: "open" });
  view.show(WELCOME);
  view.show(joined("Lobby", "ada", "bob"));
  assertMatch(sheet.lines[0] ?? "", /Welcome, ada/);
  assertEquals(sheet.lines.slice(1), [
    "As a guest you keep this name for 30 days after you were last here",
    ...["── #Lobby ──", "In Lobby, 2: ada, bob"],
  ]);
  assertEquals(sheet.below, ["── Lobby · 2 here"]);
});

Deno.test("One's own message is below while it is on its way, and then stands once", () => {
  const { view, sheet } = inLobby();
  view.said("m1", "hello\nthere");
  assertEquals(sheet.below, ["… hello␊there", "── lobby · 2 here"]);
  view.show(said("lobby", 1, "ada", "m1"));
  assertEquals(sheet.below, ["── lobby · 2 here"]);
  assertEquals(sheet.lines.length, 1);
});

Deno.test("Many messages on their way do not fill the screen", () => {
  const { view, sheet } = inLobby();
  for (let i = 1; i <= 9; i++) view.said(`m${i}`, `text ${i} ${"x".repeat(100)}`);
  assertEquals(sheet.below.length, 5);
  assertEquals(sheet.below[3], "… and 6 more");
  assertEquals(sheet.below[0], `… text 1 ${"x".repeat(29)}…`);
});

Deno.test("Who types is seen until they have said it, or gone", () => {
  const { view, sheet } = inLobby();
  using _ = view;
  view.show({ type: "typing", room: "lobby", from: "bob" });
  assertEquals(sheet.below, ["── lobby · 2 here · bob is typing"]);
  view.show(said("lobby", 1, "bob"));
  assertEquals(sheet.below, ["── lobby · 2 here"]);
  view.show({ type: "online", room: "lobby", name: "cyd" });
  view.show({ type: "typing", room: "lobby", from: "cyd" });
  view.show({ type: "typing", room: "lobby", from: "bob" });
  assertEquals(sheet.below, ["── lobby · 3 here · cyd and bob are ty…"]);
  view.show({ type: "offline", room: "lobby", name: "cyd" });
  assertEquals(sheet.below, ["── lobby · 2 here · bob is typing"]);
});

Deno.test("People come and go quietly, and only where one looks", () => {
  const { view, sheet } = inLobby();
  view.show(joined("games", "ada"));
  sheet.lines.length = 0;
  for (const room of ["games", "lobby"]) {
    view.show({ type: "offline", room, name: "bob" });
    view.show({ type: "online", room, name: "ada" });
  }
  assertEquals(sheet.lines, ["bob left"]);
});

Deno.test("View reports a cut once, however often the client retries, and the reconnection once", () => {
  const { view, sheet } = inLobby();
  const message = "The server is stopping or restarting";
  for (const retryMs of [900, 1_700, 4_100]) {
    view.show({ type: "status", state: "waiting", retryMs, reason: "cut", message });
    view.show({ type: "status", state: "connecting" });
  }
  assertEquals(sheet.below, ["── lobby · Coming back"]);
  view.show({ type: "status", state: "open" });
  view.show(WELCOME);
  view.show(joined("lobby", "ada"));
  assertEquals(sheet.lines, [`${message}. Coming back in 1 s`, "Back again"]);
  assertEquals(sheet.below, ["── lobby · 1 here"]);
});

Deno.test("View says that the connection is paused, without a time", () => {
  const { view, sheet } = inLobby();
  const message = "Too much is waiting to be read";
  view.show({ type: "status", state: "paused", reason: "unread", message });
  assertEquals(sheet.lines, [`${message}. Paused`]);
  assertEquals(sheet.below, ["── lobby · Paused"]);
});

Deno.test("A room that begins anew says that something is missing", () => {
  const { view, sheet } = inLobby();
  view.show({ ...joined("lobby", "ada"), reset: true });
  assertMatch(sheet.lines.join(), /missing/);
});

Deno.test("Somebody who leaves a room sees the one before it", () => {
  const { view, sheet } = inLobby();
  view.lookAt("games");
  view.show(joined("games", "ada"));
  view.show({ type: "left", room: "games" });
  assertEquals(view.room, "lobby");
  view.show({ type: "left", room: "lobby" });
  assertEquals([view.room, sheet.below], [undefined, ["── in no room"]]);
});

Deno.test("Somebody who may not join a room stays where they were", () => {
  const { view, sheet } = inLobby();
  view.lookAt("secret");
  view.show({ type: "refused", ref: 2, reason: "no-such-room", message: "There is no such room" });
  assertEquals([view.room, sheet.lines], ["lobby", ["There is no such room"]]);
});

Deno.test("The end says why", () => {
  const { view, sheet } = inLobby();
  view.show({ type: "status", state: "closed", reason: "removed", message: "You were removed" });
  assertEquals(sheet.lines, ["You were removed"]);
});

Deno.test("Somebody who connects sees in one line what they have not read", () => {
  const { view, sheet } = viewed();
  const rooms = [
    summary("lobby", 9, { read: 4, unread: 3 }),
    summary("unknown", 9, { read: 0, unread: 9 }),
    summary("games", 9, { read: 0, unread: 9, mentions: 1 }),
    summary("garden", 9),
    summary("@ada,bob", 2, { read: 0, unread: 2 }),
  ];
  view.show({ ...WELCOME, rooms });
  view.show({ ...WELCOME, rooms });
  assertEquals(sheet.lines.slice(2), ["Unread: #lobby 3, #games 9, @bob 2", "Back again"]);
});

Deno.test("History is shown as it is now, and what happens then as it happens", () => {
  const { view, sheet } = viewed();
  view.show(WELCOME);
  view.show({ ...joined("lobby", "ada"), head: 3, topic: "Tea and cake" });
  const about = { room: "lobby", from: "bob", at: said("lobby", 1).at, of: 1 };
  sheet.lines.length = 0;
  view.show(said("lobby", 1));
  view.show({ type: "edited", ...about, seq: 2, text: "better" });
  assertEquals(sheet.lines, []);
  view.show({ type: "reacted", ...about, seq: 3, emoji: "👍", on: true });
  assertEquals(sheet.lines, ["22:13 bob  better (changed)", "      👍 1"]);
  view.show({ type: "deleted", ...about, seq: 4 });
  assertEquals(sheet.lines.at(-1), "22:13 bob deleted a message");
});

Deno.test("A direct room that is joined to catch up says nothing of it", () => {
  const { view, sheet } = inLobby();
  view.show({ ...joined("@ada,bob", "ada"), head: 5 });
  assertEquals(sheet.lines, []);
  view.lookAt("@ada,bob");
  assertEquals([sheet.lines, sheet.below], [["── @bob ──"], ["── @bob"]]);
});

Deno.test("People of a big room are counted", () => {
  const { view, sheet } = inLobby();
  view.show({ type: "count", room: "lobby", count: 300 });
  assertEquals(sheet.below, ["── lobby · 300 here"]);
});

Deno.test("Somebody who is removed from a room sees why, and an invitation says from whom", () => {
  const { view, sheet } = inLobby();
  view.show({ type: "invited", room: "den", from: "bob" });
  assertEquals(sheet.lines, ["bob invites you to #den: /join den"]);
  view.show(joined("den", "ada", "bob"));
  view.lookAt("den");
  sheet.lines.length = 0;
  for (const reason of ["kicked", "banned", "uninvited", "closed"] as const) {
    view.show({ type: "left", room: "den", reason });
  }
  assertEquals(sheet.lines, [
    "You were removed from #den",
    "You were banned from #den",
    "You are not invited to #den any more",
    "#den was closed",
  ]);
  assertEquals(view.room, "lobby");
});

Deno.test("A renamed room is shown by the name that it has now, wherever it is named", () => {
  const { view, sheet } = viewed();
  view.show({ type: "status", state: "open" });
  view.show({ ...WELCOME, rooms: [summary("den", 9, { read: 1, unread: 8, name: "cellar" })] });
  assertEquals(sheet.lines.at(-1), "Unread: #cellar 8");
  view.lookAt("cellar");
  view.show({ ...joined("den", "ada"), name: "cellar" });
  assertEquals(view.room, "den");
  assertEquals(sheet.lines.slice(-2), ["── #cellar ──", "In cellar, 1: ada"]);
  assertEquals(sheet.below, ["── cellar · 1 here"]);
  view.show({ type: "settings", room: "den", name: "attic" });
  assertEquals(sheet.below, ["── attic · 1 here"]);
  view.show(joined("lobby", "ada"));
  view.lookAt("lobby");
  view.show(said("den", 10));
  assertEquals(sheet.lines.at(-1), "22:13 #attic bob  text 10");
  view.show({ type: "left", room: "den", reason: "kicked" });
  assertEquals(sheet.lines.at(-1), "You were removed from #attic");
});

Deno.test("What the program did by itself is not reported as somebody's mistake", () => {
  const { view, sheet } = inLobby();
  view.show({ type: "refused", reason: "muted", message: "Cannot type: you are muted in lobby" });
  assertEquals(sheet.lines, []);
});

Deno.test("Somebody is called when they are mentioned or written to alone, and by nothing else", () => {
  const { view, sheet } = inLobby();
  const says = (fields: Partial<ReturnType<typeof said>>, seq: number) =>
    view.show({ ...said("lobby", seq), from: "bob", ...fields });
  says({ text: "to nobody" }, 1);
  says({ text: "@ada by herself", from: "ada" }, 2);
  says({ text: "@ada", deleted: true }, 3);
  says({ text: "@ada", blocked: true }, 4);
  assertEquals(sheet.calls, []);
  says({ text: "tea, @ada?\nWith milk?" }, 5);
  says({ text: "\x1b]0;psst", room: "@ada,bob" }, 1);
  says({ text: "**Now**, @ada" }, 6);
  assertEquals(sheet.calls, [
    "bob, #lobby: tea, @ada?",
    "bob, @bob: ␛]0;psst",
    "bob, #lobby: Now, @ada",
  ]);
});

Deno.test("View calls a direct room by the names that its people have now, and says who you are now", () => {
  const { view, sheet } = viewed();
  const limits = LIMITS;
  const welcome = { type: "welcome", v: 1, guest: true, server: "test/1", limits } as const;
  view.show({ ...welcome, you: "ann", rooms: [summary("@ann,bob", 1)] });
  view.show({ type: "settings", room: "@ann,bob", name: "@ann,eve" });
  view.lookAt("@ann,bob");
  view.show({ ...joined("@ann,bob"), name: "@ann,eve" });
  assertMatch(sheet.lines.at(-1) ?? "", /── @eve ──/);
  view.show({ ...welcome, you: "ida", rooms: [{ ...summary("@ann,bob", 1), name: "@eve,ida" }] });
  assertMatch(sheet.lines.at(-1) ?? "", /You are ida now/);
});
