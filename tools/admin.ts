/**
 * What whoever runs a server does by hand, on the machine where it runs: makes a link that sets a new
 * password, also for an administrator. All else is what administrators may, and done as one of them.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { adminCommandOf } from "../client/commands/admin/table.ts";
import { variable } from "../client/program/variable.ts";
import { isObject } from "../protocol/field.ts";
import { type OperatorKey, readOperatorKey } from "../server/api/admin/operator_port.ts";
import { isFile } from "../server/kv/store/database.ts";
import { databaseOf, SettingError } from "../server/settings.ts";

/** Exit codes: for failures, and for wrong usage. */
const EXIT = { failed: 1, usage: 2 } as const;

const USAGE = `Does what only whoever runs the server may do. The server has to be running, on this
machine and as this user.

Usage: deno task admin reset NAME [flags]
       deno task admin COMMAND …

  reset NAME      print a link by which NAME sets a new password, once and within a day. It ends
                  all of their sessions. Administrators get one in no other way

  COMMAND …       what an administrator may, as hubbub admin does it, and as one of
                  them: by HUBBUB_TOKEN, by --name, or after hubbub login. See
                  deno task chat admin --help

  --store PLACE   the file where the server keeps everything, as for deno task start; or set STORE
  --help          print this help
`;

const env = (name: string) => Deno.env.get(name);

/** Prints a link that sets somebody's password. */
async function reset(name: string, store: string): Promise<void> {
  const key = await readOperatorKey(store);
  const response = key && await askFor(key, name);
  if (!response) {
    throw new Error(
      `no server runs with the store ${store}. Start it with deno task start, or name its store ` +
        "with --store",
    );
  }
  const answer: unknown = await response.json();
  if (!isObject(answer)) throw new Error("the server's answer cannot be read");
  const { url, network = url, expires, message } = answer;
  if (response.ok && typeof network === "string" && typeof expires === "number") {
    const until = new Date(expires).toLocaleString(undefined, {
      ...{ dateStyle: "medium", timeStyle: "short" },
    });
    console.error(`Whoever opens this can set a new password for ${name}, once, until ${until}:`);
    // A name that only this machine has leads nobody here.
    return console.log(network);
  }
  throw new Error(typeof message === "string" ? message : `the server answered ${response.status}`);
}

/** @returns `undefined` when nobody is there: the server was killed, and left its key */
async function askFor({ url, key }: OperatorKey, name: string): Promise<Response | undefined> {
  try {
    return await fetch(new URL(`api/admin/people/${encodeURIComponent(name)}/reset`, url), {
      method: "POST",
      headers: { authorization: `Bearer ${key}` },
    });
  } catch {
    return undefined;
  }
}

function readFlags(): { name: string; store: string } | "help" {
  const flags = parseArgs(Deno.args, {
    string: ["store", "_"],
    boolean: ["help"],
    unknown: (arg) => {
      if (arg.startsWith("-")) throw new SettingError(`unknown flag ${arg}, see --help`);
    },
  });
  if (flags.help) return "help";
  const [verb, name, ...others] = flags._.map(String);
  if (verb !== "reset" || !name || others.length > 0) {
    throw new SettingError("usage: deno task admin reset NAME, or another command, see --help");
  }
  const store = databaseOf(flags.store || undefined, env);
  if (isFile(store)) return { name, store };
  throw new SettingError(
    "the server's store is no file on this machine: name it with --store. A server that keeps " +
      "everything in memory or elsewhere has none, and its administrators reset passwords in its page",
  );
}

const [first] = Deno.args;
if (first !== "reset" && adminCommandOf(first) !== undefined) {
  const { runCommand } = await import("../client/commands.ts");
  Deno.exit(await runCommand(["admin", ...Deno.args], variable));
}
try {
  const flags = readFlags();
  if (flags === "help") console.log(USAGE);
  else await reset(flags.name, flags.store);
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  console.error(/^Cannot /.test(why) ? why : `Cannot reset password: ${why}`);
  Deno.exit(error instanceof SettingError ? EXIT.usage : EXIT.failed);
}
