/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { passkeys } from "../../static/strings/passkeys.ts";
import { sourceFiles } from "../support/source_tree.ts";

Deno.test("Each word about passkeys is used, and no other is asked for", async () => {
  const files = (await sourceFiles(".ts")).filter(({ path }) =>
    /^static\/page\/(dialog\/(passkeys\b|claim_dialog)|screen\/passkey\.ts)/.test(path)
  );
  const used = files.flatMap(({ text }) =>
    [...text.matchAll(/\bwords\.(\w+)/g)].map(([, name = ""]) => name)
  );
  assertEquals(new Set(used), new Set(Object.keys(passkeys)));
});
