import { assert, assertEquals } from "@std/assert";
import { freePort } from "../../support/process/free_port.ts";
import { findProgram } from "../../support/process/find_program.ts";
import { Program } from "../../support/process/program.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { until } from "../../support/until.ts";
import { fileWith, places, sayAndStop, unitOf, UNITS } from "./units.ts";

const analyze = findProgram("systemd-analyze", "apt-get install systemd");
const strace = findProgram("strace", "apt-get install strace");

/** Calls that SQLite makes as root alone, which a unit's user is not. */
const AS_ROOT = ["fchown"];

/** The sets of system calls that systemd knows, with what is in each. */
async function knownSets(): Promise<Map<string, string[]>> {
  const { stdout } = await new Deno.Command(analyze!, { args: ["syscall-filter"] }).output();
  const sets = new Map<string, string[]>();
  let set: string[] = [];
  for (const line of new TextDecoder().decode(stdout).split("\n")) {
    if (line.startsWith("@")) sets.set(line.trim(), set = []);
    else if (/^ +[@a-z_]/.test(line)) set.push(line.trim());
  }
  return sets;
}

/** The system calls of a list, in which sets are named, too. */
function expand(names: readonly string[], sets: ReadonlyMap<string, string[]>): string[] {
  return names.flatMap((name) =>
    name.startsWith("@") ? expand(sets.get(name) ?? [], sets) : [name]
  );
}

/** What a unit lets its program ask the system for. */
async function allowedBy(unit: string): Promise<Set<string>> {
  const sets = await knownSets();
  const allowed = new Set(expand(["@default"], sets));
  for (const [, not, names = ""] of unit.matchAll(/^SystemCallFilter=(~?)(.+)$/gm)) {
    for (const name of expand(names.split(" "), sets)) {
      if (not) allowed.delete(name);
      else allowed.add(name);
    }
  }
  return allowed;
}

/** What was asked of the system, by the table that `strace -c` leaves when all has ended. */
async function askedFor(table: string): Promise<string[]> {
  const text = async () => await Deno.readTextFile(table).catch(() => "");
  await until(async () => / total$/m.test(await text()), "what strace has counted");
  const rows = (await text()).matchAll(/^ *[\d.]+ .* ([a-z_0-9]+)$/gm);
  return [...rows].map(([, name = ""]) => name).filter((name) => name !== "total");
}

Deno.test({
  name: "A server and its backup ask the system for nothing that their units refuse",
  ignore: analyze === undefined || strace === undefined,
  async fn() {
    await using folder = await TempFolder.make();
    for (const name of ["state", "state-backups"]) await Deno.mkdir(folder.file(name));
    const port = freePort();
    const under = (name: string) => [strace!, "-D", "-f", "-qq", "-c", "-o", folder.file(name)];
    const { "PORT=8000": _, ...others } = places(folder, port);
    const [server, backup] = [
      await fileWith(`${UNITS}hubbub.service`, places(folder, port)),
      await fileWith(`${UNITS}hubbub-backup.service`, others),
    ];
    {
      const { args, env: { DENO_DIR: _, ...env } } = unitOf(server);
      await using program = new Program(args, { env, under: under("server") });
      await sayAndStop(program, port);
    }
    {
      await using program = new Program(unitOf(backup).args, { under: under("backup") });
      assertEquals((await program.ended()).code, 0);
    }
    for (const [name, unit] of [["server", server], ["backup", backup]] as const) {
      const [asked, allowed] = [await askedFor(folder.file(name)), await allowedBy(unit)];
      assert(asked.includes("execve"), `strace has seen nothing: ${asked}`);
      const refused = asked.filter((call) => !allowed.has(call) && !AS_ROOT.includes(call));
      assertEquals(refused, [], `of the ${name}`);
    }
  },
});
