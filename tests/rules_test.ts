import { assert, assertEquals } from "@std/assert";
import { sourceFiles } from "./support/source_tree.ts";

const RULES = new URL("../docs/rules.md", import.meta.url);
/** A test that enforces a rule: its file, and its name, which may go on in the next line. */
const ENFORCED = /^- `(tests\/[^`]+)`: ([^\n]+(?:\n {2}[^\n]+)*)/gm;

Deno.test("Every rule has the next number, and is enforced by tests that there are", async () => {
  const files = new Map((await sourceFiles("_test.ts")).map(({ path, text }) => [path, text]));
  const [, ...rules] = (await Deno.readTextFile(RULES)).split(/^## /m);
  for (const [i, rule] of rules.entries()) {
    assert(rule.startsWith(`R${i + 1}. `), `rule ${i + 1} is numbered: ${rule.slice(0, 40)}`);
    const tests = [...rule.matchAll(ENFORCED)];
    assert(tests.length > 0, `R${i + 1} is enforced by a test`);
    for (const [, file = "", name = ""] of tests) {
      const title = name.replace(/\s+/g, " ");
      const text = files.get(file) ?? "";
      const isThere = [`Deno.test("${title}"`, `Deno.test(\`${title}\``]
        .some((start) => text.replace(/\(\s+/g, "(").includes(start));
      assert(isThere, `R${i + 1} names a test that is in ${file}: ${title}`);
    }
  }
  assertEquals(rules.length > 0, true);
});
