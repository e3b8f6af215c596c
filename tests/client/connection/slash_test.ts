import { assert, assertEquals, assertMatch } from "@std/assert";
import { parseCommand } from "../../../protocol/command.ts";
import { readSlash, slashes } from "../../../client/connection/slash.ts";

const DEN = { room: "den" } as const;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

Deno.test("Slash commands of moderators become the commands of the protocol", () => {
  const orders: [string, object][] = [
    ["/invite bob", { type: "invite", ...DEN, name: "bob" }],
    ["/invite @bob ", { type: "invite", ...DEN, name: "bob" }],
    ["/uninvite bob", { type: "uninvite", ...DEN, name: "bob" }],
    ["/kick 中文", { type: "kick", ...DEN, name: "中文" }],
    ["/mute bob 10m", { type: "mute", ...DEN, name: "bob", ms: 10 * MINUTE }],
    ["/mute bob 30s", { type: "mute", ...DEN, name: "bob", ms: MINUTE / 2 }],
    ["/unmute bob", { type: "mute", ...DEN, name: "bob", ms: 0 }],
    ["/ban bob", { type: "ban", ...DEN, name: "bob" }],
    ["/ban  bob  1d", { type: "ban", ...DEN, name: "bob", ms: DAY }],
    ["/ban bob 2w address", { type: "ban", ...DEN, name: "bob", ms: 14 * DAY, address: true }],
    ["/ban bob everywhere address 1h", { type: "ban", name: "bob", ms: DAY / 24, address: true }],
    ["/ban @bob: spam", { type: "ban", ...DEN, name: "bob", reason: "spam" }],
    ["/ban bob 1d : he said:  1d", {
      ...{ type: "ban", ...DEN, name: "bob", ms: DAY, reason: "he said: 1d" },
    }],
    ["/mute bob 10m: shouts", {
      ...{ type: "mute", ...DEN, name: "bob", ms: 10 * MINUTE, reason: "shouts" },
    }],
    ["/unban bob", { type: "ban", ...DEN, name: "bob", ms: 0 }],
    ["/unban bob everywhere", { type: "ban", name: "bob", ms: 0 }],
    ["/mod bob", { type: "moderator", ...DEN, name: "bob", on: true }],
    ["/unmod bob", { type: "moderator", ...DEN, name: "bob", on: false }],
    ["/access hidden", { type: "access", ...DEN, access: "hidden" }],
    ["/close den", { type: "close", ...DEN }],
    ["/block @bob", { type: "block", name: "bob" }],
    ["/unblock bob", { type: "unblock", name: "bob" }],
    ["/topic Tea  and cake", { type: "topic", ...DEN, text: "Tea  and cake" }],
  ];
  for (const [line, order] of orders) {
    assertEquals<unknown>(readSlash(line, "den"), { order }, line);
    const read = JSON.parse(JSON.stringify(parseCommand(JSON.stringify(order))));
    assertEquals(read, order, "the server reads the same");
  }
});

Deno.test("A ban says how far back what somebody said is deleted after it", () => {
  const bob = { ...DEN, name: "bob" };
  const lines: [string, object, object][] = [
    ["/ban bob delete=1h", {}, { hours: 1 }],
    ["/ban @bob 1d delete=2d: delete=all of it", {
      ...{ ms: DAY, reason: "delete=all of it" },
    }, { hours: 48 }],
    ["/ban bob address delete=all 1d", { ms: DAY, address: true }, {}],
    ["/ban bob delete=30m: spam", { reason: "spam" }, { hours: 0.5 }],
  ];
  for (const [line, order, removal] of lines) {
    assertEquals<unknown>(
      readSlash(line, "den"),
      { order: { type: "ban", ...bob, ...order }, removal: { ...bob, ...removal } },
      line,
    );
  }
  // In a reason it is a word.
  assertEquals<unknown>(readSlash("/ban bob: delete=all", "den"), {
    order: { type: "ban", ...bob, reason: "delete=all" },
  });
  const mistakes = ["delete=", "delete=soon", "delete=1h delete=1d", "delete=all everywhere"];
  for (const words of mistakes) {
    const slash = readSlash(`/ban bob ${words}`, "den");
    assert(slash && "mistake" in slash, words);
  }
});

Deno.test("A mistyped slash command is answered by its usage", () => {
  const mistakes = [
    ...["/invite", "/kick a b", "/mute bob", "/mute bob 10", "/mute bob 0m", "/mute bob 10m now"],
    ...["/ban : spam", "/ban bob soon: spam", "/mute bob: spam", "/ban bob spam"],
    ...["/mute bob constructor", "/ban", "/ban bob soon", "/ban bob 1d 2d", "/unban bob 1d"],
    ...["/access ajar", "/access", "/close", "/close now", "/topic", "/mod", "/unmute"],
  ];
  for (const line of mistakes) {
    const slash = readSlash(line, "den");
    assert(slash && "mistake" in slash, line);
    assertMatch(slash.mistake, new RegExp(`^Write ${line.split(" ", 1)[0]}`));
  }
});

Deno.test("Other words behind a slash are no moderation commands", () => {
  for (const line of ["/", "/shrug", "/toString", "/__proto__ x", "//kick bob", "kick bob"]) {
    assertEquals(readSlash(line, "den"), undefined, line);
  }
});

Deno.test("Each slash command has a help text, and its own usage is understood", () => {
  for (const { name, usage, help } of slashes) {
    assert(usage.startsWith(name) && help.length > 10, name);
    const example = usage.replace(/ \[.*$/, "").replace(/\|.*$/, "");
    const slash = readSlash(example, "ROOM");
    assert(slash && "order" in slash, example);
  }
});
