/**
 * Reads all that a store keeps, and says what of it is damaged or belongs to nothing.
 *
 * @module
 */
import { SERVER } from "../hub/permissions/policies.ts";
import { DutyCycle } from "../server/service/duty_cycle.ts";
import { Store } from "../server/kv/store.ts";
import { readStore } from "./backup/from_store.ts";
import { inWords, Progress } from "./backup/progress.ts";
import { type BackupRecord, count, noCounts } from "./backup/record.ts";
import { BackupError } from "./backup/seal.ts";
import { isThere, PACE } from "./export.ts";
import { type Places, runTool } from "./backup/tool.ts";

/** How much of what is wrong is told. */
const TOLD_MAX = 100;

const USAGE =
  `Reads everything that Hubbub keeps: whether logs have holes, rows can be read, counts are true,
files have the bytes that they are named by, and whether anything belongs to what is not there.
Nothing is changed; the server may be running.

Usage: deno task verify [flags]

  --store PLACE   where everything is kept, as for deno task start; or set STORE
  --files DIR     the folder of files, where the server has one; or set FILES
  --help          print this help

It ends with 1 if something is wrong.
`;

/** What is wrong with the records of a store. */
export class Inspection {
  /** What is damaged. */
  readonly problems: string[] = [];
  /** What belongs to nothing: it harms nobody, and takes some room. */
  readonly orphans: string[] = [];
  /** What there is, and what something belongs to: a type, and how it is called. */
  readonly #present = new Set<string>();
  readonly #wanted = new Map<string, string>();
  /** How many messages were said in the room that is being read. */
  #said = 0;

  /** Looks at one more record. */
  look(record: BackupRecord): void {
    if (record.type === "log") {
      this.#said += record.kept.filter(({ entry }) => entry.type === "said").length;
    } else if (record.type === "room") this.#count(record);
    const [own, owner] = relationOf(record);
    if (own !== undefined) this.#present.add(own);
    if (owner !== undefined) this.#wanted.set(owner, record.type);
  }

  /** Says what belongs to nothing, once all was looked at. */
  finish(): void {
    for (const [owner, type] of this.#wanted) {
      if (!this.#present.has(owner)) this.orphans.push(`a ${type} of ${owner}, which is not there`);
    }
  }

  #count({ room, head }: Extract<BackupRecord, { type: "room" }>): void {
    // Of a log that begins later, nobody knows how much was said before.
    if (head.first === 1 && this.#said !== head.said) {
      this.problems.push(`${nameOfRoom(room)} has ${this.#said} messages, and counts ${head.said}`);
    }
    this.#said = 0;
  }
}

/** What a record is called, if others belong to it; and what it belongs to. */
function relationOf(record: BackupRecord): [own?: string | undefined, owner?: string | undefined] {
  switch (record.type) {
    case "room":
      return [nameOfRoom(record.room)];
    case "policy":
      return record.room === SERVER ? [] : [undefined, nameOfRoom(record.room)];
    case "hook":
      return [`hook ${record.id}`, nameOfRoom(String(record.room))];
    case "hookSecret":
      return [undefined, `hook ${record.id}`];
    case "bot":
      return [`bot ${record.id}`];
    case "botToken":
      return [undefined, `bot ${record.id}`];
    default:
      return [];
  }
}

function nameOfRoom(key: string): string {
  return `room ${JSON.stringify(key)}`;
}

async function verify({ place, folder }: Places): Promise<boolean> {
  if (!await isThere(place)) throw new BackupError(`there is no store ${place}`);
  await using store = await Store.open(place, { migrate: false });
  using progress = new Progress("Reading");
  const inspection = new Inspection();
  const { problems, orphans } = inspection;
  const counts = noCounts();
  const onUnreadable = (key: Deno.KvKey) =>
    problems.push(`what is under ${JSON.stringify(key)} can't be read, or has other bytes`);
  try {
    const records = readStore(store, Date.now(), { folder, onUnreadable });
    for await (const record of new DutyCycle(PACE).each(records)) {
      count(counts, record);
      inspection.look(record);
      progress.show(counts);
    }
    inspection.finish();
  } catch (error) {
    // What comes behind it was not read.
    if (!(error instanceof BackupError)) throw error;
    problems.push(`${error.message}, and what follows was not looked at`);
  }
  tell("damaged", problems);
  tell("belongs to nothing", orphans);
  if (problems.length === 0) console.log(`All of it is whole: ${inWords(counts)}`);
  return problems.length === 0;
}

function tell(what: string, lines: readonly string[]): void {
  for (const line of lines.slice(0, TOLD_MAX)) console.log(`${what}: ${line}`);
  if (lines.length > TOLD_MAX) console.log(`${what}: ${lines.length - TOLD_MAX} more`);
}

/** Does so with the flags that are given, and ends this process if something is wrong. */
export async function verifyStore(flags: string[]): Promise<void> {
  await runTool({
    ...{ verb: "verify", usage: USAGE },
    async run(places) {
      if (!await verify(places)) Deno.exit(1);
    },
  }, flags);
}

if (import.meta.main) await verifyStore(Deno.args);
