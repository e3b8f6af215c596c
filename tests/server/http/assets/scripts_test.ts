import { assert, assertEquals, assertRejects } from "@std/assert";
import { BUILD, loadScripts, writeBuild } from "../../../../server/http/assets/scripts.ts";
import { samplePage } from "../sample_page.ts";

const ROOT = new URL("../../../../", import.meta.url);

/** A page whose build can be told from what is made at start. */
async function builtPage(): Promise<URL & AsyncDisposable> {
  const root = await samplePage();
  await writeBuild(root);
  const file = new URL(BUILD, root);
  const build = await Deno.readTextFile(file);
  await Deno.writeTextFile(file, build.replaceAll("again and again", "as built"));
  return root;
}

async function isBuilt(root: URL): Promise<boolean> {
  const { modules } = await loadScripts(root);
  return modules.get("static/script.ts")?.includes("as built") ?? false;
}

Deno.test("A server takes the scripts of a build, as long as it is of the same sources", async () => {
  await using root = await builtPage();
  assert(await isBuilt(root));
  await Deno.writeTextFile(new URL("static/script.ts", root), "export {};\n");
  assert(!await isBuilt(root));
});

Deno.test("A server makes the scripts by itself where a build is none, or one of its sources is gone", async () => {
  await using root = await builtPage();
  const file = new URL(BUILD, root);
  const build = await Deno.readTextFile(file);
  for (const text of ["", "null", "[]", "{}", '{"sources":7}', build.replace('"modules"', '"m"')]) {
    await Deno.writeTextFile(file, text);
    assert(!await isBuilt(root), text);
  }
  await Deno.writeTextFile(file, build.replaceAll("static/script.ts", "static/gone.ts"));
  assert(!await isBuilt(root));
});

Deno.test("A runtime that strips no types needs a build of the same sources, and says so", async () => {
  await using root = await samplePage();
  const none = "there is no out/page.json; run `deno task build` with Deno 2.8.2 or newer";
  await assertRejects(() => loadScripts(root, false), Error, none);
  await writeBuild(root);
  assert((await loadScripts(root, false)).modules.has("static/script.ts"));
  await Deno.writeTextFile(new URL("static/script.ts", root), "export {};\n");
  const old = "out/page.json was made of other sources; run `deno task build`";
  await assertRejects(() => loadScripts(root, false), Error, old);
});

Deno.test("The page's scripts import what they run, and nothing for its types alone", async () => {
  const { modules } = await loadScripts(ROOT);
  const idle = [...modules].filter(([, text]) => /^(?:import|export)\s*\{\s*\}\s*from/m.test(text));
  assertEquals(idle.map(([path]) => path), []);
});
