/**
 * What whoever runs a server does by hand, on the machine where it runs: all that administrators may,
 * without an account, whether the server runs or not; and what takes the store itself.
 *
 * @module
 */
import { adminCommandOf } from "../client/commands/admin/table.ts";
import { variable } from "../client/program/variable.ts";
import { isFile } from "../server/kv/store/database.ts";
import { databaseOf, SettingError } from "../server/settings.ts";
import { asSentence, type Kept, reachServer } from "./admin/operator.ts";
import { offerReset } from "./admin/reset.ts";

/** Exit codes: for failures, and for wrong usage. */
const EXIT = { failed: 1, usage: 2 } as const;

const USAGE = `Does what only whoever runs the server may do, on its machine and as its user,
whether it runs or not.

Usage: deno task admin COMMAND … [flags]

  COMMAND …       all that administrators may, as hubbub admin does it, without an
                  account: deno task admin help lists it. The audit log calls
                  whoever did it the operator
  reset NAME      print a link by which NAME sets a new password, once and within a
                  day. It ends all of their sessions. Administrators get one in no
                  other way
  stats           also how much of each kind is kept, and how that grows
  verify          read all that is kept, and say what is damaged: deno task verify
  compact         is a task of its own, deno task compact: it makes the file of a store
                  smaller, whose server is stopped

  --store PLACE   the file where the server keeps everything, as for deno task start; or
                  set STORE
  --files DIR     the folder of files, where the server has one; or set FILES
  --url URL       ask the server there instead, as an administrator: by HUBBUB_TOKEN,
                  by --name, or after hubbub login; or set HUBBUB_URL
  --help          print this help
`;

const env = (name: string) => Deno.env.get(name);

/** Takes the flags that say where everything is from a command line. */
function takePlaces(given: readonly string[]): { args: string[]; store?: string; files?: string } {
  const args: string[] = [];
  const places: { store?: string; files?: string } = {};
  for (let at = 0; at < given.length; at++) {
    const [, name, value] = /^--(store|files)(?:=(.*))?$/s.exec(given[at]!) ?? [];
    if (name !== "store" && name !== "files") args.push(given[at]!);
    else if (value ?? given[at + 1]) places[name] = value ?? given[++at]!;
    else throw new SettingError(`--${name} needs a value`);
  }
  return { args, ...places };
}

/** Where everything is, which has to be on this machine. */
function keptAt({ store, files }: { store?: string; files?: string }): Kept {
  const place = databaseOf(store, env);
  if (isFile(place)) return { store: place, files: files ?? env("FILES") };
  throw new SettingError(
    "the server's store is no file on this machine: name it with --store. A server that keeps " +
      "everything in memory or elsewhere is asked as an administrator, with --url",
  );
}

/** Does what administrators may, and gives the exit code. */
async function administrate(args: string[], kept: Kept): Promise<number> {
  const { runCommand } = await import("../client/commands.ts");
  await using server = await reachServer(kept);
  const own: Readonly<Record<string, string>> = {
    HUBBUB_URL: server.url,
    HUBBUB_TOKEN: server.key,
  };
  // Who the environment names is an administrator's business: this is the operator's.
  const given = (name: string) => name.startsWith("HUBBUB_") ? own[name] : variable(name);
  return await runCommand(["admin", ...args], given);
}

/** Prints how much there is, as `stats` of administrators prints what it tells. */
async function tellCensus({ store }: Kept, isJson: boolean): Promise<void> {
  const { takeCensus } = await import("./admin/census.ts");
  const { facts } = await takeCensus(store, Date.now());
  if (isJson) return console.log(JSON.stringify(facts));
  for (const [name, value] of Object.entries(facts)) console.log(`${name}\t${value}`);
}

/** Whether an administrator is meant, of a server wherever it is. */
function isElsewhere(args: readonly string[], store: string | undefined): boolean {
  const isNamed = args.some((arg) => /^(--(url|name)(=|$)|-n)/.test(arg));
  return isNamed || store === undefined && env("HUBBUB_URL") !== undefined;
}

async function run(given: readonly string[]): Promise<number> {
  const { args, ...places } = takePlaces(given);
  const [command, ...rest] = args;
  if (command === "--help") console.log(USAGE);
  else if (command === "help") {
    const { runCommand } = await import("../client/commands.ts");
    return await runCommand(["admin", "--help"], variable);
  } else if (command === "verify") {
    const { verifyStore } = await import("./verify.ts");
    await verifyStore(given.filter((arg) => arg !== command));
  } else if (command === "compact") {
    throw new SettingError(
      "it is a task of its own, as SQLite wants all permissions: deno task compact",
    );
  } else if (command === "reset" && rest.length === 1 && !isElsewhere(args, places.store)) {
    await offerReset(rest[0]!, keptAt(places));
  } else if (args.some((arg) => adminCommandOf(arg) !== undefined) && command !== "reset") {
    return await runAdmin(args, places);
  } else if (command === "reset" && isElsewhere(args, places.store)) {
    return await runAdmin(args, places);
  } else throw new SettingError("usage: deno task admin COMMAND …, see --help");
  return 0;
}

async function runAdmin(
  args: string[],
  places: { store?: string; files?: string },
): Promise<number> {
  const { runCommand } = await import("../client/commands.ts");
  const isHelp = args.includes("--help");
  if (isHelp || isElsewhere(args, places.store)) {
    return await runCommand(["admin", ...args], variable);
  }
  const kept = keptAt(places);
  const code = await administrate(args, kept);
  const isStats = args.find((arg) => adminCommandOf(arg) !== undefined) === "stats";
  if (code === 0 && isStats) await tellCensus(kept, args.includes("--json"));
  return code;
}

try {
  Deno.exit(await run(Deno.args));
} catch (thrown) {
  const error = asSentence(thrown, "that was named");
  const why = error instanceof Error ? error.message : String(error);
  const [verb = "do this"] = Deno.args;
  console.error(/^Cannot /.test(why) ? why : `Cannot ${verb.replace(/^-.*/, "do this")}: ${why}`);
  Deno.exit(error instanceof SettingError ? EXIT.usage : EXIT.failed);
}
