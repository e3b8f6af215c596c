import { assert, assertEquals, assertGreater } from "@std/assert";
import { ALIASES, COMMANDS } from "../../../../client/terminal/commands/table.ts";

const ROOT = new URL("../../../../", import.meta.url);
const DOCS = await Deno.readTextFile(new URL("docs/terminal.md", ROOT));
// It can't be loaded without a document.
const PAGE = await Deno.readTextFile(new URL("static/page/visit/commands.ts", ROOT));
const KNOWN = new Set([...COMMANDS.map(({ name }) => name), ...Object.keys(ALIASES)]);

/** The rows of the table that has the page and the terminal side by side. */
function features(): string[][] {
  const [, section = ""] = /## The page and the terminal\n([^]*?)\n## /.exec(DOCS) ?? [];
  return section.split("\n").filter((line) => /^\| [^-]/.test(line)).slice(1)
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
}

Deno.test("Each command that the docs of the terminal name is one that it has", () => {
  const named = DOCS.matchAll(/`(\/[a-z][a-z-]*)(?=[ `])/g).map(([_, name]) => name ?? "")
    .toArray();
  assertGreater(named.length, 50);
  assertEquals(named.filter((name) => !KNOWN.has(name)), []);
});

Deno.test("What the page has stands beside how the terminal does it, or why it does not", () => {
  const rows = features();
  assertGreater(rows.length, 40);
  for (const [page = "", terminal = ""] of rows) {
    assert(page !== "" && terminal !== "", page);
    assert(!/^(no|none|not yet|-|—)\b/i.test(terminal), `${page}: ${terminal}`);
  }
});

Deno.test("Each command of the page is one of the terminal, too", () => {
  const names = PAGE.matchAll(/^ {4}name: "([a-z-]+)",$/gm).map(([_, name]) => `/${name}`)
    .toArray();
  assertGreater(names.length, 4);
  assertEquals(names.filter((name) => !KNOWN.has(name)), []);
});
