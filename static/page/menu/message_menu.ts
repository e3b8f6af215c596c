/**
 * What one can do with a message.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import { type Blocker, blockItem } from "./person_menu.ts";
import type { PendingChange } from "../chat/room.ts";
import { SignInError } from "../../../client/connection/endpoint.ts";
import { nameKey } from "../../../protocol/name.ts";
import { strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { profileWords } from "../../strings/profile.ts";
import { shownName } from "../browser_storage.ts";
import type { Change } from "../../../client/connection/outbox.ts";
import { mayPin, pinning, pinsSoon } from "../extras/pins.ts";
import { change } from "../visit/actions.ts";
import { quoteOf, titleOf } from "./about_message.ts";
import { copy, copyLink } from "./copy.ts";
import { confirm } from "../dialog.ts";
import { messageItems } from "./moderation.ts";
import { countReaction, hasReacted } from "./reacting.ts";
import { type MenuItem, openMenu } from "../menu.ts";
import { inWords } from "../screen/timeline/message/in_words.ts";

/** The reactions that are one click away. */
const AT_HAND = ["👍", "❤️", "😂", "🎉", "😮"];

/** What is done where one writes. */
export type Doing = { reply: () => void; edit: () => void };
/** Sends a change of the message. */
type Revise = (change: PendingChange, text: string) => void;

export async function openMessageMenu(
  said: Said,
  { you, at, blocker, revise, openPerson, reply, edit }:
    & { you: string; at: Element; blocker: Blocker; revise: Revise; openPerson: () => void }
    & Doing,
): Promise<void> {
  const react = (emoji: string) => {
    const on = !hasReacted(said, emoji, you);
    if (on) countReaction(emoji);
    revise({ type: "react", of: said.seq, emoji, on }, emoji);
  };
  const isYours = await isOwn(said.from, you, blocker);
  const isSilent = blocker.chat.room(said.room)?.silence !== undefined;
  await openMenu(at, strings.messageMenu, [
    [
      ...AT_HAND.map((emoji) => {
        const label = more.reactWith(emoji);
        return { text: emoji, label, act: () => react(emoji), kind: EMOJI };
      }),
      {
        text: "＋",
        label: more.moreEmoji,
        kind: EMOJI,
        act: async () => {
          const { pickEmoji } = await import("./emoji_picker.ts");
          await pickEmoji(at, react);
        },
      },
    ],
    [
      ...(isSilent ? [] : [{ text: more.reply, act: reply }]),
      ...(isYours && !isSilent ? [{ text: more.edit, act: edit }] : []),
      ...reactionsItem(said, at),
      ...(isYours ? [] : [{
        text: more.markUnread,
        act: () => ask(blocker, { type: "unread", room: said.room, of: said.seq }),
      }]),
      { text: profileWords.profileOf(shownName(said.from)), act: openPerson },
      ...await pinItems(blocker, said),
      ...await pictureItem(said),
      ...(said.text === "" ? [] : [{ text: more.copyText, act: () => copy(said.text) }]),
      { text: more.copyLink, act: () => copyLink(said.room, said.seq) },
    ],
    isYours ? [] : messageItems(blocker, said, {
      at,
      remove: () => revise({ type: "delete", of: said.seq }, inWords(said)),
    }),
    [
      isYours
        ? { text: more.delete, kind: GRAVE, act: () => remove(said, revise) }
        : blockItem(blocker, said.from, false),
    ],
  ], titleOf(said));
}

/** Who reacted, for who can neither hover nor hold. */
function reactionsItem(said: Said, at: Element) {
  if (Object.keys(said.reactions ?? {}).length === 0) return [];
  const act = async () => {
    const { openWhoReacted } = await import("../screen/timeline/reactions/who_reacted.ts");
    await openWhoReacted(said, at);
  };
  return [{ text: more.reactions, act }];
}

/** For who does not reach the pictures themselves. */
async function pictureItem(said: Said) {
  if (said.files === undefined) return [];
  const { hasPictures, openPicturesOf } = await import("../showing.ts");
  const act = () => void openPicturesOf(said);
  return hasPictures(said.files) ? [{ text: more.openPictures, act }] : [];
}

/** Pins a message, or unpins it, for who may. */
async function pinItems(blocker: Blocker, said: Said): Promise<MenuItem[]> {
  if (!mayPin(blocker.chat.room(said.room))) return [];
  const pins = await pinsSoon(blocker.connection, said.room);
  const on = !pins?.some(({ seq }) => seq === said.seq);
  return [{ text: on ? more.pin : more.unpin, act: () => ask(blocker, pinning(said, on)) }];
}

/** Has the server do something, and tells what is wrong if it is not done. */
async function ask({ connection, chat, draw }: Blocker, wanted: Change) {
  const problem = await change(connection, wanted);
  if (problem === undefined) return;
  chat.note(problem);
  draw();
}

const EMOJI = "emoji" as const;
const GRAVE = "grave" as const;

async function remove(said: Said, revise: Revise) {
  if (!await confirm(more.deleteQuestion, more.delete, quoteOf(said))) return;
  revise({ type: "delete", of: said.seq }, inWords(said));
}

/** The names that a guest had before, by the one that they have. */
let former: { you: string; names: readonly string[] } | undefined;

/** Whether something was said by oneself, who may have been called otherwise then. */
async function isOwn(from: string, you: string, { chat, session }: Blocker): Promise<boolean> {
  if (nameKey(from) === nameKey(you)) return true;
  if (!chat.guest) return false;
  if (former?.you !== you) {
    const me = await session.whoAmI().catch((error) => {
      // Without a connection it is not known yet.
      if (error instanceof SignInError) return undefined;
      throw error;
    });
    if (me !== undefined) former = { you, names: me.names ?? [] };
  }
  return former?.names.includes(nameKey(from)) ?? false;
}
