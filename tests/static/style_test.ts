import { assertEquals } from "@std/assert";

const STYLE = new URL("../../static/style/", import.meta.url);
/** As `base.css` has it. */
const ROOT_PX = 15;

// Parts come when they are needed and stay: one that came later would change what an earlier one shows.
Deno.test("Each class that stands alone is styled by one sheet of the page", async () => {
  const sheets = new Map<string, Set<string>>();
  for await (const { path, css } of sheetsIn("")) {
    for (const [, name = ""] of css.matchAll(/(?<=^|[},])\s*\.([\w-]+)\s*(?=[,{])/g)) {
      sheets.set(name, (sheets.get(name) ?? new Set()).add(path));
    }
  }
  const shared = [...sheets].filter(([, paths]) => paths.size > 1);
  assertEquals(shared.map(([name, paths]) => `.${name}: ${[...paths].join(", ")}`), []);
});

// What "rem" is of: 15 px unless somebody has set their browser otherwise.
Deno.test("No text is smaller than 12 px", async () => {
  const small: string[] = [];
  for (const folder of ["", "admin/"]) {
    for await (const { path, css } of sheetsIn(folder)) {
      for (const [rule, size = ""] of css.matchAll(/font-size: ([\d.]+)rem/g)) {
        if (Number(size) * ROOT_PX < 12) small.push(`${path}: ${rule}`);
      }
    }
  }
  assertEquals(small, []);
});

Deno.test("No code is smaller than 13 px", async () => {
  const small: string[] = [];
  for await (const { path, css } of sheetsIn("")) {
    const rules = css.matchAll(/([^{}]*)\{[^{}]*font-size: ([\d.]+)r?em[^{}]*\}/g);
    for (const [, selector = "", size] of rules) {
      const isCode = /(?:^|[\s,>(])(?:pre|code)\s*[,)]?\s*$/.test(selector.trim());
      if (isCode && Number(size) * ROOT_PX < 13) small.push(`${path}: ${selector.trim()}`);
    }
  }
  assertEquals(small, []);
});

/** The style sheets of the page, without their comments. The administrators' page has its own. */
async function* sheetsIn(folder: string): AsyncGenerator<{ path: string; css: string }> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, STYLE))) {
    const path = folder + name;
    if (path === "admin") continue;
    if (isDirectory) yield* sheetsIn(`${path}/`);
    else {yield {
        path,
        css: (await Deno.readTextFile(new URL(path, STYLE))).replace(/\/\*.*?\*\//gs, ""),
      };}
  }
}
