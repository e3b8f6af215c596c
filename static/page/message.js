// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Line } from "../connection/log.js" */
/** @import { Item } from "./timeline.js" */

/**
 * One line of the conversation on the screen: a message, or what happened to the room.
 *
 * @module
 */

import { isolated } from "../connection/names.js";
import { strings } from "../strings.js";
import { addressOf } from "./address.js";
import { showAvatar } from "./avatar.js";
import { dayAndTime, dayInWords, isSameDay, timeOfDay } from "./clock.js";
import { plainWords } from "./markup.js";
import { calls } from "./mention.js";
import { part, stamp } from "./part.js";
import { showMarkup } from "./show_markup.js";
import { style } from "./style.js";

/**
 * What is shown of a message, in the log or on its way there.
 *
 * @typedef {Pick<Said, "from" | "at" | "text" | "reply" | "edited" | "deleted" | "reactions">} Words
 */

/** Messages of one person that follow each other within this time stand under one name. */
const GROUP_MS = 5 * 60 * 1000;

/** How much of a message that is answered is shown. */
const ANSWERED_UNITS = 160;

/**
 * @param {Line} line
 * @param {string} you
 * @returns {HTMLElement}
 */
export function makeLine(line, you) {
  if (line.type !== "said" || line.blocked) return stamp("happening");
  const element = makeMessage(line, you);
  part(element, ".when", HTMLAnchorElement).href = addressOf(line.room, line.seq);
  return element;
}

/**
 * @param {Words} words
 * @param {string} you
 * @returns {HTMLElement}
 */
export function makeMessage(words, you) {
  const { from, at } = words;
  const element = stamp("message");
  element.classList.toggle("yours", from === you);
  showAvatar(part(element, ".avatar", HTMLElement), from);
  part(element, ".author", HTMLElement).textContent = from;
  const time = part(element, "time", HTMLTimeElement);
  time.textContent = timeOfDay(at);
  time.dateTime = new Date(at).toISOString();
  time.title = dayAndTime(at);
  return element;
}

/**
 * Shows a line as it is now, and where it stands.
 *
 * @param {HTMLElement} element
 * @param {Item} item
 * @param {string} you
 */
export function showLine(element, { line, previous, original, isFirstNew }, you) {
  if (line.type === "said" && !line.blocked) showWords(element, line, original, you);
  else {
    const words = line.type === "topic"
      ? strings.topicSet(isolated(line.from), isolated(line.text))
      : isBlocked(line)
      ? strings.blockedHere
      : line.text;
    const text = part(element, ".text", HTMLElement);
    text.textContent = words;
    text.title = dayAndTime(line.at);
    // However much they say, it is one quiet line.
    text.hidden = isBlocked(line) && isBlocked(previous);
  }
  standBelow(element, line, previous);
  element.classList.toggle("first-new", isFirstNew);
  part(element, ".news", HTMLElement).hidden = !isFirstNew;
}

/** @param {Line | undefined} line */
function isBlocked(line) {
  return line?.type === "said" && line.blocked === true;
}

/**
 * Shows a message's text, what it answers, and what became of it.
 *
 * @param {HTMLElement} element
 * @param {Words} words
 * @param {Said | undefined} original
 * @param {string} you
 */
export function showWords(
  element,
  { from, text, reply, edited, deleted, reactions },
  original,
  you,
) {
  element.classList.toggle("deleted", deleted ?? false);
  element.classList.toggle("calls", from !== you && calls(text, you));
  const place = part(element, ".text", HTMLElement);
  showMarkup(place, deleted ? strings.deleted : text, you);
  const mark = part(element, ".edited", HTMLElement);
  mark.hidden = edited === undefined;
  mark.title = edited === undefined ? "" : dayAndTime(edited);
  showReactions(part(element, ".reactions", HTMLElement), reactions, you);
  const answered = part(element, ".answered", HTMLAnchorElement);
  answered.hidden = reply === undefined;
  part(answered, "b", HTMLElement).textContent = original?.from ?? "";
  part(answered, "span", HTMLElement).textContent = original === undefined
    ? strings.earlier
    : original.deleted
    ? strings.deleted
    : original.blocked
    ? strings.blockedHere
    : plainWords(original.text).slice(0, ANSWERED_UNITS);
  if (original) answered.href = addressOf(original.room, original.seq);
}

/**
 * @param {HTMLElement} place
 * @param {Said["reactions"]} reactions
 * @param {string} you
 */
async function showReactions(place, reactions, you) {
  if (reactions === undefined && place.childElementCount === 0) return;
  const [{ Reactions }] = await Promise.all([import("./reactions.js"), style("reactions")]);
  Reactions.in(place).show(reactions ?? {}, you);
}

/**
 * Shows a message's author and day, unless those of the message above it say the same.
 *
 * @param {HTMLElement} element
 * @param {Words | Line} line
 * @param {Words | Line | undefined} previous
 */
export function standBelow(element, line, previous) {
  const { at } = line;
  const opensDay = previous === undefined || !isSameDay(previous.at, at);
  const speaker = previous && speakerOf(previous);
  const isReply = "reply" in line && line.reply !== undefined;
  const opens = opensDay || isReply || speaker !== speakerOf(line) || at - previous.at > GROUP_MS;
  element.classList.toggle("opens", opens);
  const day = part(element, ".day", HTMLElement);
  day.hidden = !opensDay;
  day.textContent = dayInWords(at, Date.now());
}

/** @param {Words | Line} line */
function speakerOf(line) {
  return "type" in line && line.type !== "said" ? undefined : line.from;
}
