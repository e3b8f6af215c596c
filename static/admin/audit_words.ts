/**
 * Events of the audit log in words.
 *
 * @module
 */

import { admin as words } from "../strings/admin.ts";
import { audit, type AuditStrings } from "../strings/admin/audit.ts";

/** What is known of an event besides who did it to whom. */
export interface Event {
  readonly what: string;
  readonly at: number;
  readonly reason?: string;
  readonly ends?: number;
  readonly to?: boolean | number | string;
}

/** An event in words; of a kind that has none, as a newer server may write it, its own name. */
export function inWords({ what, at, to, ends, reason }: Event): string {
  const table: AuditStrings = audit;
  const known = Object.hasOwn(table, what) ? table[what] : undefined;
  const [done = what, undone = done] = [known ?? what].flat();
  const isUndone = to === false || to === 0;
  const value = typeof to === "number" ? to / 1000 : what === "access" ? accessOf(to) : to;
  const text = (isUndone ? undone : done).replace("{}", () => String(value ?? ""));
  const lasting = ends === undefined || isUndone ? "" : ` · ${lengthOf(ends - at)}`;
  return text + lasting + (reason ? `: ${reason}` : "");
}

/** All kinds of events by what they are called, where they are chosen from: with what undoes them. */
export function kindsInWords(
  kinds: AuditStrings = audit,
): (readonly [kind: string, text: string])[] {
  return Object.entries(kinds).map(([kind, texts]) => {
    const text = [texts].flat().join(" / ");
    return [kind, text.replace(/[:：]?\s*\{\}/, " …")] as const;
  }).sort(([, one], [, other]) => one.localeCompare(other));
}

/** Who may come into a room, as its table says it; what a newer server calls it, where we know no word. */
function accessOf(to: Event["to"]): Event["to"] {
  return to === "open" || to === "listed" || to === "hidden" ? words[to] : to;
}

/** A length of time in the largest unit of which it is some, such as "2 days" or "90 minutes". */
function lengthOf(ms: number): string {
  // It was noted a moment after it began.
  const length = Math.round(ms / 1000);
  const units = [[86_400, words.days], [3_600, words.hours], [60, words.minutes]] as const;
  const whole = units.find(([unit]) => length >= unit && length % unit === 0);
  const rounded = length >= 120 ? [60, words.minutes] as const : [1, words.seconds] as const;
  const [unit, inUnits] = whole ?? rounded;
  return inUnits(Math.round(length / unit));
}
