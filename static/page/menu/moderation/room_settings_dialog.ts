/**
 * How a room is set: for its moderators, and what is its owner's for them alone.
 *
 * @module
 */

import { LIMITS, LOBBY } from "../../../../protocol.ts";
import {
  type RoomChange,
  RoomModeration,
} from "../../../../client/connection/account/room_moderation.ts";
import type { Room } from "../../chat/room.ts";
import { isolated } from "../../../../protocol/name.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import { element, style } from "../../document.ts";
import { offer } from "../../dialog.ts";
import { openForm } from "../../dialog/form_dialog.ts";
import type { Moderator } from "./moderator.ts";
import { tellDone } from "./done.ts";

/** What slow mode may be, in seconds. */
const PACES_S = [5, 10, 30, 60, 300, 900, 3600];

export async function openRoomSettings(room: Room, moderator: Moderator): Promise<void> {
  const { settings } = room;
  const isOwner = room.settings.role !== "moderator";
  const name = element("input", {
    value: room.settings.name ?? room.title,
    maxLength: 2 * LIMITS.name,
    dir: "auto",
  });
  const access = choice(
    [["open", words.open], ["listed", words.listed], ["hidden", words.hidden]],
    settings.access ?? "open",
  );
  const slow = choice(
    [["0", words.off], ...PACES_S.map((s): [string, string] => [String(s * 1000), paceOf(s)])],
    String(settings.slow ?? 0),
  );
  const announce = element("input", { type: "checkbox", checked: settings.announce === true });
  const archived = element("input", {
    id: "archive",
    type: "checkbox",
    checked: settings.archived === true,
  });
  const isLobby = room.key === LOBBY;
  await style("people/moderation");
  const dialog = await openForm(words.settingsTitle(isolated(room.label)), {
    hint: "",
    fields: [
      ...(isOwner ? [labelled(words.name, name, words.nameHint)] : []),
      ...(isOwner && !isLobby ? [labelled(words.access, access, words.accessHint)] : []),
      labelled(words.slow, slow),
      element("label", { className: "check" }, announce, ` ${words.announce}`),
      ...(isOwner && !isLobby
        ? [
          element("label", { className: "check" }, archived, ` ${words.archive}`),
          element("p", { className: "note" }, words.archived),
        ]
        : []),
    ],
    yes: words.save,
    act: async () => {
      const wanted: RoomChange = {
        ...(isOwner && name.value.trim() !== (room.settings.name ?? room.title) &&
          { name: name.value.trim() }),
        ...(isOwner && !isLobby && access.value !== (settings.access ?? "open") &&
          { access: access.value }),
        ...(Number(slow.value) !== (settings.slow ?? 0) && { slow: Number(slow.value) }),
        ...(announce.checked !== (settings.announce === true) && { announce: announce.checked }),
        ...(archived.checked !== (settings.archived === true) && { archived: archived.checked }),
      };
      if (Object.keys(wanted).length === 0) return;
      await new RoomModeration(moderator.session).change(room.name, wanted);
      const { archived: on } = wanted;
      if (on !== undefined) tellDone(moderator, { type: "archive", room: room.name, on });
    },
  });
  dialog.classList.add("care");
  if (isOwner) offer(name);
  else slow.focus({ preventScroll: true });
}

function choice(options: [value: string, text: string][], value: string): HTMLSelectElement {
  const select = element("select", {});
  const isKnown = options.some(([known]) => known === value);
  const all = isKnown ? options : [...options, [value, paceOf(Number(value) / 1000)] as const];
  select.append(...all.map(([value, text]) => new Option(text, value)));
  select.value = value;
  return select;
}

function paceOf(seconds: number): string {
  return seconds < 60 ? words.seconds(seconds) : words.minutes(Math.round(seconds / 60));
}

function labelled(text: string, field: HTMLElement, hint = ""): HTMLElement {
  const note = hint === "" ? [] : [element("span", { className: "note" }, hint)];
  return element("label", { className: "field" }, element("span", {}, text), field, ...note);
}
