/**
 * Reported messages, as they are kept for those who moderate.
 *
 * @module
 */
import type { ErasureMode } from "../../hub/log/journal.ts";
import type { Reports } from "../../hub/reports.ts";

/** For how long a report is kept, in milliseconds, with its copy of the message. */
export const REPORT_MS = 90 * 24 * 60 * 60 * 1000;
/** Reports that one person may make in a day. */
export const REPORTS_A_DAY = 20;
/** Reports that may wait for somebody who decides, of all rooms. */
export const OPEN_REPORTS_MAX = 1000;

/** Somebody in a report; the id of who was erased is empty. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/** A copy of the message, as it was when it was reported. */
export interface ReportedMessage {
  readonly seq: number;
  readonly at: number;
  readonly from: Named;
  readonly text: string;
  /** Whether it was said in a sealed room: then the reporter's word is all there is. */
  readonly sealed?: true;
  /** The names of its files. */
  readonly files: readonly string[];
}

/** What became of a report. */
export type Outcome = "resolved" | "dismissed";

/** Times are in milliseconds since the epoch. */
export interface Report {
  /** It grows with time. */
  readonly id: string;
  readonly at: number;
  readonly by: Named;
  /** The key of the room, and its name. */
  readonly room: string;
  readonly name: string;
  readonly reason: string;
  readonly message: ReportedMessage;
  /** Absent while nobody has decided. */
  readonly closed?: { readonly at: number; readonly by: string; readonly outcome: Outcome };
}

/** Which reports are asked for: all, or those that wait for somebody who decides, in one room or all. */
export type Wanted =
  & { readonly before?: string | undefined; readonly limit: number }
  & ({ readonly open: true; readonly room?: string | undefined } | {
    readonly open?: false;
    readonly room?: undefined;
  });

/** Keeps reports. Every method may reject when the storage fails. */
export interface ReportStore extends Reports {
  /** The newest first. */
  list(wanted: Wanted): Promise<Report[]>;
  find(id: string): Promise<Report | undefined>;
  /** Decides on a report; `false` if that was done before. */
  close(id: string, closed: NonNullable<Report["closed"]>): Promise<boolean>;
  /** Erases a person from the reports that they made, and from those of what they said. */
  forget(person: string, mode: ErasureMode): Promise<void>;
}
