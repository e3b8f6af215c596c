/**
 * Takes away what somebody said and uploaded.
 *
 * @module
 */

import { ownData as words } from "../../../strings/own_data.ts";
import { baseUrl, button, element } from "../../document.ts";

const TOO_MANY = 429;

/** @param notice where it says how that went */
export function ownDataButton(notice: HTMLElement): HTMLButtonElement {
  return button(words.download, async () => {
    notice.textContent = "";
    notice.textContent = await download();
  }, "quiet own-data");
}

/** @returns how it went, in words */
async function download(): Promise<string> {
  const url = new URL("api/account/data", baseUrl());
  try {
    // A download that is refused would say nothing.
    const { ok, status } = await fetch(url, { method: "HEAD", cache: "no-store" });
    if (!ok) return status === TOO_MANY ? words.busy : words.failed;
  } catch {
    return words.failed;
  }
  element("a", { href: url.href, download: "" }).click();
  return words.begins;
}
