import { assertEquals } from "@std/assert";
import { finished } from "node:stream/promises";
import { PasteFilter } from "../../../../client/terminal/screen/paste.ts";

/** What comes out, when this is typed, one chunk after the other. */
function filtered(...chunks: string[]): string {
  const filter = new PasteFilter();
  for (const chunk of chunks) filter.write(chunk);
  return filter.read() ?? "";
}

Deno.test("What is typed goes through as it is", () => {
  assertEquals(filtered("hi\r", "\x1b[A", "\x1b", "x"), "hi\r\x1b[A\x1bx");
});

Deno.test("Several pasted lines are one line to edit, and send nothing", () => {
  assertEquals(filtered("say \x1b[200~one\rtwo\r\nthree\n\x1b[201~\r"), "say one⏎two⏎three⏎\r");
});

Deno.test("A paste that comes in pieces is one paste, wherever it is cut", () => {
  const text = "a\x1b[200~one\rtwo\x1b[201~\r";
  for (let cut = 3; cut < text.length; cut++) {
    assertEquals(filtered(text.slice(0, cut), text.slice(cut)), "aone⏎two\r", `cut at ${cut}`);
  }
});

Deno.test("A paste presses no keys", () => {
  assertEquals(filtered("\x1b[200~\x03\x04a\tb\x1b[A\x1b[201~"), "a    b[A");
});

Deno.test("Alt-Enter begins a new line", () => {
  assertEquals(filtered("one\x1b\rtwo\r"), "one⏎two\r");
});

Deno.test("Many letters that come at once are typed at once, between the keys around them", async () => {
  const typed: string[] = [];
  const filter = new PasteFilter((run) => typed.push(`<${run}>`));
  filter.on("data", (keys) => typed.push(keys));
  const [text, more] = ["a".repeat(4_000), "字".repeat(4_000)];
  filter.write(`one\x1b[D\x1b[200~${text}\r${more}\x1b[201~\x1b[D`);
  filter.write("two\r");
  filter.end();
  await finished(filter);
  assertEquals(typed.join(""), `one\x1b[D<${text}⏎${more}>\x1b[Dtwo\r`);
});
