/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { passkeys as chinese } from "../../static/strings/zh/passkeys.ts";
import { sourceFiles } from "../support/source_tree.ts";

// The table asks the page which language it speaks.
Object.assign(globalThis, { document: { documentElement: { lang: "en" } } });
const { passkeys } = await import("../../static/strings/passkeys.ts");

Deno.test("Each word about passkeys is there in each language, is used, and no other is asked for", async () => {
  assertEquals(Object.keys(chinese), Object.keys(passkeys));
  for (const [name, word] of Object.entries(passkeys)) {
    const other = Object.entries(chinese).find(([key]) => key === name)?.[1];
    assertEquals(typeof other, typeof word, name);
    assert(other !== "", name);
  }
  const files = (await sourceFiles(".ts")).filter(({ path }) =>
    /^static\/page\/(dialog\/(passkeys\b|claim_dialog)|screen\/passkey\.ts)/.test(path)
  );
  const used = files.flatMap(({ text }) =>
    [...text.matchAll(/\bwords\.(\w+)/g)].map(([, name = ""]) => name)
  );
  assertEquals(new Set(used), new Set(Object.keys(passkeys)));
});
