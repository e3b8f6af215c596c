import { assertEquals, assertThrows } from "@std/assert";
import { type LineRules, messagesOf } from "../../../client/pipe/messages.ts";

function messages(line: string, rules: Partial<LineRules> = {}): string[] {
  return messagesOf(line, { blank: "skip", long: "fail", escapes: "keep", ...rules });
}

function lengthsOf(line: string): number[] {
  const parts = messages(line, { long: "split" });
  assertEquals(parts.join(""), line.normalize("NFC"));
  return parts.map((part) => [...part].length);
}

Deno.test("A line with nothing in it is no message, or a blank one where it is kept", () => {
  assertEquals([messages(""), messages(" \t")], [[], []]);
  assertEquals([messages("", { blank: "keep" }), messages("\t", { blank: "keep" })], [[" "], [
    "\t",
  ]]);
  // What colours nothing is nothing.
  assertEquals(messages("\x1b[0m", { escapes: "remove" }), []);
});

Deno.test("A line that is too long for a message is none, counted as the server counts", () => {
  assertEquals(messages("🚀".repeat(4000)).length, 1);
  // Letters with a mark behind them are one each in the form that is kept; others become two.
  assertEquals(messages("e\u0301".repeat(4000)).length, 1);
  assertThrows(() => messages("\u0958".repeat(2001)), RangeError, "over 4000 characters");
  assertThrows(() => messages("x".repeat(4001)), RangeError, "over 4000 characters");
});

Deno.test("A long line is split after a space, and nothing of it is lost", () => {
  const line = `${"x".repeat(3000)} ${"y".repeat(3000)} ${"🚀".repeat(5000)}`;
  assertEquals(lengthsOf(line), [3001, 3001, 4000, 1000]);
  // A space that is far from the end would make many short messages.
  assertEquals(lengthsOf(`x ${"y".repeat(4000)}`), [4000, 2]);
  assertEquals(lengthsOf("\u0958".repeat(2001)), [4000, 2]);
});

Deno.test("A long line is not split within a letter of several code points", () => {
  const family = "👩‍👩‍👧‍👦";
  assertEquals(lengthsOf(family.repeat(1000)), [3997, 3003]);
  // Unless it is longer than any message.
  assertEquals(lengthsOf(`e${"\u0316".repeat(5000)}`), [4000, 1001]);
});

Deno.test("A line that never ended is told to be too long, also where lines are split", () => {
  const line = "x".repeat(1024 * 1024);
  assertThrows(() => messages(line, { long: "split" }), RangeError, "over 1048576 characters");
});

Deno.test("What terminals obey is taken out of a line, and nothing else", () => {
  const cases: Record<string, string> = {
    "\x1b[1;31mred\x1b[0m and \x1b[38;5;245mgrey\x1b(B\x1b[m": "red and grey",
    "\x1b]8;;https://chat.example\x1b\\link\x1b]8;;\x07": "link",
    "\x1b]0;title\x07text": "text",
    "\x9b31mred\x9b0m": "red",
    "\x1bP1$tx\x1b\\ok\x1b7\x1b8\x1b=": "ok",
    "100%\x1b[K\x1b[?25h": "100%",
    // Not a sequence, or none that ends.
    "[31m and \x1b": "[31m and \x1b",
    "\x1b[31": "31",
  };
  for (const [line, text] of Object.entries(cases)) {
    assertEquals(messages(line, { escapes: "remove" }), [text]);
    assertEquals(messages(line), [line]);
  }
});
