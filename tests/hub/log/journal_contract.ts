/**
 * What every journal has to hold.
 *
 * @module
 */
import type { Appended, Draft, Journal } from "../../../hub/log/journal.ts";
import type { Entry } from "../../../protocol.ts";
import { ANONYMIZED } from "./journal_contract/anonymized.ts";
import { FORGOTTEN } from "./journal_contract/forgotten.ts";
import { NUMBERS } from "./journal_contract/numbers.ts";
import { PIECES } from "./journal_contract/pieces.ts";
import { REFUSALS } from "./journal_contract/refusals.ts";
import { REPEATS } from "./journal_contract/repeats.ts";
import { REVISIONS } from "./journal_contract/revisions.ts";
import { TRIMS } from "./journal_contract/trims.ts";

/** A journal that is empty, and what lets go of it. */
export interface OpenJournal extends AsyncDisposable {
  readonly journal: Journal;
  /** All that it keeps, as text: what is not in it is gone. */
  dump(): Promise<string>;
  /** Closes it and opens it again. One that keeps nothing on disk just continues. */
  reopen(): Promise<void>;
}

/** Promises in words, and how to see that they are kept. */
export type Promises = Readonly<Record<string, (opened: OpenJournal) => Promise<void>>>;

/** Tests a journal. `open` makes an empty one each time. */
export function journalContract(name: string, open: () => Promise<OpenJournal>): void {
  const promises = {
    ...NUMBERS,
    ...REPEATS,
    ...PIECES,
    ...REVISIONS,
    ...REFUSALS,
    ...TRIMS,
    ...ANONYMIZED,
    ...FORGOTTEN,
  };
  for (const [promise, keep] of Object.entries(promises)) {
    Deno.test(`${name} ${promise}`, async () => {
      await using opened = await open();
      await keep(opened);
    });
  }
}

/** Says `count` things in a room, as many at once as the journal takes. */
export async function fill(
  journal: Journal,
  room: string,
  drafts: readonly Draft[],
  each = 90,
): Promise<void> {
  for (let i = 0; i < drafts.length; i += each) {
    await journal.append(room, drafts.slice(i, i + each));
  }
}

/** The whole log of a room. */
export async function wholeLog(journal: Journal, room: string): Promise<Entry[]> {
  const log: Entry[] = [];
  while (true) {
    const piece = await journal.read(room, { after: log.at(-1)?.seq ?? 0, limit: 500 });
    if (piece.length === 0) return log;
    log.push(...piece);
  }
}

/** The numbers that new entries were given; `NaN` for what became none. */
export function numbers(appended: readonly Appended[]): number[] {
  return appended.map((outcome) => "entry" in outcome ? outcome.entry.seq : NaN);
}
