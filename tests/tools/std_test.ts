import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Source } from "../../tools/std.ts";

const STD = new URL("../../tools/std.ts", import.meta.url);
/** A registry that nobody answers for, and where Deno looks for what it would have brought. */
const NO_JSR = "http://127.0.0.1:1";
const VENDORED = "vendor/http_127.0.0.1_1";

/** Serves the project's tarball, and counts. */
const NPM = `#!/bin/sh
echo "$@" >>"$0.log"
cp tarball.tgz "$4/$(echo "$2" | tr @ -).tgz"
`;

Deno.test("std fills vendor/ with code and types that Deno finds there", async () => {
  await using project = await createProject();

  assertEquals((await project.bringStd()).code, 0);

  const { code, stderr } = await project.deno("run", "--check", "main.ts");
  assertEquals({ code, stderr }, { code: 0, stderr: "Check main.ts\n" });
});

Deno.test("std does nothing when vendor/ is filled", async () => {
  await using project = await createProject();
  await project.bringStd();

  assertEquals(await project.bringStd(), { code: 0, stderr: "" });
  assertEquals(await project.npmCalls(), 1);
});

Deno.test("std fills vendor/ again when our types have changed", async () => {
  await using project = await createProject();
  await project.bringStd();
  await project.write("tools/std_types/assert/mod.d.ts", "export declare const truth: string;");

  await project.bringStd();

  assertEquals(await project.npmCalls(), 2);
  assertStringIncludes(
    (await project.deno("check", "main.ts")).stderr,
    "'string' is not assignable",
  );
});

Deno.test("std leaves vendor/ to Deno where JSR answers", async () => {
  await using project = await createProject();
  await using jsr = Deno.serve({ port: 0, onListen() {} }, () => Response.json({ scope: "std" }));

  const outcome = await project.bringStd({ JSR_URL: `http://127.0.0.1:${jsr.addr.port}` });

  assertEquals(outcome, { code: 0, stderr: "" });
  assertEquals(await project.npmCalls(), 0);
});

Deno.test("std does not take a proxy's page for JSR", async () => {
  await using project = await createProject();
  await using proxy = Deno.serve({ port: 0, onListen() {} }, () => new Response("Ask your admin"));

  await project.bringStd({ JSR_URL: `http://127.0.0.1:${proxy.addr.port}` });

  assertEquals(await project.npmCalls(), 1);
});

Deno.test("std makes room for JSR's own when JSR is back and what we filled is old", async () => {
  await using project = await createProject();
  let status = 503;
  await using jsr = Deno.serve(
    { port: 0, onListen() {} },
    () => Response.json({ scope: "std" }, { status }),
  );
  const JSR_URL = `http://127.0.0.1:${jsr.addr.port}`;
  await project.bringStd({ JSR_URL });
  await project.write("tools/std_types/assert/mod.d.ts", "export declare const truth: string;");
  status = 200;

  await project.bringStd({ JSR_URL });

  assertEquals(await project.list(`vendor/http_127.0.0.1_${jsr.addr.port}`), []);
});

Deno.test("std refuses a package that is not the one we know", async () => {
  await using project = await createProject();

  const { code, stderr } = await project.deno("run", "-A", STD.href);

  assertEquals(code, 1);
  assertStringIncludes(stderr, "Cannot fill vendor/: deno-std must be sha512-7c0Y6tyn");
  assertEquals(await project.list("vendor"), ["std.lock"]);
});

Deno.test("std says so in npm's words when npm fails", async () => {
  await using project = await createProject();
  await project.write("bin/npm", "#!/bin/sh\necho 'npm error code E404' >&2\nexit 1\n");

  const { code, stderr } = await project.deno("run", "-A", STD.href);

  assertEquals(code, 1);
  assertStringIncludes(stderr, "Cannot fill vendor/: npm pack failed: npm error code E404");
});

Deno.test("std leaves nothing half done when it is killed, and mends it the next time", async () => {
  await using project = await createProject();
  await project.write("bin/npm", `${NPM}kill -9 $PPID\n`);
  assert((await project.bringStd()).code !== 0);
  assertEquals(await project.list("vendor"), ["std.filling", "std.lock"]);
  await project.write("bin/npm", NPM);

  assertEquals((await project.bringStd()).code, 0);

  assertEquals(await project.list("vendor"), ["http_127.0.0.1_1", "std.lock"]);
  assertEquals((await project.deno("run", "main.ts")).code, 0);
});

Deno.test("std fills vendor/ once when tasks start at the same time", async () => {
  await using project = await createProject();

  const outcomes = await Promise.all([project.bringStd(), project.bringStd(), project.bringStd()]);

  assertEquals(outcomes.map(({ code }) => code), [0, 0, 0]);
  assertEquals(await project.npmCalls(), 1);
  assertEquals(await project.list(VENDORED), ["@std"]);
});

interface Outcome {
  code: number;
  stderr: string;
}

/** A small project that imports a small `@std`, on a machine whose npm is a script. */
async function createProject() {
  const folder = await Deno.makeTempDir({ prefix: "hubbub std " });
  const environment = {
    PATH: `${folder}/bin:${Deno.env.get("PATH")}`,
    JSR_URL: NO_JSR,
    NO_COLOR: "1",
  };
  const project = {
    async write(path: string, text: string): Promise<void> {
      await Deno.mkdir(new URL(".", `file://${folder}/${path}`), { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}`, text, { mode: 0o755 });
    },
    async list(path: string): Promise<string[]> {
      const entries = await Array.fromAsync(Deno.readDir(`${folder}/${path}`));
      return entries.map((entry) => entry.name).sort();
    },
    async npmCalls(): Promise<number> {
      const files = await project.list("bin");
      if (!files.includes("npm.log")) return 0;
      return (await Deno.readTextFile(`${folder}/bin/npm.log`)).trim().split("\n").length;
    },
    deno(...args: string[]): Promise<Outcome> {
      return run(Deno.execPath(), args, folder, environment);
    },
    async bringStd(env: Record<string, string> = {}): Promise<Outcome> {
      const source = await sourceOf(`${folder}/tarball.tgz`);
      const code = `import { bringStd } from "${STD}"; await bringStd(${JSON.stringify(source)})`;
      return await run(Deno.execPath(), ["eval", code], folder, { ...environment, ...env });
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await Deno.remove(folder, { recursive: true });
    },
  };
  await project.write("bin/npm", NPM);
  await project.write(
    "deno.json",
    `{ "imports": { "@std/assert": "jsr:@std/assert@1.0.0" }, "vendor": true }`,
  );
  await project.write(
    "main.ts",
    `import { truth } from "@std/assert"; export const it: boolean = truth;`,
  );
  await project.write("tools/std_types/assert/mod.d.ts", "export declare const truth: boolean;");
  await project.write("package/assert/mod.js", `export * from "../internal/truth.js";`);
  await project.write("package/internal/truth.js", "export const truth = true;");
  await run("tar", ["-czf", "tarball.tgz", "package"], folder, environment);
  return project;
}

async function sourceOf(tarball: string): Promise<Source> {
  const digest = await crypto.subtle.digest("SHA-512", await Deno.readFile(tarball));
  const integrity = `sha512-${new Uint8Array(digest).toBase64()}`;
  return { name: "std-copy", version: "1.0.0", integrity };
}

async function run(
  program: string,
  args: string[],
  cwd: string,
  env: Record<string, string>,
): Promise<Outcome> {
  const { code, stderr } = await new Deno.Command(program, { args, cwd, env }).output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}
