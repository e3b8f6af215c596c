/**
 * Where nothing was said yet: what a room wants first, for those who may do it.
 *
 * @module
 */
import type { Connection } from "../../../../client/connection.ts";
import { LOBBY } from "../../../../protocol.ts";
import { invites } from "../../../strings/invites.ts";
import { more } from "../../../strings/more.ts";
import type { Room } from "../../chat/room.ts";
import { addressOf, button, element, part } from "../../document.ts";
import { copy } from "../../menu/copy.ts";
import { openPrivateLink } from "../../extras/private_rooms.ts";
import type { Moderator } from "../../menu/moderation/moderator.ts";
import { mayLeadIn, maySetTopic, setTopic } from "../../menu/room_menu.ts";

export interface StartOptions {
  readonly connection: Connection;
  readonly openInvites: () => Promise<void>;
  readonly moderator: Moderator;
}

/** Offers buttons below the beginning of a room, as long as nothing else stands there. */
export class EmptyRoom {
  readonly #buttons = element("p", { id: "room-start", hidden: true });
  /** What is offered now: it is made anew only when that changes, so that the focus stays. */
  #look = "";

  constructor() {
    part(document, "#beginning", HTMLElement).after(this.#buttons);
  }

  draw(room: Room | undefined, options: (room: Room) => StartOptions): void {
    const isOffered = room !== undefined && isEmpty(room);
    const look = isOffered ? [room.key, room.settings.role, ...offered(room)].join() : "";
    if (look === this.#look) return;
    this.#look = look;
    this.#buttons.hidden = !isOffered;
    this.#buttons.replaceChildren(...(isOffered ? offersFor(room, options(room)) : []));
  }
}

/** Whether one can lead others in, and whether a topic is missing that one may set. */
function offered(room: Room): [boolean, boolean] {
  return [mayLeadIn(room), maySetTopic(room) && room.topic === ""];
}

function offersFor(
  room: Room,
  { connection, openInvites, moderator }: StartOptions,
): HTMLElement[] {
  const { role } = room.settings;
  const isOwner = role === "owner" || role === "administrator";
  const link = new URL(addressOf(room.name), location.href).href;
  const openSettings = async () => {
    const { openRoomSettings } = await import("../../menu/moderation/room_settings_dialog.ts");
    await openRoomSettings(room, moderator);
  };
  const [isLeading, isTopicless] = offered(room);
  const topic = isTopicless
    ? [button(more.setTopic, () => setTopic(room, connection), "quiet")]
    : [];
  if (room.isSealed) {
    return [button(more.privateLink, () => openPrivateLink(room), "quiet"), ...topic];
  }
  // Who is no moderator leads others in by the room's address.
  const invite = role === undefined
    ? button(more.copyRoomLink, () => copy(link), "quiet")
    : button(invites.menu, openInvites, "quiet");
  return [
    ...(isLeading ? [invite] : []),
    ...topic,
    ...(isOwner && room.key !== LOBBY ? [button(more.whoMayComeIn, openSettings, "quiet")] : []),
  ];
}

/** Whether nothing was said in it, nor is about to be. */
function isEmpty(room: Room): boolean {
  const { isDirect, silence, isMissingSome, first, unsent } = room;
  if (isDirect || silence !== undefined || isMissingSome || first > 1 || unsent.length > 0) {
    return false;
  }
  const isAtBeginning = !part(document, "#beginning", HTMLElement).hidden;
  return isAtBeginning && document.querySelector("#entries .message") === null;
}
