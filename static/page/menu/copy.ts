/**
 * Takes a text along, and says so.
 *
 * @module
 */

import { linkForOthers } from "../../../client/connection/account/shared_link.ts";
import { Session } from "../../../client/connection/endpoint.ts";
import { more } from "../../strings/more.ts";
import { addressOf, baseUrl, element, style } from "../document.ts";

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

/** Copies the address of a room, or of a message in it, as others can open it. */
export async function copyLink(room: string, seq?: number): Promise<void> {
  await copy(await sharedLink(room, seq));
}

/** The address of a room, or of a message in it, as others can open it. */
export async function sharedLink(room: string, seq?: number): Promise<string> {
  const link = new URL(addressOf(room, seq), location.href);
  return await linkForOthers(link, new Session(baseUrl()));
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
