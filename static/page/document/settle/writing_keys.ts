/**
 * Keys where one writes: Ctrl B, I, E and K mark what is selected, Enter goes on with a list and makes a
 * line in code, and elsewhere where it does not send, Tab puts an item further in. What they do is undone as what is typed.
 *
 * @module
 */
import {
  addressFor,
  type Edit,
  indented,
  isInCode,
  linked,
  marked,
  nextItem,
  type Written,
} from "../../screen/composer/writing.ts";
import { enterMakesLine } from "../../browser_storage.ts";
import { part } from "../../document.ts";

/** Keys with Ctrl, or Cmd, and the marks that they put around what is selected. */
const MARKS: Readonly<Record<string, string>> = { b: "**", i: "*", e: "`" };

export function attendWriting(): void {
  const text = part(document, "#composer textarea", HTMLTextAreaElement);
  /** Whether Tab leaves, as it does everywhere else. */
  let mayLeave = false;
  hintEnter(text);
  text.setAttribute("aria-keyshortcuts", "Control+B Control+I Control+E Control+K Control+Enter");
  text.addEventListener("keydown", (event) => {
    // An input method's keys choose words, and those of a list choose in it.
    if (event.isComposing || event.keyCode === 229 || event.altKey) return;
    if (text.hasAttribute("aria-activedescendant")) return;
    if (event.key === "Escape") mayLeave = true;
    else if (event.key !== "Tab" && event.key !== "Shift") mayLeave = false;
    if (event.key === "Tab" && mayLeave) return;
    const done = press(event, text);
    if (done === undefined) return;
    event.stopImmediatePropagation();
    if (done === "typed") return;
    event.preventDefault();
    if (done !== "sent") apply(text, done);
  }, { capture: true });
  text.addEventListener("paste", (event) => {
    const address = addressFor(writtenIn(text), event.clipboardData?.getData("text/plain") ?? "");
    if (address === undefined) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    apply(text, linked(writtenIn(text), address));
  }, { capture: true });
}

/** @returns what a key changes, or that it is typed, or has sent; `undefined` if it means nothing here */
function press(
  event: KeyboardEvent,
  text: HTMLTextAreaElement,
): Edit | "typed" | "sent" | undefined {
  const { key, shiftKey } = event;
  const written = writtenIn(text);
  if (event.ctrlKey || event.metaKey) {
    if (key === "Enter") {
      text.form?.requestSubmit();
      return "sent";
    }
    const mark = shiftKey ? undefined : MARKS[key.toLowerCase()];
    if (mark !== undefined) return marked(written, mark);
    // Without words that are selected it finds a room, as everywhere.
    const isLink = key.toLowerCase() === "k" && !shiftKey && written.start < written.end;
    return isLink ? linked(written) : undefined;
  }
  if (key === "Tab") return indented(written, shiftKey);
  if (key !== "Enter" || shiftKey) return undefined;
  if (isInCode(written)) return "typed";
  return nextItem(written) ?? (enterMakesLine() ? "typed" : undefined);
}

/** Has a phone's keyboard show what its Enter does. */
export function hintEnter(
  text: HTMLTextAreaElement = part(document, "#composer textarea", HTMLTextAreaElement),
): void {
  text.enterKeyHint = enterMakesLine() ? "enter" : "send";
}

function writtenIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Written {
  return { text: value, start: selectionStart, end: selectionEnd };
}

/** As if it had been typed, so that it can be undone: there is no other way than this old one. */
function apply(text: HTMLTextAreaElement, { from, to, text: put, start, end }: Edit): void {
  text.setSelectionRange(from, to);
  const isTyped = document.execCommand(put === "" ? "delete" : "insertText", false, put);
  if (!isTyped) {
    text.setRangeText(put, from, to, "end");
    text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  text.setSelectionRange(start, end);
}
