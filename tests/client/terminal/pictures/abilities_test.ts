import { assertEquals } from "@std/assert";
import { Inquiry, type Protocol } from "../../../../client/terminal/pictures/abilities.ts";

/** What terminals answer, in order. */
const TERMINALS: [string, string[][], Protocol | undefined][] = [
  ["kitty", [["\x1b[?62;c"], [
    "\x1b_Gi=31;OK\x1b\\",
    "\x1bP>|kitty(0.32)\x1b\\",
    "\x1b[6;18;9t",
    "\x1b[?62;c",
  ]], "kitty"],
  [
    "iTerm2",
    [["\x1b[?64;1;2;4c"], ["\x1bP>|iTerm2 3.5.0\x1b\\", "\x1b[6;18;9t", "\x1b[?64;4c"]],
    "iterm",
  ],
  [
    "foot",
    [["\x1b[?62;4;22c"], ["\x1bP>|foot(1.16.2)\x1b\\", "\x1b[6;18;9t", "\x1b[?62;4;22c"]],
    "sixel",
  ],
  ["a terminal that shows no pictures", [["\x1b[?65;1;9c"], ["\x1b[?65;1;9c"]], undefined],
  ["tmux without sixels", [["\x1b[?1;2c"]], undefined],
  ["tmux with sixels", [["\x1b[?1;2;4c"], ["\x1b[6;18;9t", "\x1b[?1;2;4c"]], "sixel"],
  ["the console of Linux", [["\x1b[?6c"]], undefined],
];

Deno.test("A terminal is given pictures as it says that it takes them", () => {
  for (const [name, rounds, protocol] of TERMINALS) {
    const inquiry = new Inquiry();
    assertEquals(inquiry.begin(), "\x1b[c");
    const asked = rounds.flat().map((answer) => inquiry.take(answer));
    assertEquals(asked.at(-1), undefined, `${name} is asked no more`);
    assertEquals(inquiry.abilities.protocol, protocol, name);
    const isTold = rounds.flat().some((answer) => answer.endsWith("t"));
    assertEquals(
      inquiry.abilities.cell,
      isTold ? { width: 9, height: 18 } : { width: 10, height: 20 },
    );
  }
});

Deno.test("A terminal that may show what it does not know is asked nothing else", () => {
  for (const answer of ["\x1b[?6c", "\x1b[?1;2c", "\x1b[?c"]) {
    assertEquals(new Inquiry().take(answer), undefined);
  }
  assertEquals(new Inquiry().take("\x1b[?1;2;4c"), "\x1b[16t\x1b[c");
});

Deno.test("A size of letters that cannot be is not believed", () => {
  for (const size of ["0;0", "99999;1", "18;0"]) {
    const inquiry = new Inquiry();
    inquiry.take(`\x1b[6;${size}t`);
    assertEquals(inquiry.abilities.cell, { width: 10, height: 20 });
  }
});
