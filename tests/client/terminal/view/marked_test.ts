import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import { Renderer } from "../../../../client/terminal/view/render.ts";
import { CODE_COLOUR } from "../../../../client/terminal/view/render/paint.ts";
import { columnsOf } from "../../../../client/terminal/view/wrap.ts";
import { said } from "../../connection/support/scripted_server.ts";
import { below, withChance } from "../../../support/random/random.ts";

const NOON = Date.UTC(2026, 10, 20, 12, 0);
const ESCAPES = new RegExp("\x1b\\[[\\d;]*m", "g");

function drawn(
  text: string,
  { colour = false, weight = true, columns = 40, ...fields }: {
    colour?: boolean;
    weight?: boolean;
    columns?: number;
    edited?: number;
  } = {},
): string[] {
  const looks = { colour, weight, timeZone: "UTC", columns: () => columns };
  const message = { ...said("lobby", 1), from: "eve", at: NOON, text, ...fields };
  return new Renderer(looks, NOON).said(message, "ada", "lobby");
}

/** What stands in the rows, without their looks. */
function words(...how: Parameters<typeof drawn>): string[] {
  return drawn(...how).map((row) => row.replaceAll(ESCAPES, ""));
}

Deno.test("A terminal draws emphasis, and code in its marks", () => {
  const [row = ""] = drawn("**b** *i* ~~s~~ ***bi*** `*c*` https://a.example", { columns: 80 });
  for (
    const piece of [
      "\x1b[1mb\x1b[0m",
      "\x1b[3mi\x1b[0m",
      "\x1b[9ms\x1b[0m",
      "\x1b[1;3mbi\x1b[0m",
      "\x1b[2m`\x1b[0m*c*\x1b[2m`\x1b[0m",
      "\x1b[4mhttps://a.example\x1b[0m",
    ]
  ) assert(row.includes(piece), JSON.stringify([row, piece]));
  assertEquals(row.replaceAll(ESCAPES, ""), "12:00 eve  b i s bi `*c*` https://a.example");
  const [coloured = ""] = drawn("`c`", { colour: true });
  assert(coloured.includes(`\x1b[38;5;${CODE_COLOUR}mc\x1b[0m`), coloured);
});

Deno.test("A terminal draws quotes and blocks of code below the name, each row of them marked", () => {
  assertEquals(
    words("> the one thing that was asked before\n> > deep\nyes\n```js\nlet a;\n  b();\n```"),
    [
      "12:00 eve  ",
      "      │ the one thing that was asked",
      "      │ before",
      "      │ │ deep",
      "      yes",
      "        let a;",
      "          b();",
    ],
  );
  assertEquals(words("see:\n```\na\n```\nso"), ["12:00 eve  see:", "        a", "      so"]);
});

Deno.test("A plain terminal gets a text as it was written", () => {
  const text = "**b** `c`\n> q\n```\nd\n```";
  const [first = "", ...rest] = drawn(text, { weight: false });
  assertEquals(
    [first.replace("12:00 eve  ", ""), ...rest.map((row) => row.slice(6))].join("\n"),
    text,
  );
});

Deno.test("That a message was changed is told in the row, or below, and never in the first column", () => {
  assertEquals(words("yes", { edited: NOON }), ["12:00 eve  yes (changed)"]);
  assertEquals(words("x".repeat(29), { edited: NOON }), [
    `12:00 eve  ${"x".repeat(29)}`,
    "      (changed)",
  ]);
});

Deno.test("A message whose head leaves no room begins below it", () => {
  const looks = { colour: false, timeZone: "UTC", columns: () => 40 };
  const message = { ...said("lobby", 1), from: "e".repeat(32), at: NOON, text: "12:00 bob I quit" };
  assertEquals(new Renderer(looks, NOON).said(message, "ada", "lobby"), [
    `12:00 ${"e".repeat(32)}  `,
    "      12:00 bob I quit",
  ]);
});

Deno.test("An edit that is told is drawn as the message is, and what is quoted is without marks", () => {
  const looks = { colour: false, weight: true, timeZone: "UTC", columns: () => 40 };
  const renderer = new Renderer(looks, NOON);
  const about = { room: "lobby", seq: 2, of: 1, at: NOON, from: "eve" };
  const rows = (lines: string[]) => lines.map((line) => line.replaceAll(ESCAPES, ""));
  const edited = (text: string) =>
    rows(renderer.revision({ type: "edited", ...about, text }, undefined, "ada", "lobby"));
  assertEquals(edited("**so** it is"), ["12:00 eve changed: so it is"]);
  assertEquals(edited("> so"), ["12:00 eve changed: ", "      │ so"]);
  const target = { ...said("lobby", 1), text: "**bold** words" };
  assertEquals(
    rows(renderer.revision(
      { type: "reacted", ...about, emoji: "👍", on: true },
      ...[target, "ada", "lobby"] as const,
    )),
    ["12:00 eve reacted 👍 to “bold words”"],
  );
});

Deno.test("Whatever marks are in a message, its rows fit, and only its first is in the first column", () =>
  withChance((random) => {
    const pieces = [
      ...["**", "*", "~~", "`", "```", "> ", ">> ", "\n", " ", "12:00 bob  hi", "@ada", "א", "\t"],
      ...[
        "x".repeat(50),
        "中文".repeat(20),
        "👨‍👩‍👧‍👦".repeat(9),
        "\u3000".repeat(9),
        "\x1b[2J",
        "\u202e",
      ],
    ];
    for (let i = 0; i < 300; i++) {
      const text = Array.from({ length: 12 }, () => pieces[below(pieces.length, random)]).join("");
      for (const columns of [20, 40, 100]) {
        const rows = drawn(text, { colour: true, columns });
        rows.forEach((row, index) => {
          const bare = row.replaceAll(ESCAPES, "");
          assert(index === 0 ? bare.startsWith("12:00 eve  ") : bare.startsWith("      "), bare);
          assert(!/\p{Cc}/u.test(bare), JSON.stringify(row));
          assertLessOrEqual(
            columnsOf(bare.replaceAll(/[\u2068\u2069]/g, "").trimEnd()),
            columns,
            text,
          );
        });
      }
    }
  }));

Deno.test("A terminal draws lists with their marks, and what is below an item beside it", () => {
  assertEquals(
    words(
      "- tea and the cake that everybody wants to have\n  1. green\n     b\n- [x] milk\n- > who",
    ),
    [
      "12:00 eve  ",
      "      • tea and the cake that everybody",
      "        wants to have",
      "        1. green",
      "           b",
      "      [x] milk",
      "      • │ who",
    ],
  );
  assertEquals(words("- - a\n\nb"), ["12:00 eve  ", "      • • a", "      b"]);
});

Deno.test("A terminal draws headings bold, rules as lines, and the address of a link by a name", () => {
  const [row = ""] = drawn("## Plan");
  assert(row.includes("\x1b[1mPlan\x1b[0m"), JSON.stringify(row));
  assertEquals(words("a\n---\n[b](https://c.example/d) e", { columns: 60 }), [
    "12:00 eve  a",
    "      ────────────",
    "      b (https://c.example/d) e",
  ]);
});

Deno.test("A terminal draws a table by its columns where they have room, else in lines", () => {
  assertEquals(words("| name | 数 | sum |\n|:-:|--:|--:|\n| a | 1 | 20 |\n| **bob** | 12 |"), [
    "12:00 eve  ",
    "      name │ 数 │ sum",
    "      ─────┼────┼────",
    "       a   │  1 │  20",
    "      bob  │ 12",
  ]);
  assertEquals(words("|a|b|\n|-|-|\n|one and more|c|\n|d|two and more|", { columns: 30 }), [
    "12:00 eve  ",
    "      a │ b",
    "      one and more │ c",
    "      d │ two and more",
  ]);
});

Deno.test("A terminal shows nothing of what is hidden, with looks and without", () => {
  for (const weight of [true, false]) {
    assertEquals(words("It was ||Ann|| in\n> ||the\n> library||", { weight }), [
      "12:00 eve  It was ▒▒▒▒ in",
      "      │ ▒▒▒▒",
    ]);
  }
  assertEquals(words("a || b || c", { weight: false }), ["12:00 eve  a || b || c"]);
});
