/**
 * Reports in Deno KV.
 *
 * @module
 */
import type { ErasureMode } from "../../../hub/log/journal.ts";
import type { NewReport } from "../../../hub/reports.ts";
import { cannot, forbidden } from "../../../hub/refused_command.ts";
import { FORMER_MEMBER, type Kept } from "../../../hub/log/kept_entry.ts";
import { randomText } from "../../auth/tokens.ts";
import {
  OPEN_REPORTS_MAX,
  type Report,
  REPORT_MS,
  type ReportedMessage,
  REPORTS_A_DAY,
  type ReportStore,
  type Wanted,
} from "../../service/reports.ts";
import { keys } from "../keys.ts";
import type { LogReader } from "../pages/log_reader.ts";
import { KINDS, type Stored } from "../schema.ts";
import type { Store } from "../store.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Digits of a time in base 36, so that ids sort as times do. */
const TIME_DIGITS = 9;

export class KvReports implements ReportStore {
  readonly #store: Store;
  readonly #log: Pick<LogReader, "kept">;
  /** The time in the newest id: two reports of one millisecond have an order, too. */
  #newest = 0;

  constructor(store: Store, { reader }: { readonly reader: Pick<LogReader, "kept"> }) {
    this.#store = store;
    this.#log = reader;
  }

  async add(asked: NewReport): Promise<boolean> {
    const { room, of, by, reason, at } = asked;
    const message = messageOf(await this.#log.kept(room.key, of));
    if (!message) throw cannot("report", "no-such-message", "there is no such message");
    if (message.from.id === by.id) throw forbidden("report", "it is your own message");
    const time = this.#newest = Math.max(at, this.#newest + 1);
    const id = `${time.toString(36).padStart(TIME_DIGITS, "0")}-${randomText(8)}`;
    const report: Report = {
      ...{ id, at, reason, message, room: room.key, name: room.name },
      by: { id: by.id, name: by.name },
    };
    while (true) {
      const [known, made] = await this.#store.use((kv) =>
        kv.getMany<[string, number]>([
          keys.reportOf(by.id, `${room.key} ${of}`),
          keys.reportsMade(by.id, Math.floor(at / DAY_MS)),
        ])
      );
      if (known.value !== null) return false;
      if ((made.value ?? 0) >= REPORTS_A_DAY) throw tooMany(`you have reported ${REPORTS_A_DAY}`);
      if ((await this.#open()).length >= OPEN_REPORTS_MAX) {
        throw tooMany(`${OPEN_REPORTS_MAX} wait already`);
      }
      const { ok } = await this.#store.write((kv) =>
        kv.atomic().check(known, made)
          .set(known.key, id, { expireIn: REPORT_MS })
          .set(made.key, (made.value ?? 0) + 1, { expireIn: 2 * DAY_MS })
          .set(keys.report(id), report, { expireIn: REPORT_MS })
          .set(keys.reportOpen(room.key, id), at, { expireIn: REPORT_MS })
          .commit()
      );
      if (ok) return true;
    }
  }

  async list({ room, open, before = "~", limit }: Wanted): Promise<Report[]> {
    if (open) return await this.#listOpen(room, before, limit);
    const selector = { prefix: keys.allReports, end: keys.report(before) };
    const found = await this.#store.list<Report>(selector, { limit, reverse: true });
    return found.map(({ value }) => value);
  }

  async find(id: string): Promise<Report | undefined> {
    const { value } = await this.#get(id);
    return value ?? undefined;
  }

  async close(id: string, closed: NonNullable<Report["closed"]>): Promise<boolean> {
    while (true) {
      const known = await this.#get(id);
      const { value: report } = known;
      if (!report || report.closed) return false;
      const { ok } = await this.#store.write((kv) =>
        kv.atomic().check(known)
          .set(known.key, { ...report, closed }, leftOf(report, closed.at))
          .delete(keys.reportOpen(report.room, id))
          .commit()
      );
      if (ok) return true;
    }
  }

  async forget(person: string, mode: ErasureMode): Promise<void> {
    for await (const { key } of this.#store.scan(keys.reportsOf(person))) {
      await this.#store.write((kv) => kv.delete(key));
    }
    for await (const known of this.#store.scan<Report>(keys.allReports)) {
      const erased = withoutPerson(known.value, person, mode);
      if (erased === known.value) continue;
      // What somebody decides meanwhile is done to what is erased, or is erased the next time.
      const { ok } = await this.#store.write((kv) =>
        kv.atomic().check(known).set(known.key, erased, leftOf(erased, Date.now())).commit()
      );
      if (!ok) return await this.forget(person, mode);
    }
  }

  async #listOpen(room: string | undefined, before: string, limit: number): Promise<Report[]> {
    const open = await this.#open(room);
    const ids = open.filter((id) => id < before).sort().reverse().slice(0, limit);
    const found = await this.#store.getMany<Report>(ids.map((id) => keys.report(id)));
    return found.flatMap(({ value }) => value ?? []);
  }

  /** The ids of those that wait, in one room or all. */
  async #open(room?: string): Promise<string[]> {
    const prefix = room === undefined ? keys.allReportsOpen : keys.reportsOpenIn(room);
    const options = { limit: OPEN_REPORTS_MAX, batchSize: OPEN_REPORTS_MAX };
    const open = await this.#store.list({ prefix }, options);
    return open.map(({ key }) => String(key[2]));
  }

  #get(id: string): Promise<Deno.KvEntryMaybe<Stored["report"]>> {
    return this.#store.use((kv) => kv.get<Stored["report"]>(keys.report(id)));
  }
}

/** A message as a report carries it; `undefined` if there is none. */
function messageOf(kept: Kept | undefined): ReportedMessage | undefined {
  const entry = kept?.entry;
  if (entry?.type !== "said" || entry.deleted) return undefined;
  const { seq, at, from: name, text, sealed, files = [] } = entry;
  const told = { text, ...(sealed !== undefined && { sealed: true } as const) };
  return { seq, at, from: { id: kept!.by, name }, ...told, files: files.map(({ name }) => name) };
}

/** A report without a person; itself, if it has nothing of them. */
function withoutPerson(report: Report, person: string, mode: ErasureMode): Report {
  const { by, message } = report;
  const nobody = { id: "", name: FORMER_MEMBER };
  const isByThem = by.id === person;
  if (!isByThem && message.from.id !== person) return report;
  const left = isByThem ? { ...report, by: nobody, reason: "" } : report;
  if (message.from.id !== person) return left;
  const words = mode === "delete" ? { text: "", files: [] } : {};
  return { ...left, message: { ...message, from: nobody, ...words } };
}

/** For how long a report is still kept. */
function leftOf({ at }: Report, now: number): { expireIn: number } {
  return { expireIn: Math.max(1, at + KINDS.report.expireIn - now) };
}

function tooMany(why: string) {
  const what = "which is the most; write to an administrator, or try again tomorrow";
  return cannot("report", "quota", `${why}, ${what}`);
}
