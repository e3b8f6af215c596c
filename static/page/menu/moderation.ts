/**
 * What moderators can do about people and messages: only what they may is offered.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import { type Person, RoomModeration } from "../../../client/connection/account/room_moderation.ts";
import type { Room } from "../chat/room.ts";
import { isolated } from "../../../protocol/name.ts";
import { moderation as words } from "../../strings/moderation.ts";
import { confirm } from "../dialog.ts";
import { type MenuItem, openMenu } from "../menu.ts";
import { quoteOf } from "./about_message.ts";
import type { Moderator, RoomAction } from "./moderation/moderator.ts";
import type { Reporter } from "./moderation/report_dialog.ts";

const MINUTE_MS = 60_000;
/** A mute until somebody lifts it: ten years. */
const LONG_MS = 3650 * 24 * 60 * MINUTE_MS;

type Wanted = RoomAction extends infer A ? A extends RoomAction ? Omit<A, "room"> : never : never;

/** The item that opens what one may do about somebody in a room; none for who does not moderate it. */
export function moderationItems(
  moderator: Moderator,
  room: Room | undefined,
  name: string,
  at: Element,
): MenuItem[] {
  if (room?.settings.role === undefined) return [];
  return [{ text: words.menu, act: () => void openModeration(moderator, room, name, at) }];
}

async function openModeration(moderator: Moderator, room: Room, name: string, at: Element) {
  try {
    const person = await new RoomModeration(moderator.session).person(room.name, name);
    const groups = groupsFor(moderator, room, person);
    if (groups.flat().length > 0) {
      return await openMenu(at, words.menuOf(name), groups, name);
    }
    moderator.chat.note(words.nothing(isolated(name)));
  } catch (error) {
    moderator.chat.note(error instanceof Error ? error.message : String(error));
  }
  moderator.draw();
}

function groupsFor(moderator: Moderator, room: Room, person: Person): MenuItem[][] {
  const { name, role, may, muted } = person;
  const does = (wanted: Wanted) => act(moderator, room, wanted);
  const mute = (text: string, ms: number): MenuItem => ({
    text,
    act: () => does({ type: "mute", name, ms }),
  });
  const isModerator = role === "moderator";
  return [
    may.includes("mute")
      ? muted ? [mute(words.unmute, 0)] : [
        mute(words.mute5, 5 * MINUTE_MS),
        mute(words.mute60, 60 * MINUTE_MS),
        mute(words.muteDay, 24 * 60 * MINUTE_MS),
        mute(words.muteOn, LONG_MS),
      ]
      : [],
    may.includes("moderator")
      ? [{
        text: isModerator ? words.dismiss : words.appoint,
        act: () => does({ type: "moderator", name, on: !isModerator }),
      }]
      : [],
    banItems(moderator, room, person),
  ];
}

/** What ends that somebody is here, and what they said. */
function banItems(moderator: Moderator, room: Room, { name, may, banned }: Person): MenuItem[] {
  const does = (wanted: Wanted) => act(moderator, room, wanted);
  const kick = async () => {
    if (await confirm(words.kickQuestion(isolated(name)), words.kick)) {
      does({ type: "kick", name });
    }
  };
  const remove = async () => {
    const { openDeletion } = await import("./moderation/deleting.ts");
    await openDeletion(room, name, moderator);
  };
  const ban: MenuItem = banned
    ? { text: words.unban, act: () => does({ type: "ban", name, ms: 0 }) }
    : { text: words.ban, kind: "grave", act: () => openBan(moderator, room, name) };
  return [
    ...(may.includes("kick") && !banned
      ? [{ text: words.kick, kind: "grave" as const, act: kick }]
      : []),
    ...(may.includes("ban")
      ? [{ text: words.deleteMenu, kind: "grave" as const, act: remove }, ban]
      : []),
  ];
}

async function openBan(moderator: Moderator, room: Room, name: string) {
  const { openBanDialog } = await import("./moderation/ban_dialog.ts");
  await openBanDialog(room, name, moderator);
}

async function act(moderator: Moderator, room: Room, wanted: Wanted) {
  const { moderate } = await import("./moderation/done.ts");
  await moderate(moderator, { ...wanted, room: room.name } as RoomAction);
}

/** The item that reports one of the last messages of somebody in a room. */
export function reportItems(
  reporter: Reporter,
  room: Room | undefined,
  name: string,
): MenuItem[] {
  if (room === undefined) return [];
  const act = async () => {
    const { openReportOf } = await import("./moderation/report_dialog.ts");
    await openReportOf(name, room, reporter);
  };
  return [{ text: words.report, act }];
}

/** What moderators, and everybody else, can do about a message of somebody else. */
export function messageItems(
  moderator: Moderator,
  said: Said,
  { at, remove }: { at: Element; remove: () => void },
): MenuItem[] {
  const room = moderator.chat.room(said.room);
  const ask = async () => {
    const question = words.deleteQuestion(isolated(said.from));
    if (await confirm(question, words.deleteOthers, quoteOf(said))) remove();
  };
  const report = async () => {
    const { openReport } = await import("./moderation/report_dialog.ts");
    await openReport(said, moderator);
  };
  return [
    ...(room?.settings.role === undefined
      ? []
      : [{ text: words.deleteOthers, kind: "grave" as const, act: ask }]),
    ...moderationItems(moderator, room, said.from, at),
    { text: words.report, act: report },
  ];
}
