/**
 * Takes a text along, and says so.
 *
 * @module
 */

import { more } from "../../strings/more.ts";
import { element, style } from "../document.ts";

const SHOWN_MS = 2_000;

export async function copy(text: string): Promise<void> {
  await style("menu");
  const isCopied = await write(text);
  const toast = element("p", { className: "toast", role: "status", popover: "manual" });
  document.body.append(toast);
  toast.showPopover();
  // What can't be copied is shown, to be copied by hand.
  toast.textContent = isCopied ? more.copied : text;
  if (!isCopied) toast.append(element("small", {}, more.copyByHand));
  setTimeout(() => toast.remove(), isCopied ? SHOWN_MS : 5 * SHOWN_MS);
}

/** Whether it could be: browsers keep it from a page that came by plain http. */
async function write(text: string) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
