import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";

const DENOW = new URL("../../denow", import.meta.url);
const PINNED = Deno.readTextFileSync(DENOW).match(/^pinned=(.*)$/m)?.[1] ?? "";

/** What denow may call besides Deno and npm. */
const TOOLS = ["cat", "chmod", "dirname", "mkdir", "mktemp", "mv", "rm", "sed"];

/** A Deno that says how it was called. */
const deno = (version: string) =>
  `#!/bin/sh
if [ "$1" = --version ]; then echo "deno ${version} (stable)"; exit; fi
printf '${version} in %s:' "\${PWD##*/}"
printf ' [%s]' "$@"
echo
`;

/** An npm that installs such a Deno, not executable, as npm's `deno` package does. */
const NPM = `#!/bin/sh
echo "$@" >>"$0.log"
mkdir -p "$3/node_modules/@deno/this-machine"
cat "$0.deno" >"$3/node_modules/@deno/this-machine/deno"
`;

Deno.test("denow says what is missing when neither Deno nor npm is there", async () => {
  await using machine = await createMachine({});

  const { code, stderr } = await machine.denow("task", "start");

  assertEquals(code, 1);
  assertMatch(stderr, /^denow: needs Deno [\d.]+ or newer on PATH, or npm to fetch it.*\n$/);
});

Deno.test("denow brings @std in its own folder, then runs Deno where you are", async () => {
  await using machine = await createMachine({ deno: deno("2.10.0") });

  const { stdout } = await machine.denow("run", "a b.ts", "");

  assertEquals(stdout, [
    "2.10.0 in the project: [task] [--quiet] [std]",
    "2.10.0 in elsewhere: [run] [a b.ts] []",
  ]);
  assertEquals(await machine.list("the project"), ["denow"]);
});

Deno.test("denow runs tasks so that only what they say is printed", async () => {
  await using machine = await createMachine({ deno: deno("2.10.0") });

  const { stdout, stderr } = await machine.denow("task", "start", "--port", "0");

  assertEquals(stdout.at(-1), "2.10.0 in elsewhere: [task] [--quiet] [start] [--port] [0]");
  assertEquals(stderr, "");
});

Deno.test("denow runs nothing when @std can't be brought", async () => {
  const failing = deno("2.10.0").replace("echo\n", "echo\nexit 3\n");
  await using machine = await createMachine({ deno: failing });

  const { code, stdout } = await machine.denow("run", "main.ts");

  assertEquals(code, 3);
  assertEquals(stdout, ["2.10.0 in the project: [task] [--quiet] [std]"]);
});

for (const version of ["1.46.3", "2.8.9", "not a version"]) {
  Deno.test(`denow takes the Deno it fetched when the one on PATH is ${version}`, async () => {
    await using machine = await createMachine({ deno: deno(version) });
    await machine.write(`the project/.deno/${PINNED}/deno`, deno(PINNED));

    const { stdout, stderr } = await machine.denow("run", "main.ts");

    assertEquals(stdout.at(-1), `${PINNED} in elsewhere: [run] [main.ts]`);
    assertEquals(stderr, "");
  });
}

Deno.test("denow fetches Deno through npm, once, and says nothing where nobody waits for it", async () => {
  await using machine = await createMachine({ npm: NPM, "npm.deno": deno(PINNED) });

  const first = await machine.denow("run", "main.ts");
  const second = await machine.denow("run", "main.ts");

  assertEquals(first.stderr, "");
  assertEquals(second, { code: 0, stdout: first.stdout, stderr: "" });
  assertEquals(first.stdout.at(-1), `${PINNED} in elsewhere: [run] [main.ts]`);
  assertStringIncludes(await machine.read("bin/npm.log"), `deno@${PINNED}`);
  assertEquals(await machine.list("the project/.deno"), [PINNED]);
});

Deno.test("denow may be started twice while it fetches", async () => {
  await using machine = await createMachine({ npm: NPM, "npm.deno": deno(PINNED) });

  const both = await Promise.all([machine.denow("run", "a.ts"), machine.denow("run", "b.ts")]);

  assertEquals(both.map(({ code }) => code), [0, 0]);
  assertEquals(await machine.list(`the project/.deno/${PINNED}`), ["deno"]);
});

Deno.test("denow lets npm say why it failed, and leaves nothing behind", async () => {
  await using machine = await createMachine({
    npm: "#!/bin/sh\necho 'npm error code E404' >&2\nexit 1\n",
  });

  const { code, stderr } = await machine.denow("task", "start");

  assertEquals(code, 1);
  assertStringIncludes(stderr, "npm error code E404\ndenow: cannot fetch Deno");
  assertEquals(await machine.list(`the project/.deno/${PINNED}`), []);
  assertEquals(await machine.list("the project/.deno"), [PINNED]);
});

Deno.test("denow says so when npm has no Deno for this machine", async () => {
  await using machine = await createMachine({ npm: "#!/bin/sh\n" });

  const { code, stderr } = await machine.denow("task", "start");

  assertEquals(code, 1);
  assertStringIncludes(stderr, "npm has none that runs on this machine");
});

Deno.test("denow leaves nothing half done when it is interrupted, and fetches the next time", async () => {
  await using machine = await createMachine({
    npm: `${NPM}kill -INT $PPID\n`,
    "npm.deno": deno(PINNED),
  });
  assertEquals((await machine.denow("run", "main.ts")).code, 130);
  assertEquals(await machine.list("the project/.deno"), [PINNED]);
  await machine.write("bin/npm", NPM);

  const { stdout } = await machine.denow("run", "main.ts");

  assertEquals(stdout.at(-1), `${PINNED} in elsewhere: [run] [main.ts]`);
});

/** A machine with a copy of denow, a few tools, and in `bin` the given programs. */
async function createMachine(programs: Record<string, string>) {
  const folder = await Deno.makeTempDir({ prefix: "hubbub denow " });
  const machine = {
    async write(path: string, text: string): Promise<void> {
      await Deno.mkdir(new URL(".", `file://${folder}/${path}`), { recursive: true });
      await Deno.writeTextFile(`${folder}/${path}`, text, { mode: 0o755 });
    },
    read(path: string): Promise<string> {
      return Deno.readTextFile(`${folder}/${path}`);
    },
    async list(path: string): Promise<string[]> {
      const entries = await Array.fromAsync(Deno.readDir(`${folder}/${path}`));
      return entries.map((entry) => entry.name).sort();
    },
    async denow(...args: string[]) {
      const { code, stdout, stderr } = await new Deno.Command(`${folder}/the project/denow`, {
        args,
        cwd: `${folder}/elsewhere`,
        env: { PATH: `${folder}/bin` },
      }).output();
      const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
      return { code, stdout: decode(stdout).trim().split("\n"), stderr: decode(stderr) };
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await Deno.remove(folder, { recursive: true });
    },
  };
  await machine.write("the project/denow", await Deno.readTextFile(DENOW));
  await Deno.mkdir(`${folder}/elsewhere`);
  await Deno.mkdir(`${folder}/bin`);
  for (const tool of TOOLS) await Deno.symlink(await find(tool), `${folder}/bin/${tool}`);
  for (const [name, text] of Object.entries(programs)) await machine.write(`bin/${name}`, text);
  return machine;
}

async function find(tool: string): Promise<string> {
  const args = ["-c", `command -v ${tool}`];
  const { stdout } = await new Deno.Command("sh", { args }).output();
  return new TextDecoder().decode(stdout).trim();
}
