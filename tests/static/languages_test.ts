/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { strings } from "../../static/strings.ts";
import { admin } from "../../static/strings/admin.ts";
import { audit } from "../../static/strings/admin/audit.ts";
import { notify } from "../../static/strings/calling/notify.ts";
import { invites } from "../../static/strings/invites.ts";
import { moderation } from "../../static/strings/moderation.ts";
import { more } from "../../static/strings/more.ts";
import { firstSteps } from "../../static/strings/more/first_steps.ts";
import { orders } from "../../static/strings/more/orders.ts";
import { ownData } from "../../static/strings/own_data.ts";
import { passkeys } from "../../static/strings/passkeys.ts";
import { profileWords } from "../../static/strings/profile.ts";
import { reset } from "../../static/strings/reset.ts";
import { sending } from "../../static/strings/sending.ts";
import { showing } from "../../static/strings/showing.ts";
import { sourceFiles } from "../support/source_tree.ts";

/** What the page says in English, and what it says when none of its scripts has come. */
const ENGLISH: Readonly<Record<string, object | string>> = {
  ...{ notLoaded: "The page has not loaded. Trying again…", strings, more, orders, invites },
  ...{ moderation, notify, firstSteps, ownData, passkeys, profileWords, reset, sending, showing },
  ...{ admin, audit },
};

/** The languages of the page, by their tags. */
async function languages(): Promise<[tag: string, tables: Record<string, object>][]> {
  const files = (await sourceFiles(".ts")).filter(({ path }) =>
    path.startsWith("static/languages/")
  );
  return await Promise.all(
    files.map(async ({ path }): Promise<[string, Record<string, object>]> => [
      path.slice("static/languages/".length, -".ts".length),
      { ...await import(import.meta.resolve(`../../${path}`)) },
    ]),
  );
}

/** Every word of a table, below tables inside it too: where it stands, and what it is. */
function* wordsOf(table: unknown, place: string): Generator<[place: string, word: unknown]> {
  if (typeof table !== "object" || table === null) return yield [place, table];
  for (const [name, word] of Object.entries(table)) yield* wordsOf(word, `${place}.${name}`);
}

Deno.test("Each table in static/strings/ is known to these tests", async () => {
  const files = (await sourceFiles(".ts")).filter(({ path }) => path.startsWith("static/strings"));
  const adopted = files.flatMap(({ text }) =>
    [...text.matchAll(/\badopt\("(\w+)"/g)].map(([, name = ""]) => name)
  );
  assertEquals(new Set([...adopted, "notLoaded"]), new Set(Object.keys(ENGLISH)));
});

Deno.test("Each word of the page is there in each language, and takes as much", async () => {
  const all = await languages();
  assert(all.length > 0);
  const english = new Map(wordsOf(ENGLISH, ""));
  for (const [tag, tables] of all) {
    const other = new Map(wordsOf(tables, ""));
    const keys = (words: Map<string, unknown>) => [...words.keys()].toSorted();
    assertEquals(keys(other), keys(english), tag);
    for (const [place, word] of other) {
      assertEquals(typeof word, typeof english.get(place), tag + place);
      const isEmpty = word === "" && english.get(place) !== "";
      assert(!isEmpty, `${tag}${place} is empty`);
      if (typeof word === "function") {
        assert(word.length <= Object(english.get(place)).length, tag + place);
      }
    }
  }
});
