import { assert, assertEquals } from "@std/assert";
import { chosenLanguage } from "../../../client/program/chosen_language.ts";
import { LANGUAGES, say, sentence, speakIn, told } from "../../../client/program/languages.ts";
import * as es from "../../../client/program/languages/es.ts";
import * as zh from "../../../client/program/languages/zh.ts";
import { helpOn } from "../../../client/terminal/commands/help.ts";
import { COMMANDS, GROUPS } from "../../../client/terminal/commands/table.ts";
import { Here } from "../../../client/terminal/rooms/here.ts";
import { columnsOf } from "../../../client/terminal/view/wrap.ts";
import { speech } from "../../../client/connection/link.ts";
import { sourceFiles } from "../../support/source_tree.ts";
import { sentencesOfTerminal } from "./sentences.ts";

const OTHERS = { es, zh };
/** A screen of 24 rows has these above the status line and the prompt, and its last column stays free. */
const ROWS = 22;
const COLUMNS = 79;
/** Words of English that no other language has; one of them is a sentence that was left over. */
const ENGLISH = /\b(?:the|and|of|you|your|is|are|with|this|that|for|not|was|they)\b/i;
/** What is written so in any language: commands with what stands behind them, options, and names. */
const LITERAL = /\/[\w-]+|--[\w-]+|\bfor 1h\b|\{\d\}/g;

/** Speaks a language for as long as something is done. */
async function speaking(tag: string, act: () => unknown): Promise<void> {
  await speakIn(tag);
  try {
    await act();
  } finally {
    await speakIn("en");
  }
}

Deno.test("Each sentence of the terminal is there in each language, and takes the same values", async () => {
  const wanted = [...await sentencesOfTerminal()].toSorted();
  assert(wanted.length > 350, `${wanted.length}`);
  for (const [tag, { sentences }] of Object.entries(OTHERS)) {
    assertEquals(Object.keys(sentences).toSorted(), wanted, tag);
    for (const [english, words] of Object.entries(sentences)) {
      const values = (text: string) => new Set(text.match(/\{\d\}/g));
      assertEquals(values(words), values(english), `${tag}: ${english}`);
      assert(words !== "", `${tag}: ${english}`);
      assert(!ENGLISH.test(words.replaceAll(LITERAL, "")), `${tag}: ${words}`);
    }
  }
});

Deno.test("A language is a file: each in the folder is spoken, and no other", async () => {
  const files = (await sourceFiles(".ts")).map(({ path }) =>
    /^client\/program\/languages\/(.*)\.ts$/.exec(path)?.[1]
  ).filter((tag) => tag !== undefined);
  assertEquals(["en", ...files].toSorted(), [...LANGUAGES]);
  assertEquals(Object.keys(OTHERS).toSorted(), files.toSorted());
});

Deno.test("say puts values where a language has them, and told tells what was marked", async () => {
  const marked = sentence`You are in no room: /join ROOM`;
  const spoken = () => [say`${"Over"} in ${3} s`, told(marked), told("no sentence of ours")];
  assertEquals(spoken(), ["Over in 3 s", marked, "no sentence of ours"]);
  await speaking("zh", () => {
    assertEquals(spoken(), ["3 秒后Over", "你不在任何房间：/join ROOM", "no sentence of ours"]);
    assertEquals(told("The server cannot be reached: refused"), "连不上服务器：refused");
    assertEquals(
      told("The server cannot be reached: nothing moved for 30 s"),
      "连不上服务器：30 秒没有进展",
    );
  });
  assertEquals(spoken()[1], marked);
});

Deno.test("A refusal of the server is told in the language, with its values", async () => {
  const refused = {
    ...{ reason: "muted", code: "muted-for", params: { room: "ops", ms: 600_000 } },
    message: "Cannot say: you are muted in ops for 10 minutes",
  };
  assertEquals(speech.say(refused), refused.message);
  await speaking("zh", () => assertEquals(speech.say(refused), "你在 ops 被禁言，还剩 10分钟"));
  const { code: _, params: __, ...uncoded } = refused;
  await speaking(
    "es",
    () => assert(speech.say(uncoded).includes("10 minutos"), speech.say(uncoded)),
  );
  const unknown = { reason: "of-the-future", message: "Cannot say: as never before" };
  await speaking("zh", () => assertEquals(speech.say(unknown), unknown.message));
});

Deno.test("/help fits a screen in each language, with its columns one below the other", async () => {
  for (const tag of Object.keys(OTHERS)) {
    await speaking(tag, () => {
      const topics = ["", ...Object.keys(GROUPS), ...COMMANDS.map(({ name }) => name)];
      for (const topic of topics) {
        const lines = helpOn(topic) ?? [];
        assert(lines.length <= ROWS, `${tag} ${topic}: ${lines.length} rows`);
        for (const line of lines) assert(columnsOf(line) <= COLUMNS, `${tag} ${topic}: ${line}`);
        const text = lines.join(" ").replaceAll(LITERAL, "");
        assert(!ENGLISH.test(text), `${tag} ${topic}: ${text}`);
      }
    });
  }
  await speaking("zh", () => {
    const [row = ""] = helpOn("keys")?.filter((line) => line.startsWith("Alt-1…")) ?? [];
    assertEquals(columnsOf(row.slice(0, row.indexOf("去你的"))), 16);
  });
});

Deno.test("A mute is told in the language that is spoken when it is shown", async () => {
  const here = new Here();
  const joined = { type: "joined", room: "ops", count: 1, members: ["ada"], head: 0 } as const;
  const muted = { ...joined, topic: "", muted: { ms: 1e15 }, members: ["ada"] };
  await speaking("zh", () => {
    here.joined({ ...muted });
    assertEquals(here.heard(muted as never, (room) => `#${room}`, 0), ["你在 #ops 被禁言"]);
  });
  assertEquals(here.mute("ops", 0), "muted");
});

Deno.test("The language is the option's, else that which was kept, else the locale's, and never C's", async () => {
  const home = await Deno.makeTempDir();
  try {
    const by = (variables: Record<string, string>, option?: string) =>
      chosenLanguage(option, (name) => ({ XDG_CONFIG_HOME: home, ...variables })[name]);
    assertEquals(await by({}), "en");
    assertEquals(await by({ LANG: "zh_CN.UTF-8" }), "zh");
    assertEquals(await by({ LANG: "zh_CN.UTF-8", LC_MESSAGES: "es_MX" }), "es");
    assertEquals(await by({ LANG: "zh_CN.UTF-8", LC_ALL: "en_GB.UTF-8" }), "en");
    assertEquals(await by({ LANG: "fr_FR.UTF-8" }), "en");
    assertEquals(await by({ LANG: "zh_CN.UTF-8" }, "es"), "es");
    await Deno.mkdir(`${home}/hubbub`);
    await Deno.writeTextFile(`${home}/hubbub/settings.json`, '{"language":"es"}');
    assertEquals(await by({}), "es");
    assertEquals(await by({ LANG: "zh_CN.UTF-8" }), "es");
    for (const locale of ["C", "POSIX", "C.UTF-8"]) {
      assertEquals(await by({ LANG: "zh_CN.UTF-8", LC_ALL: locale }), "en");
      assertEquals(await by({ LC_ALL: locale }, "zh"), "zh");
    }
    await Deno.writeTextFile(`${home}/hubbub/settings.json`, '{"language":"of nobody"}');
    assertEquals(await by({}), "en");
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

Deno.test("Whatever a part of the terminal prints is said in the language, and not in English only", async () => {
  // What is printed as it is: words in quotes or backticks without the tag.
  const printed =
    /\b(?:print|quiet|wrong|note|confirm|mistake|console\.(?:log|error))\(\s*["`][^"`]*/g;
  const files = (await sourceFiles(".ts")).filter(({ path }) =>
    /^client\/(?:terminal|sign_in|program\/(?!help|languages\/)|terminal\.ts)/.test(path)
  );
  assert(files.length > 80, `${files.length}`);
  const english = files.flatMap(({ path, text }) =>
    [...text.matchAll(printed)].map(([words]) => words.replaceAll(/\$\{[^}]*\}/g, ""))
      .filter((words) => /\(\s*["`].*[a-z]{2}/i.test(words)).map((words) => `${path}: ${words}`)
  );
  assertEquals(english, []);
});
