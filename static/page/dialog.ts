/**
 * A question in the middle of the page.
 *
 * @module
 */

import { strings } from "../strings.ts";
import { more } from "../strings/more.ts";
import { button, element, style } from "./document.ts";
import { giveCaretBack } from "./document/caret.ts";

/** How many were opened so far. */
let opened = 0;

/** Opens a dialog, which is gone when it is closed. */
export async function openDialog(
  title: string,
  ...inside: (Node | string)[]
): Promise<HTMLDialogElement> {
  await style("extras");
  // One may stand over another: each is called by its own.
  const heading = element("h2", { id: `dialog-title-${++opened}` }, title);
  const close = element("button", { type: "button", className: "close quiet round" }, "✕");
  close.ariaLabel = more.close;
  const dialog = element("dialog", { className: "extra" }, heading, close, ...inside);
  dialog.setAttribute("aria-labelledby", heading.id);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close(); // beside it, on the veil
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    giveCaretBack();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * Puts the focus where one may write, and lets the dialog stay at its top. Where that would bring up a
 * phone's keyboard, which covers the rest, one touches the field oneself.
 */
export function offer(field: HTMLElement): void {
  const close = field.closest("dialog")?.querySelector<HTMLElement>(".close");
  const isTouched = matchMedia("(hover: none)").matches;
  (isTouched && close ? close : field).focus({ preventScroll: true });
}

/**
 * Where a dialog tells what became of what somebody did in it: what is done is a note, and what went wrong
 * is in the colour of errors, and read out at once.
 */
export class Outcome {
  readonly element: HTMLElement;
  #done = element("p", { className: "note", role: "status" });
  #problem = element("p", { className: "problem", role: "alert" });

  constructor() {
    this.element = element("div", { className: "dialog-outcome" }, this.#done, this.#problem);
  }

  /** Whether it tells something. */
  get isEmpty(): boolean {
    return this.element.textContent === "";
  }

  /** Tells that something is done; an empty text, nothing. */
  tell(text: string): void {
    this.#done.textContent = text;
    this.#problem.textContent = "";
  }

  /** Tells what is wrong. */
  refuse(error: unknown): void {
    this.#done.textContent = "";
    this.#problem.textContent = error instanceof Error ? error.message : String(error);
  }

  /** Does something, and tells what is wrong if it could not be done. */
  async attempt(act: () => Promise<void>): Promise<void> {
    this.tell("");
    try {
      await act();
    } catch (error) {
      this.refuse(error);
    }
  }
}

/**
 * @param yes what it is called to do it
 * @param quote what it is about, where the question does not name it
 */
export async function confirm(
  question: string,
  yes: string,
  quote?: HTMLElement,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const cancel = button(strings.cancel, () => dialog.close(), "quiet");
  const act = button(yes, () => dialog.close("yes"), "grave");
  const choices = element("div", { className: "choices" }, cancel, act);
  const dialog = await openDialog(question, ...(quote ? [quote] : []), choices);
  if (quote) {
    quote.id = `${dialog.getAttribute("aria-labelledby")}-quote`;
    dialog.setAttribute("aria-describedby", quote.id);
  }
  dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"));
  cancel.focus();
  return await promise;
}

/** What a question is about, as its list shows it. */
export function quoteOf(name: string, note = ""): HTMLElement {
  const about = note === "" ? [] : [" · ", element("bdi", {}, note)];
  return element("blockquote", {}, element("b", { dir: "auto" }, name), ...about);
}

/**
 * Asks for a line of text, until what is done with it went well or nobody wants it any more.
 *
 * @param max code units
 * @param act resolves with what is wrong with it, if something is
 */
export async function prompt(
  question: string,
  value: string,
  max: number,
  act: (text: string) => Promise<string | undefined>,
): Promise<void> {
  const input = element("input", { value, maxLength: max, dir: "auto" });
  input.ariaLabel = question;
  const save = element("button", { type: "submit" }, more.save);
  const cancel = button(strings.cancel, () => dialog.close(), "quiet");
  const choices = element("div", { className: "choices" }, cancel, save);
  const problem = element("p", { className: "problem", role: "alert" });
  const form = element("form", { method: "dialog" }, input, problem, choices);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    save.disabled = true;
    problem.textContent = await act(input.value.trim()) ?? "";
    save.disabled = false;
    if (problem.textContent === "") dialog.close();
  });
  const dialog = await openDialog(question, form);
  input.select();
}
