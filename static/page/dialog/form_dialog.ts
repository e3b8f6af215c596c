/**
 * A dialog in which one fills in a few things. It stays until what is done with them went well.
 *
 * @module
 */

import { strings } from "../../strings.ts";
import { openDialog } from "../dialog.ts";
import { button, element } from "../document.ts";

/** Characters of a new password at least, as the server wants it. */
const PASSWORD_MIN = 8;

/** What is wrong with one of the fields. */
export class FieldError extends Error {
  readonly field: HTMLInputElement;

  constructor(message: string, field: HTMLInputElement, options?: ErrorOptions) {
    super(message, options);
    this.field = field;
  }
}

/**
 * @param form.yes what it is called to do it
 * @param form.className of the button that does it
 * @param form.act rejects with the error to show; resolves with "stay" where nothing was done after all
 */
export async function openForm(
  title: string,
  { hint, fields, yes, className = "", act }: {
    hint: string;
    fields: HTMLElement[];
    yes: string;
    className?: string;
    act: () => Promise<void | "stay">;
  },
): Promise<HTMLDialogElement> {
  const problem = element("p", { className: "problem", role: "alert" });
  const cancel = button(strings.cancel, () => dialog.close(), "quiet");
  const submit = element("button", { type: "submit", className }, yes);
  const choices = element("div", { className: "choices" }, cancel, submit);
  const note = element("p", { className: "note" }, hint);
  const form = element(
    "form",
    { method: "dialog" },
    note,
    ...fields,
    problem,
    choices,
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    problem.textContent = "";
    try {
      if (await act() !== "stay") return dialog.close();
      submit.disabled = false;
      submit.focus();
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      const field = error instanceof FieldError ? error.field : visible().find(isAtFault);
      refuse(field ?? visible()[0]);
    } finally {
      submit.disabled = false;
    }
  });
  // Which these are may change with what is wrong.
  const visible = () =>
    fields.filter((field) => field instanceof HTMLInputElement).filter(({ hidden }) => !hidden);
  const dialog = await openDialog(title, form);
  (visible()[0] ?? submit).focus({ preventScroll: true });
  return dialog;
}

function isAtFault({ value, autocomplete }: HTMLInputElement): boolean {
  return value === "" || autocomplete === "new-password" && value.length < PASSWORD_MIN;
}

/** Selects the field that what was wrong is most likely about, and marks it until it is changed. */
function refuse(field: HTMLInputElement | undefined): void {
  if (field === undefined) return;
  field.ariaInvalid = "true";
  field.addEventListener("input", () => field.ariaInvalid = null, { once: true });
  field.select();
}

/**
 * A field for a secret. A browser that keeps passwords knows by `autocomplete` which one; whoever
 * chooses a new one is told beforehand what it has to be.
 */
export function secretField(
  label: string,
  autocomplete: "current-password" | "new-password" | "off",
): HTMLInputElement {
  const isNew = autocomplete === "new-password";
  const placeholder = isNew ? `${label} (${strings.passwordRule})` : label;
  const field = element("input", { type: "password", autocomplete, placeholder });
  field.ariaLabel = placeholder;
  return field;
}

/** Tells a browser that keeps passwords whose they are. */
export function ownerField(name: string): HTMLInputElement {
  return element("input", { autocomplete: "username", hidden: true, value: name });
}
