/**
 * Changes a guest's name, once they have read what that means.
 *
 * @module
 */

import type { Chat } from "../../chat.ts";
import { renameGuest } from "../../../../client/connection/account/guest_name.ts";
import { Session } from "../../../../client/connection/endpoint.ts";
import { isName } from "../../../../protocol/name.ts";
import { strings } from "../../../strings.ts";
import { more } from "../../../strings/more.ts";
import { moveKept } from "../../browser_storage/move_kept.ts";
import { baseUrl, element } from "../../document.ts";
import { openForm } from "../form_dialog.ts";

/** They stay who they are: the server ends their connection, which comes back under the other name. */
export async function openRename(
  { you, rooms, directRooms }: Pick<Chat, "you" | "rooms" | "directRooms">,
): Promise<void> {
  const name = element("input", { autocomplete: "off", spellcheck: false, value: you });
  name.autocapitalize = "none";
  name.ariaLabel = strings.nameLabel;
  const dialog = await openForm(more.changeName, {
    hint: more.renameHint(you),
    fields: [name],
    yes: more.changeName,
    act: async () => {
      const wanted = name.value.trim();
      if (!isName(wanted)) throw new Error(strings.nameRule);
      // What is on its way is said under the name that it was written under.
      const isBusy = [...rooms, ...directRooms].some((room) => room.unsent.length + room.files > 0);
      if (isBusy) throw new Error(more.renameLater);
      await renameGuest(new Session(baseUrl()), wanted);
      moveKept(you, wanted);
    },
  });
  dialog.id = "rename-dialog";
  name.select();
}
