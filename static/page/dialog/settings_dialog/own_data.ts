/**
 * Takes away what somebody said and uploaded.
 *
 * @module
 */

import { ownData as words } from "../../../strings/own_data.ts";
import type { Outcome } from "../../dialog.ts";
import { baseUrl, button, element } from "../../document.ts";

const TOO_MANY = 429;

/** @param outcome where it says how that went */
export function ownDataButton(outcome: Outcome): HTMLButtonElement {
  const take = () =>
    outcome.attempt(async () => {
      const problem = await download();
      if (problem !== undefined) throw new Error(problem);
      outcome.tell(words.begins);
    });
  return button(words.download, take, "quiet own-data");
}

/** @returns why there is nothing to download, if so */
async function download(): Promise<string | undefined> {
  const url = new URL("api/account/data", baseUrl());
  try {
    // A download that is refused would say nothing.
    const { ok, status } = await fetch(url, { method: "HEAD", cache: "no-store" });
    if (!ok) return status === TOO_MANY ? words.busy : words.failed;
  } catch {
    return words.failed;
  }
  element("a", { href: url.href, download: "" }).click();
  return undefined;
}
