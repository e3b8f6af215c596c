/**
 * Changes a guest's name, once they have read what that means.
 *
 * @module
 */

import type { Chat } from "../../chat.ts";
import { Session, SignInError } from "../../../../client/connection/endpoint.ts";
import { isName } from "../../../../protocol/name.ts";
import { strings } from "../../../strings.ts";
import { more } from "../../../strings/more.ts";
import { rememberVisit } from "../../browser_storage.ts";
import { baseUrl, element } from "../../document.ts";
import { openForm, secretField } from "../form_dialog.ts";

/** Under another name one is another guest, who comes into the rooms that are open to all. */
export async function openRename({ you, rooms }: Pick<Chat, "you" | "rooms">): Promise<void> {
  const name = element("input", { autocomplete: "off", spellcheck: false, value: you });
  name.autocapitalize = "none";
  name.ariaLabel = strings.nameLabel;
  const passphrase = secretField(strings.passphraseLabel, "off");
  passphrase.hidden = document.documentElement.dataset.passphrase !== "on";
  const dialog = await openForm(more.changeName, {
    hint: more.renameHint(you),
    fields: [name, passphrase],
    yes: more.changeName,
    act: async () => {
      const wanted = name.value.trim();
      if (!isName(wanted)) throw new Error(strings.nameRule);
      const answers = { name: wanted, passphrase: passphrase.value || undefined };
      try {
        await new Session(baseUrl()).signIn(answers);
      } catch (error) {
        const { reason } = error instanceof SignInError ? error : { reason: "" };
        if (reason === "bad-passphrase") passphrase.hidden = false;
        throw error;
      }
      // The page begins anew, as the other, in the same rooms.
      rememberVisit({ name: wanted, rooms: rooms.map((room) => room.name) });
      location.reload();
    },
  });
  dialog.id = "rename-dialog";
  name.select();
}
