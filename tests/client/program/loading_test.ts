import { assert, assertEquals } from "@std/assert";
import { SourceFile, sourceFiles } from "../../support/source_tree.ts";

/** All that is loaded before a file is run: not what it loads later, where it is wanted. */
async function loadedBefore(path: string): Promise<Set<string>> {
  const files = (await sourceFiles(".ts")).map(({ path, text }) => {
    const atOnce = text.replaceAll(/\bimport\(/g, "load(")
      .replaceAll(/^(?:import|export) type\b[^;]*;/gm, "");
    return new SourceFile(path, atOnce);
  });
  const imports = new Map(files.map(({ path, imports }) => [path, imports]));
  const found = new Set([path]);
  for (const file of found) for (const target of imports.get(file) ?? []) found.add(target);
  return found;
}

Deno.test("The program asks who one is, and does a command, before it loads the screen", async () => {
  const isOfScreen = (path: string) => /^client\/terminal(\.ts$|\/)/.test(path);
  for (const path of ["client.ts", "client/program.ts", "client/program/chat.ts"]) {
    const loaded = await loadedBefore(path);
    assertEquals([...loaded].filter(isOfScreen), [], path);
  }
  const commands = await loadedBefore("client/commands.ts");
  assert(!commands.has("client/terminal.ts"));
  const program = await loadedBefore("client/program.ts");
  assertEquals([...program].filter((path) => path === "client/commands.ts"), []);
  const screen = await loadedBefore("client/terminal.ts");
  assert(screen.size > 40);
  assertEquals([...screen].filter((path) => /pictures\/(encode|png|sixel)/.test(path)), []);
});

Deno.test("Somebody is asked who they are once a few modules are loaded, and none of the library", async () => {
  const paths = ["client.ts", "client/program.ts", "client/program/chat.ts"];
  const loaded = (await Promise.all(paths.map(loadedBefore))).flatMap((files) => [...files]);
  const isLate =
    /^client\/(connection|commands|library\/(?!errors)|sign_in\/(?!identity)|program\/languages\/)/;
  assertEquals(loaded.filter((path) => isLate.test(path)), []);
  // Each module costs, and so do its letters: who waits for the question waits for all of them.
  const modules = new Set(loaded);
  const sizes = (await sourceFiles(".ts")).filter(({ path }) => modules.has(path))
    .map(({ text }) => text.length);
  assert(modules.size <= 14, `${modules.size}`);
  const letters = sizes.reduce((sum, size) => sum + size);
  assert(letters <= 28_000, `${letters}`);
});

Deno.test("Tables of letters and formats are made where they are wanted, and not with their modules", async () => {
  // Each of these takes as long as twenty modules, and more than a bare program's start together.
  const slow = /\\p\{RGI_Emoji\}|--\[\\p\{|new Intl\./;
  const files = (await sourceFiles(".ts")).filter(({ path }) => /^(client|protocol)\//.test(path));
  const atOnce = files.flatMap(({ path, text }) =>
    text.matchAll(/^(?:export )?(?:const|let) [^]*?;$/gm)
      .filter(([statement]) => slow.test(statement) && !statement.includes("=>"))
      .map(([statement]) => `${path}: ${statement}`).toArray()
  );
  assertEquals(atOnce, []);
});
