/**
 * Keeps the newest backups in a folder.
 *
 * @module
 */
import { join } from "node:path";
import { SettingError } from "../server/settings.ts";
import { inWords } from "./backup/progress.ts";
import { beginningOf, checkedLines, readWhole, unzipped } from "./backup/reading.ts";
import type { Counts } from "./backup/record.ts";
import { type Places, runTool } from "./backup/tool.ts";
import { exportOf } from "./export.ts";

/** How many are kept, unless said. */
const KEPT = 14;
/** Names of ours: nothing else in the folder is touched. */
const NAME = /^hubbub-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.ndjson\.gz$/;

const USAGE =
  `Writes a backup of everything that Hubbub keeps into a folder, reads it again to see that it is
whole, and deletes the oldest ones there. The server may be running.

Usage: deno task backup DIR [flags]

  --keep N        how many backups to keep (default: ${KEPT})
  --store PLACE   where everything is kept, as for deno task start; or set STORE
  --files DIR     the folder of files, where the server has one; or set FILES
  --help          print this help

Backups contain private messages: they can be read by you alone. deno task import restores one:
deno task import < DIR/hubbub-….ndjson.gz
`;

async function backUp(folder: string, keep: number, places: Places): Promise<void> {
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const time = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const path = join(folder, `hubbub-${time}.ndjson.gz`);
  const part = `${path}.part`;
  try {
    await write(part, places);
    const counts = await verify(part);
    await Deno.rename(part, path);
    const { size } = await Deno.stat(path);
    console.log(`Backed up to ${path}, ${size.toLocaleString("en")} bytes: ${inWords(counts)}`);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
  await deleteOld(folder, keep);
}

async function write(path: string, places: Places): Promise<void> {
  const file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
  const packed = exportOf(places).pipeThrough(new CompressionStream("gzip"));
  await packed.pipeTo(file.writable, { preventClose: true });
  await file.sync();
  await file.writable.close();
}

/** @throws {BackupError} If a backup is not whole. */
async function verify(path: string): Promise<Counts> {
  const file = await Deno.open(path);
  const lines = checkedLines(unzipped(file.readable));
  await beginningOf(lines);
  return await readWhole(lines, () => {});
}

async function deleteOld(folder: string, keep: number): Promise<void> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const names = entries.map(({ name }) => name).filter((name) => NAME.test(name)).sort();
  for (const name of names.slice(0, -keep)) await Deno.remove(join(folder, name));
}

function keptOf(text: unknown): number {
  if (text === undefined || text === "") return KEPT;
  if (typeof text === "string" && /^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new SettingError(`--keep must be a number of at least 1, received "${text}"`);
}

if (import.meta.main) {
  await runTool({
    ...{ verb: "back up", usage: USAGE, argument: "DIR", texts: ["keep"] },
    run: (places, { keep }, folder) => backUp(folder, keptOf(keep), places),
  });
}
