/**
 * Asks for how long, and why, somebody is banned from a room.
 *
 * @module
 */

import type { Room } from "../../chat/room.ts";
import { isolated } from "../../../../protocol/name.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import { element, style } from "../../document.ts";
import { change } from "../../visit/actions.ts";
import { openForm } from "../../dialog/form_dialog.ts";
import { AddressChoice } from "./address_choice.ts";
import type { Moderator, RoomAction } from "./moderator.ts";
import { BACK, deleteSaid, removalOf } from "./deleting.ts";
import { tellDone } from "./done.ts";

const HOUR_MS = 60 * 60 * 1000;

export async function openBanDialog(
  room: Room,
  name: string,
  moderator: Moderator,
): Promise<void> {
  const length = element("select", {});
  length.append(
    new Option(words.hour, String(HOUR_MS)),
    new Option(words.day, String(24 * HOUR_MS), true, true),
    new Option(words.week, String(7 * 24 * HOUR_MS)),
    new Option(words.good, ""),
  );
  const reason = element("input", { maxLength: 200, placeholder: words.reason, dir: "auto" });
  reason.ariaLabel = words.reason;
  const address = new AddressChoice(words.address);
  const back = element("select", { id: "delete-said" });
  back.append(...BACK.map(([value, label]) => new Option(label, value)));
  await style("people/moderation");
  const dialog = await openForm(
    words.banTitle(isolated(name), isolated(room.label)),
    {
      hint: words.banHint,
      fields: [
        element("label", { className: "field" }, element("span", {}, words.banLength), length),
        element("label", { className: "field" }, element("span", {}, words.deleteSaid), back),
        reason,
        ...address.elements,
      ],
      yes: words.doBan,
      className: "grave",
      act: async () => {
        const ban: Extract<RoomAction, { type: "ban" }> = {
          ...{ type: "ban", room: room.name, name },
          ...(length.value !== "" && { ms: Number(length.value) }),
          ...(address.isChosen && { address: true }),
          ...(reason.value.trim() !== "" && { reason: reason.value.trim() }),
        };
        const problem = await change(moderator.connection, ban);
        if (problem !== undefined) throw new Error(problem);
        const removal = removalOf({ room: room.name, name }, back.value);
        if (removal === undefined) return tellDone(moderator, ban);
        // It goes on though the dialog is closed.
        void deleteSaid(moderator, removal, ban);
      },
    },
  );
  dialog.classList.add("care");
  length.focus({ preventScroll: true });
}
