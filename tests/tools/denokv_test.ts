import { assertEquals, assertStringIncludes } from "@std/assert";
import { cachedDenokv, DENOKV } from "../../tools/denokv.ts";
import { TempFolder } from "../support/temp_folder.ts";
import { runTool } from "./programs.ts";

/** A cargo that makes a program in the folder that it is told, and counts. */
const CARGO = `#!/bin/sh
echo "$@" >>"$0.log"
mkdir -p "$7/bin" && echo made >"$7/bin/denokv"
`;
/** One that can't compile. */
const BROKEN = "#!/bin/sh\necho 'error: linker not found' >&2\nexit 101\n";
/**
 * Done by another process: what this one has open for writing while it starts any program, for another
 * test perhaps, cannot be run as long as that program has not begun.
 */
const WRITE_PROGRAM = 'printf %s "$2" > "$1" && chmod +x "$1"';

/** A machine with a cargo that does as a script, or without one. */
async function machine(folder: TempFolder, cargo?: string) {
  await Deno.mkdir(folder.file("bin"));
  if (cargo !== undefined) {
    const args = ["-c", WRITE_PROGRAM, "sh", folder.file("bin/cargo"), cargo];
    assertEquals((await new Deno.Command("sh", { args }).output()).code, 0);
  }
  // Our Deno starts itself by its path.
  const env = {
    PATH: cargo === undefined ? folder.file("bin") : `${folder.file("bin")}:/usr/bin:/bin`,
    XDG_CACHE_HOME: folder.file("cache"),
  };
  return { env, bring: () => runTool("denokv", [], undefined, env) };
}

Deno.test("denokv is compiled once, into the folder for what can be made again", async () => {
  await using folder = await TempFolder.make();
  const { env, bring } = await machine(folder, CARGO);
  const get = (name: string) => new Map(Object.entries(env)).get(name);
  assertEquals(cachedDenokv({ get }), undefined);
  const root = `${folder.path}/cache/hubbub/denokv-${DENOKV}`;
  for (let i = 0; i < 2; i++) {
    assertEquals(await bring(), { code: 0, stdout: `${root}/bin/denokv\n`, stderr: "" });
  }
  assertEquals(cachedDenokv({ get }), `${root}/bin/denokv`);
  const calls = await Deno.readTextFile(folder.file("bin/cargo.log"));
  assertEquals(calls, `install denokv --version ${DENOKV} --locked --root ${root}\n`);
});

Deno.test("Who has no cargo is told what to do, and who has one what it said", async () => {
  await using without = await TempFolder.make();
  const missing = await (await machine(without)).bring();
  assertEquals([missing.code, missing.stderr], [
    1,
    "Cannot bring denokv: there is no cargo on PATH: install Rust from https://rustup.rs, and try again\n",
  ]);
  await using broken = await TempFolder.make();
  const failed = await (await machine(broken, BROKEN)).bring();
  assertEquals(failed.code, 1);
  assertStringIncludes(
    failed.stderr,
    "error: linker not found\nCannot bring denokv: cargo install",
  );
  assertStringIncludes(failed.stderr, "ended with 101, as it says above\n");
});

Deno.test("denokv is looked for where the environment says, by an absolute path", () => {
  const found = (env: Record<string, string>) => cachedDenokv({ get: (name) => env[name] });
  assertEquals(found({}), undefined);
  assertEquals(found({ HOME: "relative", XDG_CACHE_HOME: "relative" }), undefined);
});
