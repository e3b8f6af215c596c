import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { loadAssets } from "../../../../server/http/assets/load.ts";
import { BUILD, loadScripts, writeBuild } from "../../../../server/http/assets/scripts.ts";
import { samplePage } from "../sample_page.ts";

const LANGUAGE = `/** Words. */
import type { Words } from "../script.ts";

const du = (count: number) => \`\${count} du\`;

export const notLoaded = "Ne \\"ŝargita\\" <ankoraŭ>…";

export const strings: Words = { one: "unu" };

export const more = {
  two: (count: number) => du(count),
};
`;

Deno.test("A file in static/languages/ is a language: pages name it, and each of its tables is a module", async () => {
  await using root = await samplePage({ "static/languages/eo.ts": LANGUAGE });
  const assets = await loadAssets(root);
  const get = async (path: string) => {
    const response = await assets.respond(new Request(new URL(path, "http://chat.example")));
    assert(response, path);
    return await response.text();
  };
  const page = await get("/");
  const [, href = "", title] =
    /<link rel="language" hreflang="eo" href="([^"]+)" title="([^"]+)">/.exec(page) ?? [];
  assertEquals(title, "Ne &quot;ŝargita&quot; &lt;ankoraŭ&gt;…");
  assertEquals(page.match(/rel="language"/g)?.length, 1);
  const more = await get(href.replace("?", "more.ts?"));
  assertStringIncludes(more, "const du = ");
  assert(!more.includes("unu") && !more.includes("import"));
  // A stack trace points into the file.
  const lineOf = (text: string) => text.split("\n").findIndex((line) => line.includes("du(count)"));
  assertEquals(lineOf(more), lineOf(LANGUAGE));
  assertStringIncludes(await get(href.replace("?", "strings.ts?")), 'one: "unu"');
  assertEquals(
    assets.respond(new Request(`http://chat.example/${href.replace("?", "eo.ts?")}`)),
    undefined,
  );
});

Deno.test("A page of an operator's own scripts names no languages: it may have its own", async () => {
  await using root = await samplePage({ "static/languages/eo.ts": LANGUAGE });
  const own = new TextEncoder().encode("<head><title>Mine</title></head>");
  const assets = await loadAssets(root, undefined, new Map([["static/index.html", own]]));
  const page = await (await assets.respond(new Request("http://chat.example/")))?.text();
  assertEquals(page, "<head><title>Mine</title></head>");
});

Deno.test("A language that would load something is refused, as each of its tables would", async () => {
  const text = LANGUAGE.replace("import type", "import");
  await using root = await samplePage({ "static/languages/eo.ts": text });
  const why = "Cannot serve static/languages/eo.ts: a language imports types only";
  await assertRejects(() => loadAssets(root), Error, why);
});

Deno.test("A build is of the languages that were there: with another it is made anew", async () => {
  await using root = await samplePage({ "static/languages/eo.ts": LANGUAGE });
  await writeBuild(root);
  const file = new URL(BUILD, root);
  const build = await Deno.readTextFile(file);
  await Deno.writeTextFile(file, build.replaceAll("unu", "as built"));
  const strings = async (tag: string) =>
    (await loadScripts(root)).modules.get(`static/languages/${tag}/strings.ts`);
  assertStringIncludes(await strings("eo") ?? "", "as built");
  await Deno.writeTextFile(new URL("static/languages/io.ts", root), LANGUAGE);
  assertStringIncludes(await strings("io") ?? "", "unu");
  assertStringIncludes(await strings("eo") ?? "", "unu");
});
