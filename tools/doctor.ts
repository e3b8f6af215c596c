/**
 * Looks whether a server can run, and is reached, and says what to do.
 *
 * @module
 */
import { readSettings, SettingError, type Settings } from "../server/settings.ts";
import { examineNetwork } from "./doctor/network.ts";
import { Examined, type Finding } from "./doctor/finding.ts";
import { examineStore } from "./doctor/store.ts";

/** Exit codes: something is wrong, and the caller asked for what there is not. */
const EXIT = { failed: 1, usage: 2 } as const;
/** The oldest Deno on which the server runs, and the oldest that makes the page's scripts itself. */
const DENO = { runs: [2, 5], strips: [2, 8, 2] } as const;

const USAGE =
  `Looks at Deno, the store, the disk, the port, the certificate, the clock and the proxy, and says
what to do. Nothing is changed; the server may be running, or not.

Usage: deno task doctor [flags of deno task start]

  --url URL       also asks the server there, as a browser would: through the proxy, as a guest
  --help          print this help

Give it the flags, or the variables, with which the server is started.
`;

const MARKS = { ok: "ok  ", look: "look", fail: "FAIL" } as const;

const deno = new Examined("deno");

function examineDeno(): Finding {
  const { deno: version } = Deno.version;
  if (!isAtLeast(version, DENO.runs)) {
    return deno.fail(`${version} is too old: Hubbub needs 2.5, or newer`);
  }
  if (isAtLeast(version, DENO.strips)) return deno.ok(version);
  return deno.look(
    `${version} needs the page's scripts beforehand: deno run -A npm:deno@2.9.6 task build`,
  );
}

function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split(/[.-]/).map(Number);
  for (const [i, part] of least.entries()) {
    const ours = parts[i] ?? 0;
    if (ours !== part) return ours > part;
  }
  return true;
}

/** All that is found, as it is found. */
async function* examine(settings: Settings): AsyncIterable<Finding> {
  yield examineDeno();
  yield* examineStore(settings);
  yield* examineNetwork(settings);
}

async function run(): Promise<number> {
  const settings = readSettings(Deno.args, (name) => Deno.env.get(name));
  if (typeof settings !== "object") {
    console.log(USAGE);
    return 0;
  }
  let failures = 0;
  for await (const { verdict, what, says } of examine(settings)) {
    if (verdict === "fail") failures++;
    console.log(`${MARKS[verdict]}  ${what.padEnd(11)}  ${says}`);
  }
  return failures === 0 ? 0 : EXIT.failed;
}

if (import.meta.main) {
  try {
    Deno.exit(await run());
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    console.error(error.message);
    Deno.exit(EXIT.usage);
  }
}
