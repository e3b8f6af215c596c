/**
 * The store's format, and how an older store comes to it.
 *
 * The store has a number, its format. A migration leads from one format to the next. Servers run at
 * start, before anything else, those that a store has not had.
 *
 * - **A migration is a number of small steps**, each one atomic commit of at most some hundred rows, which
 *   checks no more than the database takes.
 * - **It can be broken off after any step, and run again from its beginning**: what is done already is
 *   not done twice, so the result is the same. So may two servers run it at once: a step checks the
 *   rows that it read, and where one has changed, the migration begins again.
 * - **The number changes last**, when all of it is done.
 * - **A store with a higher number than ours is refused** before anything is written: we would take
 *   what we do not know for damage.
 *
 * Whoever changes what is under a key, or what a value means, adds a migration at the end of the list.
 *
 * @module
 */
import { administrators } from "./migrations/administrators.ts";
import { claims } from "./migrations/claims.ts";
import { exactClaims } from "./migrations/exact_claims.ts";
import { files } from "./migrations/files.ts";
import { guests } from "./migrations/guests.ts";
import { renames } from "./migrations/renames.ts";
import { oneLog } from "./migrations/one_log.ts";
import { despiteOthers } from "./store/contended.ts";
import { keys } from "./keys.ts";

/** What a migration may want to know. */
export interface MigrationContext {
  /** The claim of the name whose account the server was told is the administrator's. */
  readonly admin?: string | undefined;
  /** How many keys a commit may check; 100 unless said. */
  readonly checksMax?: number;
}

/** Fills one commit. */
export type Step = (atomic: Deno.AtomicOperation) => void;

/** The steps that lead to the next format. Each is committed before the next is asked for. */
export type Migration = (
  kv: Deno.Kv,
  context: MigrationContext,
) => AsyncIterable<Step>;

/** The first leads from format 0, which stores without a number have, to format 1, and so on. */
export const MIGRATIONS: readonly Migration[] = [
  administrators,
  claims,
  exactClaims,
  guests,
  renames,
  oneLog,
  files,
];

/** The format that we write. */
export const FORMAT = MIGRATIONS.length;

/** How often a migration begins again because other servers did a step of it first. */
const TRIES_MAX = 200;

export interface MigrateOptions extends MigrationContext {
  readonly migrations?: readonly Migration[];
  /** Waits for the database, which may not answer. */
  readonly inTime?: <T>(doing: Promise<T>) => Promise<T>;
}

/**
 * The format of a store.
 *
 * @throws If it is newer than what we know.
 */
export async function formatOf(kv: Deno.Kv, known = FORMAT): Promise<number> {
  const { value } = await kv.get<unknown>(keys.format);
  if (value === null) return 0;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= known) {
    return value;
  }
  throw new Error(
    `it has format ${value}, and this version of Hubbub knows formats up to ${known}; ` +
      "start it with the version that it is from, or a newer one",
  );
}

/**
 * Brings a store to the format that we write.
 *
 * @throws If it is newer, or can't be written to.
 */
export async function migrate(kv: Deno.Kv, options: MigrateOptions = {}): Promise<void> {
  const { migrations = MIGRATIONS, inTime = (doing) => doing } = options;
  for (let tries = 0; tries < TRIES_MAX;) {
    const format = await inTime(formatOf(kv, migrations.length));
    const migration = migrations[format];
    if (!migration) return;
    const isDone = await runSteps(kv, migration(kv, options), inTime) &&
      await inTime(setFormat(kv, format, format + 1));
    if (!isDone) tries++;
  }
  throw new Error("others keep changing it while it is brought to a newer format");
}

/** Commits steps; `false` as soon as what one is about was changed meanwhile. */
async function runSteps(
  kv: Deno.Kv,
  steps: AsyncIterable<Step>,
  inTime: <T>(doing: Promise<T>) => Promise<T>,
): Promise<boolean> {
  for await (const fill of steps) {
    const atomic = kv.atomic();
    fill(atomic);
    const { ok } = await inTime(despiteOthers(() => atomic.commit()));
    if (!ok) return false;
  }
  return true;
}

async function setFormat(kv: Deno.Kv, from: number, to: number): Promise<boolean> {
  const known = await kv.get<number>(keys.format);
  if ((known.value ?? 0) !== from) return false;
  const atomic = kv.atomic().check(known).set(keys.format, to);
  const { ok } = await despiteOthers(() => atomic.commit());
  return ok;
}
