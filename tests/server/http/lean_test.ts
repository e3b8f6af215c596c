import { stripTypeScriptTypes } from "node:module";
import { assert, assertEquals } from "@std/assert";
import { leanScript, leanStyle } from "../../../server/http/lean.ts";
import { sourceFiles } from "../../support/source_tree.ts";
import { TempFolder } from "../../support/temp_folder.ts";

Deno.test("leanScript leaves out comments, spaces and what stands before a bracket for nothing", () => {
  const lean: [string, string][] = [
    ["/** Why. */\nlet a = [1, 2,]; // beside it\n", "let a=[1,2];"],
    ["if (a) {\n  b();\n}\nelse return c;", "if(a){b()}else return c;"],
    ["a = b + +c - -d++ - e;", "a=b+ +c- -d++-e;"],
    ["const a = undefined, b = true;", "let a=void 0,b=!0;"],
    ["for (const a of [...b]) await c;", "for(let a of[...b])await c;"],
    ["a.b((c) => d(c), async (e) => {});", "a.b(c=>d(c),async(e)=>{});"],
  ];
  for (const [source, expected] of lean) assertEquals(leanScript(source), expected);
});

Deno.test("leanScript leaves strings, templates and regular expressions as they are", () => {
  const kept = [
    "a('//  no comment', \"/* nor */ {  }\")".replace(", ", ","),
    "a=`  ${b}  // ${c(`}  `)}  `",
    "a=/[/*]  ,}/u.test(b)/2/c",
    "return/ +/.exec(a)",
    "a=b.c(/`  /g)",
  ];
  for (const source of kept) assertEquals(leanScript(source), source);
});

Deno.test("leanScript gives short names to what only a class itself can see", () => {
  const source =
    "class A { #first = 1; get b() { return this.#first + this.#second(); } #second() {} }";
  const lean = "class A{#a=1;get b(){return this.#a+this.#b()}#b(){}}";
  assertEquals(leanScript(source), lean);
  const many = Array.from({ length: 60 }, (_, i) => `#field${i};`);
  const names = leanScript(`class A { ${many.join(" ")} }`).match(/#\w+/g);
  assertEquals(new Set(names).size, 60);
});

Deno.test("leanScript gives short names to variables and parameters, and to no property", () => {
  const lean: [string, string][] = [
    ["let first = 1, second = first;", "let a=1,second=a;"],
    ["const [first, ...second] = third;", "let[a,...b]=third;"],
    ["function twice(word = word.twice) { return word; }", "function a(b=b.twice){return b}"],
    ["for (const word of words) word.say(word);", "for(let a of words)a.say(a);"],
    ["class Word { word = 1; say(word) { return word; } }", "class a{word=1;say(b){return b}}"],
    [
      "const word = 1; a(`${word} word`, { b: word, word: 2 });",
      "let c=1;a(`${c} word`,{b:c,word:2});",
    ],
    ["const { word } = a; word();", "let{word}=a;word();"],
    [
      "export const word = 1; export function say() {}",
      "export let word=1;export function say(){}",
    ],
    [
      'import { word, b } from "c"; word(word(), word, b);',
      'import{word as a,b}from"c";a(a(),a,b);',
    ],
    [
      'import { word } from "c"; word(); export { word };',
      'import{word}from"c";word();export{word};',
    ],
    ["if (word) { a(); } switch (word) { }", "if(word){a()}switch(word){}"],
  ];
  for (const [source, expected] of lean) assertEquals(leanScript(source), expected);
});

Deno.test("leanStyle leaves out what a browser does not need", () => {
  const source =
    "/* Why. */\n\na:hover > b,\nc {\n  top: calc(100% - 0.5rem);\n  margin: 0 10.5px 0.20px;\n}\n";
  assertEquals(leanStyle(source), "a:hover>b,c{top:calc(100% - .5rem);margin:0 10.5px .2px}");
});

Deno.test("leanStyle gives each variable a short name of its own, the same in each style", async () => {
  const styles = (await sourceFiles(".css")).filter(({ path }) => path.startsWith("static/"));
  const names = styles.flatMap(({ text }) => text.match(/(?<![\w-])--[a-z-]+/g) ?? []);
  const short = new Map([...new Set(names)].map((name) => [leanStyle(name), name]));
  assertEquals(short.size, new Set(names).size);
  for (const name of ["--hue", "--top", "--left"]) assertEquals(short.get(name), name);
  const [use = "", definition = ""] = leanStyle("a{color:var(--text)}|b{--text:red}").split("|");
  assertEquals(definition, `b{${use.match(/--\w{1,3}/)?.[0]}:red}`);
});

Deno.test("No script sets a variable that has another name in a style", async () => {
  const scripts = (await sourceFiles(".ts", ".html")).filter(({ path }) =>
    path.startsWith("static/")
  );
  const set = scripts.flatMap(({ text }) => text.match(/(?<=\x22)--[a-z-]+/g) ?? []);
  assertEquals(new Set(set), new Set(["--hue", "--top", "--left"]));
});

Deno.test("What a browser gets of each of our scripts is still a script", async () => {
  const scripts = (await sourceFiles(".ts")).filter(({ path }) => path.startsWith("static/"));
  for (const { path, text } of scripts) {
    const lean = leanScript(stripTypeScriptTypes(text));
    // Only a module may import and export; what they stand before is the same in a function.
    const body = lean.replaceAll(/import\{[^}]*\}from"[^"]*";|export\{[^}]*\};/g, "")
      .replaceAll(/(?<=^|[;}])export /g, "");
    try {
      new Function(`return async () => {${body}}`);
    } catch (error) {
      throw new Error(`${path} is none any more: ${error}`);
    }
  }
});

/** The names that scripts ask for and do not have, such as `document`: with whom, and how often. */
async function undefinedNames(scripts: Map<string, string>): Promise<string[]> {
  await using folder = await TempFolder.make();
  for (const [path, text] of scripts) {
    await Deno.writeTextFile(folder.file(path.replaceAll("/", "+")), text);
  }
  await Deno.writeTextFile(folder.file("deno.json"), "{}");
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["lint", "--json", "--rules-tags=", "--rules-include=no-undef"],
    cwd: folder.path,
  }).output();
  const { diagnostics } = JSON.parse(new TextDecoder().decode(stdout)) as {
    diagnostics: { filename: string; message: string }[];
  };
  return diagnostics.map(({ filename, message }) => `${filename.replace(/.*\+/, "")}: ${message}`)
    .sort();
}

Deno.test("What a browser gets of our scripts asks for the names that they ask for", async () => {
  const scripts = (await sourceFiles(".ts")).filter(({ path }) => path.startsWith("static/"));
  const asTheyAre = new Map(scripts.map(({ path, text }) => [path, stripTypeScriptTypes(text)]));
  const lean = new Map(
    scripts.map(({ path, text }) => [path, leanScript(stripTypeScriptTypes(text))]),
  );
  const asked = await undefinedNames(asTheyAre);
  assert(asked.some((name) => name.includes("document")));
  assertEquals(await undefinedNames(lean), asked);
});

Deno.test("leanScript makes one of declarations that follow each other, and returns nothing briefly", () => {
  const lean: [string, string][] = [
    ["const a = 1;\nlet b;\nconst { c } = d;\ne();\nconst f = 1;", "let a=1,b,{c}=d;e();let f=1;"],
    ["export const a = 1;\nconst b = 2;\nconst c = 3;", "export let a=1;let b=2,c=3;"],
    ["for (let a = 1; a < 2; a++) b();\nlet c;", "for(let a=1;a<2;a++)b();let c;"],
    [
      "let a = () => {\n  b();\n  return undefined;\n};\nlet c;",
      "let a=()=>{b();return},c;",
    ],
    ["const a = 10_000 + b_1;", "let a=10000+b_1;"],
    ["let a = `x${b({})}y`;\nlet c = 1;", "let a=`x${b({})}y`,c=1;"],
  ];
  for (const [source, expected] of lean) assertEquals(leanScript(source), expected);
});
