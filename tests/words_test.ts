import { assertEquals } from "@std/assert";
import { sourceFiles } from "./support/source_tree.ts";
import words from "./words.json" with { type: "json" };

Deno.test("Nothing is called by a word of our own where the field has one", async () => {
  const found: string[] = [];
  const files = await sourceFiles(".ts", ".md", ".css", ".html");
  for (const [word, better] of Object.entries(words)) {
    const pattern = new RegExp(`\\b${word}s?\\b`, "i");
    for (const { path, text } of files) {
      if (pattern.test(text)) found.push(`${path} says ${word}: say ${better}`);
    }
  }
  assertEquals(found, []);
});
