/**
 * What the sections of the page for administrators share.
 *
 * @module
 */

import type { Session } from "../../client/connection/endpoint.ts";
import { isolated } from "../../protocol/name.ts";
import { confirm, openDialog } from "../page/dialog.ts";
import { openForm } from "../page/dialog/form_dialog.ts";
import { element } from "../page/document.ts";
import { briefly, strings } from "../strings.ts";
import { admin as words } from "../strings/admin.ts";
import type { Reporter } from "./reporter.ts";

/** What a section is given. */
export interface SectionContext {
  readonly session: Session;
  readonly reporter: Reporter;
  /** Where it shows itself. */
  readonly content: HTMLElement;
}

/** A section: what it is called, and what shows it. */
export interface Section {
  readonly id: string;
  readonly title: string;
  show(context: SectionContext): Promise<void>;
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** A path below `/api/admin/`, of parts that may be anything. */
export function path(...parts: string[]): string {
  return ["admin", ...parts.map(encodeURIComponent)].join("/");
}

/** A query of what is given. */
export function query(fields: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(fields).flatMap(([name, value]) => value ? [[name, value]] : []);
  return `?${new URLSearchParams(given)}`;
}

/** A time, where there is little room. */
export function when(at: number | undefined): string {
  return at === undefined ? words.never : briefly(at, Date.now());
}

/** A field with its label above. */
export function field<F extends HTMLElement>(label: string, input: F): HTMLElement {
  return element("label", { className: "field" }, element("span", {}, label), input);
}

/** A name, and whether it is a guest's. */
export function named({ name, guest = false }: { name: string; guest?: boolean }): HTMLElement {
  const badge = element("span", { className: "badge" }, strings.guest);
  return element("span", {}, isolated(name), ...(guest ? [" ", badge] : []));
}

export function choice(
  options: readonly (readonly [value: string, text: string])[],
  value = options[0]?.[0] ?? "",
): HTMLSelectElement {
  const select = element("select", {});
  select.append(...options.map(([value, text]) => new Option(text, value)));
  select.value = value;
  return select;
}

/** How long something lasts, in milliseconds; empty for no end. */
export function lengths(): HTMLSelectElement {
  return choice([
    [String(HOUR_MS), words.hours(1)],
    [String(DAY_MS), words.days(1)],
    [String(7 * DAY_MS), words.days(7)],
    [String(30 * DAY_MS), words.days(30)],
    ["", words.never],
  ], String(DAY_MS));
}

/** A length as it is sent. */
export function msOf({ value }: HTMLSelectElement): { ms?: number } {
  return value === "" ? {} : { ms: Number(value) };
}

/**
 * Does what somebody confirmed, and tells that; gives whether it was done.
 *
 * @param quote what it is about, where the question does not name it
 */
export async function confirmed(
  { reporter }: Pick<SectionContext, "reporter">,
  question: string,
  yes: string,
  act: () => Promise<void>,
  quote?: HTMLElement,
): Promise<boolean> {
  if (!await confirm(question, yes, quote)) return false;
  const isDone = await reporter.attempt(act);
  if (isDone) reporter.done();
  return isDone;
}

/** Asks for a reason and what else it takes. Stays open until it is done. */
export async function askReason(
  { reporter }: SectionContext,
  title: string,
  { hint = words.reasonHint, yes, more = [], act }: {
    hint?: string;
    yes: string;
    more?: HTMLElement[];
    act: (reason: string) => Promise<void>;
  },
): Promise<void> {
  const reason = element("input", { maxLength: 200, required: true, dir: "auto" });
  await openForm(title, {
    ...{ hint, yes, className: "grave", fields: [field(words.reason, reason), ...more] },
    act: async () => {
      await act(reason.value.trim());
      reporter.done();
    },
  });
  reason.focus();
}

/** A dialog that shows something until it is closed. */
export async function showDialog(
  title: string,
  ...inside: (Node | string)[]
): Promise<HTMLDialogElement> {
  const dialog = await openDialog(title, element("div", { className: "inside" }, ...inside));
  dialog.classList.add("wide");
  return dialog;
}
