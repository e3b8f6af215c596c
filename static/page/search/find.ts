/**
 * A message in a list: who said it, when, and what, as a link to where it was said.
 *
 * @module
 */

import type { Said } from "../../../protocol.ts";
import { briefly, dayAndTime } from "../../strings.ts";
import { addressOf, element, showAvatar } from "../document.ts";
import { showByDay } from "../document/show_by_day.ts";
import { inWords } from "../screen/timeline/message/in_words.ts";
import { markWords } from "./mark_words.ts";

/**
 * @param words which are marked in it
 * @param label what its room is called, where that is to be told
 */
export function makeFind(said: Said, words: string, label?: string): HTMLLIElement {
  const { room, seq, from, at } = said;
  const avatar = element("span", { className: "avatar" });
  avatar.ariaHidden = "true";
  showAvatar(avatar, from);
  const time = element("time", { className: "note", title: dayAndTime(at) });
  const item = element(
    "li",
    {},
    element(
      "a",
      { href: addressOf(room, seq) },
      avatar,
      element("b", {}, ...markWords(from, words)),
      showByDay(time, (now) => [label, briefly(at, now)].filter(Boolean).join(" · ")),
      element("span", { className: "words", dir: "auto" }, ...markWords(inWords(said), words)),
    ),
  );
  item.dataset.at = String(at);
  return item;
}
