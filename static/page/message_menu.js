// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Blocker } from "./blocking.js" */
/** @import { Deeds } from "./deeds.js" */

/**
 * What one can do with a message.
 *
 * @module
 */

import { nameKey } from "../connection/names.js";
import { strings } from "../strings.js";
import { more } from "../strings/more.js";
import { addressOf } from "./address.js";
import { blockItem } from "./blocking.js";
import { copy } from "./copy.js";
import { confirm } from "./dialog.js";
import { openMenu } from "./menu.js";

/** The reactions that are one click away. */
const AT_HAND = ["👍", "❤️", "😂", "🎉", "😮"];

/** What is done where one writes. @typedef {{ reply: () => void, edit: () => void }} Doing */

/**
 * @param {Said} said
 * @param {{ you: string, at: Element, blocker: Blocker } & Doing} options
 */
export async function openMessageMenu(said, { you, at, blocker, reply, edit }) {
  const { deeds } = blocker;
  const react = (/** @type {string} */ emoji) => deeds.react(said, emoji, howTo(said, emoji, you));
  const isYours = nameKey(said.from) === nameKey(you);
  await openMenu(at, strings.messageMenu, [
    [
      ...AT_HAND.map((emoji) => ({ text: emoji, act: () => react(emoji), kind: EMOJI })),
      {
        text: "＋",
        label: more.moreEmoji,
        kind: EMOJI,
        act: async () => {
          const { pickEmoji } = await import("./emoji_picker.js");
          await pickEmoji(at, react);
        },
      },
    ],
    [
      { text: more.reply, act: reply },
      ...(isYours ? [{ text: more.edit, act: edit }] : []),
      { text: more.copyText, act: () => copy(said.text) },
      {
        text: more.copyLink,
        act: () => copy(new URL(addressOf(said.room, said.seq), location.href).href),
      },
    ],
    [
      isYours
        ? { text: more.delete, kind: GRAVE, act: () => remove(said, deeds) }
        : blockItem(blocker, said.from, false),
    ],
  ]);
}

const EMOJI = /** @type {const} */ ("emoji");
const GRAVE = /** @type {const} */ ("grave");

/**
 * @param {Said} said
 * @param {Deeds} deeds
 */
async function remove(said, deeds) {
  if (await confirm(more.deleteQuestion, more.delete)) deeds.delete(said);
}

/**
 * @param {Said} said
 * @param {string} emoji
 * @param {string} you
 */
function howTo({ reactions = {} }, emoji, you) {
  const names = Object.hasOwn(reactions, emoji) ? reactions[emoji] ?? [] : [];
  return names.some((name) => nameKey(name) === nameKey(you)) ? "take back" : "add";
}
