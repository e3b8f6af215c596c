/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { strings } from "../../static/strings.ts";
import { admin } from "../../static/strings/admin.ts";
import { audit, type AuditStrings } from "../../static/strings/admin/audit.ts";
import { notify } from "../../static/strings/calling/notify.ts";
import { invites } from "../../static/strings/invites.ts";
import { moderation } from "../../static/strings/moderation.ts";
import { more } from "../../static/strings/more.ts";
import { firstSteps } from "../../static/strings/more/first_steps.ts";
import { inShort } from "../../static/strings/more/in_short.ts";
import { markup } from "../../static/strings/more/markup.ts";
import { sealedWords } from "../../static/strings/more/sealed.ts";
import { orders } from "../../static/strings/more/orders.ts";
import { ownData } from "../../static/strings/own_data.ts";
import { passkeys } from "../../static/strings/passkeys.ts";
import { reasons, refusals } from "../../static/strings/refusals.ts";
import { profileWords } from "../../static/strings/profile.ts";
import { reset } from "../../static/strings/reset.ts";
import { sending } from "../../static/strings/sending.ts";
import { showing } from "../../static/strings/showing.ts";
import { kindsInWords } from "../../static/admin/audit_words.ts";
import { sourceFiles } from "../support/source_tree.ts";

/** What the page says in English, and what it says when none of its scripts has come. */
const ENGLISH: Readonly<Record<string, object | string>> = {
  ...{ notLoaded: "The page has not loaded. Trying again…", strings, more, orders, invites },
  ...{ moderation, notify, firstSteps, ownData, passkeys, profileWords, reset, sending, showing },
  ...{ admin, audit, refusals, reasons, markup, inShort, sealedWords },
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

/** What may be the same in English and elsewhere. */
const SAME = new Set(["Hubbub", "bot", "Bots"]);
/** Words of English that no other language has; one of them is a sentence that was left over. */
const ENGLISH_WORDS = /\b(?:the|and|of|you|your|is|are|with|this|that|for|not|was|they)\b/i;
/** What words with something to tell are told: kinds of it, as each takes what it takes. */
const SAMPLES: readonly (readonly unknown[])[] = [
  ["⟦one⟧", "⟦two⟧", "⟦three⟧"],
  [4321, 8765, 7654],
  ["⟦one⟧", 8765, 7654],
  [1, 1, 1],
  [["⟦one⟧", "⟦two⟧"]],
];

/** Words, told something; `undefined` where they take something else. */
function told(word: unknown, sample: readonly unknown[]): string | undefined {
  if (typeof word !== "function") return String(word);
  try {
    const said = String(word(...sample));
    return said.includes("undefined") ? undefined : said;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

Deno.test("Each language says in its own words what English says, and all that English tells", async () => {
  const english = new Map(wordsOf(ENGLISH, ""));
  const wrong: string[] = [];
  for (const [tag, tables] of await languages()) {
    for (const [place, word] of wordsOf(tables, "")) {
      for (const sample of SAMPLES) {
        const original = told(english.get(place), sample);
        const said = told(word, sample);
        if (original === undefined || said === undefined) continue;
        const where = `${tag}${place}: ${said}`;
        if (ENGLISH_WORDS.test(said.replaceAll(/\{\w+\}/g, ""))) wrong.push(`${where} (English)`);
        const isSame = said === original && /\p{L}{2}/u.test(said.replaceAll(/⟦\w+⟧/g, ""));
        if (isSame && !SAME.has(said)) wrong.push(`${where} (as in English)`);
        for (const value of sample.flat().filter((value) => value !== 1)) {
          const isTold = !original.includes(String(value)) || said.includes(String(value));
          if (!isTold) wrong.push(`${where} (without ${value})`);
        }
      }
    }
  }
  assertEquals(wrong, []);
});

Deno.test("One of something is said as one where English does, in languages that tell one from many", async () => {
  const english = new Map(wordsOf(ENGLISH, ""));
  /** Whether one of something is said in other words than many are. */
  const tells = (word: unknown) => {
    const [one, many] = [told(word, [1]), told(word, [4321])];
    return one !== undefined && one.replaceAll("1", "") !== many?.replaceAll("4321", "");
  };
  const wrong: string[] = [];
  for (const [tag, tables] of await languages()) {
    const rules = new Intl.PluralRules(tag);
    if (rules.select(1) === rules.select(4321)) continue;
    for (const [place, word] of wordsOf(tables, "")) {
      if (typeof word !== "function" || word.length !== 1) continue;
      if (tells(english.get(place)) && !tells(word)) {
        wrong.push(`${tag}${place}: ${told(word, [1])}`);
      }
    }
  }
  assertEquals(wrong, []);
});

/** What stands in one list from which somebody chooses: the words, by their tables. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  admin: [
    "accounts hereNow waiting guests bots",
    "open listed hidden",
    "peopleCount files",
    "everybody makersAccounts makersAdmins",
    "keepSaid deleteSaid",
    "access changeRoom closeRoom",
  ],
  more: [
    "asSystem light dark",
    "enterUsual enterSends enterMakesLine",
    "off forMentions forAll",
    "setTopic copyRoomLink roomFiles pins goToDate hooks leaveRoom",
  ],
  moderation: ["open listed hidden", "mute5 mute60 muteDay muteOn unmute"],
  notify: ["chooseAll chooseMentions chooseNothing"],
};

Deno.test("No language calls two choices of one list the same", async () => {
  const wrong: string[] = [];
  for (const [tag, tables] of [["en", ENGLISH], ...await languages()] as const) {
    const kinds = kindsInWords(Object(tables)["audit"] as AuditStrings).map(([, text]) => text);
    const lists = Object.entries(LISTS).flatMap(([table, lists]) =>
      lists.map((names) => names.split(" ").map((name) => Object(Object(tables)[table])[name]))
    );
    for (const list of [...lists, kinds]) {
      const texts = list.map((text) => typeof text === "function" ? text("⟦one⟧") : text);
      assert(texts.every((text) => typeof text === "string" && text !== ""), `${tag}: ${texts}`);
      const same = texts.filter((text, index) => texts.indexOf(text) !== index);
      wrong.push(...same.map((text) => `${tag}: ${text}`));
    }
  }
  assertEquals(wrong, []);
});
