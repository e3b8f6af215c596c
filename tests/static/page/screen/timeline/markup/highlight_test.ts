/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { piecesOfCode } from "../../../../../../static/page/screen/timeline/markup/highlight.ts";
import { WORDS } from "../../../../../../static/page/screen/timeline/markup/keywords.ts";
import {
  languageOf,
  languages,
  nameOf,
} from "../../../../../../static/page/screen/timeline/markup/languages.ts";
import { HOSTILE_TEXTS } from "../../../../../support/hostile_texts.ts";
import { stepsOf } from "../../../../../support/measure/steps.ts";

/** The pieces that have a colour, as `k:if s:"a"`. */
function coloured(text: string, language: string): string {
  return piecesOfCode(text, language).filter(({ kind }) => kind !== undefined)
    .map(({ kind, text }) => `${kind?.[0]}:${text}`).join(" ");
}

const SAMPLES: readonly (readonly [language: string, text: string, pieces: string])[] = [
  ["javascript", "const a = `b\n${c}`; // d", "k:const s:`b\n${c}` c:// d"],
  ["typescript", 'let n: number = 0x1f; "it\'s"', 'k:let k:number n:0x1f s:"it\'s"'],
  ["json", '{"a": [1.5e3, true, "b"]}', 'n:"a" n:1.5e3 k:true s:"b"'],
  ["python", "@a\ndef f(): # b\n  '''c\nd'''", "n:@a k:def c:# b s:'''c\nd'''"],
  ["go", "func f() { return `a` + 'b' } /* c\n */", "k:func k:return s:`a` s:'b' c:/* c\n */"],
  ["rust", 'fn f<\'a>() { println!("b") }', 'k:fn n:println! s:"b"'],
  [
    "java",
    '@Override public int f() { return 1; } // "',
    'n:@Override k:public k:int k:return n:1 c:// "',
  ],
  ["kotlin", 'fun f() = "a\\"b"', 'k:fun s:"a\\"b"'],
  ["c", "#include <a.h>\nint main() { return 0; }", "n:#include k:int k:return n:0"],
  ["cpp", "std::string a = nullptr;", "k:std k:string k:nullptr"],
  ["csharp", "using A; // b\nvar c = 'd';", "k:using c:// b k:var s:'d'"],
  ["shell", 'echo "$A" $B --all # c', 'k:echo s:"$A" n:$B n:--all c:# c'],
  ["sql", "SELECT a FROM b WHERE c = 'd' -- e", "k:SELECT k:FROM k:WHERE s:'d' c:-- e"],
  ["html", '<a href="b">c</a><!-- d -->', 'n:<a k:href s:"b" n:> n:</a> c:<!-- d -->'],
  ["xml", "<a:b c='d'/>", "n:<a:b k:c s:'d' n:/>"],
  ["css", "a { color: #fff; top: -1.5rem } /* b */", "n:color n:#fff n:top n:-1.5rem c:/* b */"],
  ["yaml", "a: true # b\n- c: 'd'", "n:a k:true c:# b n:- c s:'d'"],
  ["toml", '[a]\nb = "c" # d', 'k:[a] n:b s:"c" c:# d'],
  ["diff", "--- a\n@@ 1 @@\n+b\n-c\n d", "c:--- a n:@@ 1 @@ a:+b r:-c"],
  ["markdown", "# a\n- `b` [c](d)", "k:# a n:- s:`b` n:](d)"],
  ["php", "<?php echo $a; // b", "n:<?php k:echo n:$a c:// b"],
  ["ruby", "def a; @b = :c # d", "k:def n:@b n::c c:# d"],
];

Deno.test("Code has its colours in each language that is known", () => {
  for (const [language, text, pieces] of SAMPLES) {
    assertEquals(coloured(text, language), pieces, language);
  }
  assertEquals(SAMPLES.map(([language]) => language).toSorted(), languages().toSorted());
  assertEquals(Object.keys(WORDS).filter((one) => !languages().includes(one)), []);
});

Deno.test("A language goes by what people write behind a fence, and has a name", () => {
  for (
    const [word, name] of [["JS", "JavaScript"], ["c++", "C++"], ["sh", "Shell"], ["rs", "Rust"]]
  ) assertEquals(nameOf(languageOf(word!) ?? ""), name);
  for (const word of ["brainfuck", "", "constructor", "__proto__"]) {
    assertEquals(languageOf(word), undefined, word);
  }
});

Deno.test("Colours change no letter, whatever code is said to be, and twice as much costs twice", () => {
  for (const language of languages()) {
    for (const [name, make] of Object.entries(HOSTILE_TEXTS)) {
      const [half, whole] = [2_000, 4_000].map((length) => {
        const text = make(length);
        let pieces: string[] = [];
        const steps = stepsOf(() => pieces = piecesOfCode(text, language).map(({ text }) => text));
        assertEquals(pieces.join(""), text);
        return steps;
      });
      assert(whole! <= 2.5 * half! + 100, `${language}, ${name}: ${half} steps, then ${whole}`);
    }
  }
});

const HARD = ['"', "'", "`", "/*", "<!--", '"""', "<a ", "$", "a:", "-", "#", " ", "a", "0", "\\"];

/** The milliseconds that it takes to colour texts that are hard to read: of each the shortest of some times. */
function timeOf(language: string, length: number): number {
  const times = HARD.map((mark) => {
    const text = mark.repeat(length / mark.length);
    return Math.min(...Array.from({ length: 5 }, () => {
      const begun = performance.now();
      piecesOfCode(text, language);
      return performance.now() - begun;
    }));
  });
  // What is less says nothing.
  return Math.max(2, times.reduce((sum, time) => sum + time));
}

Deno.test("No expression that colours code goes back over it again and again", () => {
  // Steps inside of an expression are not counted, so here is a time: others' work only makes it longer.
  for (const language of languages()) {
    const growths = [];
    do growths.push(timeOf(language, 16_000) / timeOf(language, 8_000)); while (
      growths.at(-1)! > 3 && growths.length < 8
    );
    assert(growths.at(-1)! <= 3, `${language}: ${growths}`);
  }
});
