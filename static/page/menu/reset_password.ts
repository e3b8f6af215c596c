/**
 * Helps somebody who forgot their password: an administrator makes a link for them.
 *
 * @module
 */

import type { Account } from "../../../client/connection/account.ts";
import { isolated } from "../../../protocol/name.ts";
import { dayInWords } from "../../strings.ts";
import { reset as words } from "../../strings/reset.ts";
import { openDialog } from "../dialog.ts";
import { openForm } from "../dialog/form_dialog.ts";
import { button, element } from "../document.ts";
import type { MenuItem } from "../menu.ts";
import { copy } from "./copy.ts";

/** What an administrator can do about somebody's password; nothing for others. */
export async function resetItems(account: Account, name: string): Promise<MenuItem[]> {
  if (!await account.isAdmin()) return [];
  return [{ text: words.resetMenu, act: () => openReset(account, name) }];
}

async function openReset(account: Account, name: string) {
  const who = isolated(name);
  const dialog = await openForm(words.resetPassword(who), {
    hint: words.resetHint(who),
    fields: [],
    yes: words.makeLink,
    act: async () => {
      const { url, network = url, expires } = await account.offerReset(name);
      await showLink(who, { url: network, expires });
    },
  });
  dialog.id = "reset-offer";
}

/** Shows a link, which nobody is shown again. */
async function showLink(who: string, { url, expires }: { url: string; expires: number }) {
  const link = element("input", { value: url, readOnly: true });
  link.ariaLabel = words.link;
  const hint = words.linkHint(who, dayInWords(expires, Date.now()));
  const dialog = await openDialog(
    words.resetPassword(who),
    element(
      "form",
      { method: "dialog" },
      element("p", { className: "note" }, hint),
      link,
      element("div", { className: "choices" }, button(words.copyLink, () => copy(url))),
    ),
  );
  dialog.id = "reset-link";
  link.select();
}
