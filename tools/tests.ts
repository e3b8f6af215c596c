/**
 * Runs all tests, part after part, whether an earlier one fails or not: the examples in comments, then
 * the tests, those of the page and the terminal last, as each takes a browser or draws on a screen.
 *
 *     deno task test [options of deno test, such as --filter]
 *
 * @module
 */

/** They start servers, browsers and terminals on this machine only. */
const ALLOWED = [
  "--allow-net=localhost,127.0.0.1,0.0.0.0",
  ...["--allow-read", "--allow-write", "--allow-env", "--allow-run"],
];
const WITH_EXAMPLES = [
  ...["protocol.ts", "hub.ts", "client/connection.ts", "client/library.ts", "client/library/"],
  "client/sealed.ts",
];
const WITH_SCREENS = ["tests/browser", "tests/client/terminal"];

const PARTS = [
  ["--doc", "--allow-net=127.0.0.1", "--allow-read", ...WITH_EXAMPLES],
  ["--parallel", ...ALLOWED, `--ignore=${WITH_SCREENS}`],
  ["--parallel", ...ALLOWED, ...WITH_SCREENS],
];

let failed = 0;
for (const part of PARTS) {
  const args = ["test", ...part, ...Deno.args];
  const { success } = await new Deno.Command("deno", { args }).spawn().status;
  if (!success) failed++;
}
if (failed > 0) Deno.exit(1);
