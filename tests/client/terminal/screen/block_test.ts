import { assertEquals } from "@std/assert";
import { Block, type Picture } from "../../../../client/terminal/screen/block.ts";
import { RewrappingTerminal } from "./rewrapping_terminal.ts";

const WIDTHS = [12, 20, 33, 47, 80, 100];

function picture(line: string, cursor = line.length, below = ["── lobby · 2 here"]): Picture {
  return { below, prompt: "› ", line, cursor };
}

/** The same numbers each time. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % below;
  };
}

Deno.test("Each printed line stands on a terminal once, though it changes its width before we know", () => {
  for (let seed = 1; seed <= 400; seed++) {
    const next = numbers(seed);
    const width = () => WIDTHS[next(WIDTHS.length)] ?? 80;
    const terminal = new RewrappingTerminal(100);
    const block = new Block();
    let known = 100;
    let real = 100;
    let line = "";
    let count = 0;
    for (let step = 0; step < 60; step++) {
      const chosen = next(5);
      if (chosen === 0) terminal.resize(real = width());
      if (chosen === 1) known = real;
      if (chosen === 2) line = next(4) === 0 ? "" : line + "z".repeat(1 + next(60));
      const printed = chosen < 3 ? [] : Array.from({ length: next(3) }, () => `(${++count}) said`);
      const cursor = next(3) === 0 ? next(line.length + 1) : line.length;
      const below = ["── lobby · 2 here".slice(0, known - 1)];
      const size = { columns: known, rows: 24 };
      terminal.write(block.draw(printed, picture(line, cursor, below), size));
    }
    for (let said = 1; said <= count; said++) {
      assertEquals(terminal.text.split(`(${said}) said`).length, 2, `${seed}\n${terminal.text}`);
    }
  }
});

Deno.test("Nothing of what was drawn stays behind in a narrower window, once one knows how it is wrapped", () => {
  const terminal = new RewrappingTerminal(100);
  const block = new Block();
  const line = "z".repeat(150);
  const below = ["── a room with quite a name"];
  terminal.write(block.draw(["one", "two"], picture(line, 150, below), { columns: 100, rows: 24 }));
  for (const columns of [40, 100, 28, 64]) {
    terminal.resize(columns);
    const above = block.mayBeWrapped(columns)
      ? block.rowsAbove(columns, terminal.column)
      : undefined;
    const size = { columns, rows: 24 };
    const cut = below.map((row) => row.slice(0, columns - 1));
    terminal.write(block.draw([], picture(line, 150, cut), size, above));
    const rows = `› ${line}`.match(RegExp(`.{1,${columns - 1}}`, "gu")) ?? [];
    assertEquals(terminal.text, ["one", "two", ...cut, ...rows].join("\n"));
  }
});

Deno.test("A terminal that does not say where its cursor is, or cuts off what is too long, loses no line", () => {
  for (const column of [undefined, 19, 7]) {
    const block = new Block();
    block.draw(["one"], picture("z".repeat(60)), { columns: 100, rows: 24 });
    assertEquals(block.mayBeWrapped(20), true);
    // 62 letters end in column 2 of the fourth row.
    assertEquals(block.rowsAbove(20, column), 1);
    assertEquals(block.rowsAbove(20, 2), 4);
  }
});

Deno.test("A letter that is typed at the end is written alone, and nothing when nothing has changed", () => {
  const block = new Block();
  const size = { columns: 20, rows: 24 };
  block.draw([], picture("hell"), size);
  assertEquals(block.draw([], picture("hello"), size), "o");
  assertEquals(block.draw([], picture("hello"), size), "");
  assertEquals(
    block.draw([], picture("hello", 2), size),
    "\x1b[1A\r\x1b[J── lobby · 2 here\n› hello\r› he",
  );
});

Deno.test("Each row of a draft ends short of the edge, and no letter is cut, however it is written", () => {
  const family = "👨‍👩‍👧‍👦";
  for (const letter of ["z", "中", family, "e\u0301", "\u2066"]) {
    const block = new Block();
    const drawn = block.draw([], picture(letter.repeat(30)), { columns: 21, rows: 100 });
    const rows = drawn.split("\n").slice(1);
    assertEquals(rows.join(""), `› ${letter.repeat(30)}`);
    for (const row of rows) assertEquals(row.replace("› ", "").replaceAll(letter, ""), "");
  }
  const block = new Block();
  const draft = picture(`a${family}b`, 4);
  // Within a letter the cursor stands before it.
  assertEquals(block.draw([], draft, { columns: 21, rows: 9 }).endsWith(`a${family}b\r› a`), true);
});

Deno.test("Of a draft that is longer than the screen, the rows around the cursor are shown", () => {
  const terminal = new RewrappingTerminal(11);
  const block = new Block();
  const letters = Array.from({ length: 26 }, (_, nth) => String.fromCharCode(97 + nth).repeat(10));
  const line = letters.join("").slice(2);
  const shown = (cursor: number) => {
    terminal.write(block.draw([], picture(line, cursor, ["── den"]), { columns: 11, rows: 6 }));
    return terminal.text.split("\n").map((row) => row.at(-1)).join("");
  };
  assertEquals(shown(line.length), "nwxyz");
  assertEquals(shown(0), "nabcd");
  assertEquals(shown(100), "nijkl");
});
