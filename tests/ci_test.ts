import { assertEquals } from "@std/assert";
import { TempFolder } from "./support/temp_folder.ts";

const RUN = new URL("../.ci/run", import.meta.url);
/**
 * Done by another process: what this one has open for writing while it starts any program, for another
 * test perhaps, cannot be run as long as that program has not begun.
 */
const WRITE_PROGRAM = 'printf %s "$2" > "$1" && chmod +x "$1"';
/** What is told of the examples in comments, which are run first. */
const EXAMPLES = "ok | 1 passed | 0 failed (1ms)";
/** What is told of the tests of the page and the terminal, which are run last. */
const SCREENS = "ok | 4 passed | 0 failed (9ms)";
const FAILED_PART = `running 2 tests from ./tests/a_test.ts
A thing does what it should ... ok (1ms)
Another thing does what it should ... FAILED (2ms)
running 1 test from ./tests/b_test.ts
A third thing does, too ... ok (1ms)

 ERRORS 

Another thing does what it should => ./tests/a_test.ts:3:6
error: Error: Waited in vain for a thing

 FAILURES 

Another thing does what it should => ./tests/a_test.ts:3:6

FAILED | 2 passed | 1 failed (4ms)

error: Test failed
`;

/** What CI prints where `denow` and Debian's programs do as these scripts, line by line. */
async function runOf(denow: string): Promise<{ code: number; lines: string[] }> {
  await using folder = await TempFolder.make();
  await Deno.mkdir(folder.file(".ci"));
  await Deno.copyFile(RUN, folder.file(".ci/run"));
  for (const [name, script] of [["denow", denow], ["dpkg", "exit 0"]] as const) {
    const args = ["-c", WRITE_PROGRAM, "sh", folder.file(name), `#!/bin/sh\n${script}\n`];
    assertEquals((await new Deno.Command("sh", { args }).output()).code, 0);
  }
  const { code, stdout } = await new Deno.Command("bash", {
    args: [folder.file(".ci/run")],
    env: { PATH: `${folder.path}:${Deno.env.get("PATH")}` },
  }).output();
  return { code, lines: new TextDecoder().decode(stdout).trimEnd().split("\n") };
}

/** What is told at the end. */
function lastPart(lines: readonly string[]): string[] {
  return lines.slice(lines.lastIndexOf("== What failed"));
}

Deno.test("CI tells the errors and names of failed tests again before it counts in its last line", async () => {
  const told = FAILED_PART.slice(
    FAILED_PART.indexOf(" ERRORS "),
    FAILED_PART.indexOf("\n\nerror: Test failed"),
  ).split("\n");
  // Whichever part it is, those behind it are run.
  for (const parts of [[FAILED_PART, SCREENS], [SCREENS, FAILED_PART]]) {
    const tests = `cat <<'END'\n${[EXAMPLES, ...parts].join("\n")}\nEND\nexit 1`;
    const { code, lines } = await runOf(`if [ "$1" = task ]; then\n${tests}\nfi`);
    assertEquals(lastPart(lines), ["== What failed", ...told, "", "10 passed, 1 failed"]);
    assertEquals(code, 1);
  }
});

Deno.test("CI counts a part that broke off beside one that failed", async () => {
  const tests = `cat <<'END'\n${[EXAMPLES, FAILED_PART].join("\n")}\nEND\nexit 1`;
  const { code, lines } = await runOf(`if [ "$1" = task ]; then\n${tests}\nfi`);
  assertEquals(lines.at(-1), "6 passed, 2 failed");
  assertEquals(code, 1);
});

Deno.test("CI tells again which check failed, and why", async () => {
  const { code, lines } = await runOf(
    `case "$1" in
      task) echo "${EXAMPLES}"; echo "ok | 2 passed | 0 failed (4ms)"; echo "${SCREENS}" ;;
      lint) echo "error: no-eval at a.ts" >&2; exit 1 ;;
    esac`,
  );
  const told = ["", "Lint:", "error: no-eval at a.ts"];
  assertEquals(lastPart(lines), ["== What failed", ...told, "", "9 passed, 1 failed"]);
  assertEquals(code, 1);
});

Deno.test("CI tells again how tests ended that broke off", async () => {
  const { code, lines } = await runOf(
    `if [ "$1" = task ]; then echo "running 1 test from ./tests/a_test.ts"; kill -9 $$; fi`,
  );
  const [, broke, last] = lastPart(lines);
  assertEquals(
    [broke, last],
    ["The tests broke off:", "running 1 test from ./tests/a_test.ts"],
  );
  assertEquals(lines.at(-1), "3 passed, 1 failed");
  assertEquals(code, 1);
});

Deno.test("CI tells nothing again when all passed", async () => {
  const { code, lines } = await runOf(
    `if [ "$1" = task ]; then echo "${EXAMPLES}"; echo "ok | 2 passed | 0 failed (4ms)"; echo "${SCREENS}"; fi`,
  );
  assertEquals(lines.includes("== What failed"), false);
  assertEquals([lines.at(-1), code], ["10 passed, 0 failed", 0]);
});
