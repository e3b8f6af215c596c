// @ts-check
/** @import { Said } from "../../protocol.ts" */
/** @import { Line } from "../connection/log.js" */

/**
 * One line of the conversation on the screen: a message, or what happened to the room.
 *
 * @module
 */

import { strings } from "../strings.js";
import { showAvatar } from "./avatar.js";
import { dayAndTime, dayInWords, isSameDay, timeOfDay } from "./clock.js";
import { calls } from "./mention.js";
import { part, stamp } from "./part.js";
import { showReactions } from "./reactions.js";

/**
 * What is shown of a message, in the log or on its way there.
 *
 * @typedef {Pick<Said, "from" | "at" | "text" | "edited" | "deleted" | "reactions">} Words
 */

/** Messages of one person that follow each other within this time stand under one name. */
const GROUP_MS = 5 * 60 * 1000;

/**
 * @param {Line} line
 * @param {string} you
 * @returns {HTMLElement}
 */
export function makeLine(line, you) {
  if (line.type === "said") return makeMessage(line, you);
  const element = stamp("happening");
  const words = line.type === "topic" ? strings.topicSet(line.from, line.text) : line.text;
  part(element, ".text", HTMLElement).textContent = words;
  part(element, ".text", HTMLElement).title = dayAndTime(line.at);
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
  showWords(element, words, you);
  return element;
}

/**
 * Shows a message's text, and what became of it.
 *
 * @param {HTMLElement} element
 * @param {Words} words
 * @param {string} you
 */
export function showWords(element, { from, text, edited, deleted, reactions }, you) {
  element.classList.toggle("deleted", deleted ?? false);
  element.classList.toggle("calls", from !== you && calls(text, you));
  part(element, ".text", HTMLElement).textContent = deleted ? strings.deleted : text;
  const mark = part(element, ".edited", HTMLElement);
  mark.hidden = edited === undefined;
  mark.title = edited === undefined ? "" : dayAndTime(edited);
  showReactions(part(element, ".reactions", HTMLElement), reactions ?? {}, you);
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
  const opens = opensDay || speaker !== speakerOf(line) || at - previous.at > GROUP_MS;
  element.classList.toggle("opens", opens);
  const day = part(element, ".day", HTMLElement);
  day.hidden = !opensDay;
  day.textContent = dayInWords(at, Date.now());
}

/** @param {Words | Line} line */
function speakerOf(line) {
  return "type" in line && line.type !== "said" ? undefined : line.from;
}
