import { assertEquals } from "@std/assert";
import { blankComments, stripTypes } from "../../../../server/http/assets/strip.ts";

Deno.test("blankComments empties comments that have their lines for themselves, and no others", () => {
  const source = [
    "/** What `it` is",
    " * for. */",
    "  // A line.",
    'const url = "http://x"; // Behind code.',
    "/* one */ const a = 1; /* two */",
    "  /* A ' quote",
    "     and more */  ",
    "const pattern = /\\/\\*/;",
    "",
  ];
  const blank = source.with(0, "").with(1, "").with(2, "").with(5, "").with(6, "");
  assertEquals(blankComments(source.join("\n")), blank.join("\n"));
});

Deno.test("blankComments leaves all of a script whose templates may look like comments", () => {
  const source = "// Why.\nconst text = `\n// said\n/* so */\n`;\n";
  assertEquals(blankComments(source), source);
});

Deno.test("blankComments knows a backtick that begins no template: in a string, or escaped", () => {
  const code = 'const fence = "```";\nconst LETTER = /[\\`@]/;\nconst inside = `\\``;\n';
  assertEquals(blankComments(`// Why.\n${code}`), `\n${code}`);
  const template = 'const text = `a "b" \\`\n// said\n`;\n';
  assertEquals(blankComments(template), template);
});

Deno.test("stripTypes leaves each word in its line, and nothing in the place of types", () => {
  const source = "/** Why. */\nexport class A<T> {\n  #b: T | undefined;\n  c!: number;\n}\n" +
    'import type { D } from "./d.ts";\nconst é = (f: Map<string, number>): D => f as D;\n';
  const script = "\nexport class A {\n  #b   ;\n  c ;\n}\n\nconst é = (f  )  => f  ;\n";
  assertEquals(stripTypes(source), script);
});
