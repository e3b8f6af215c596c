// @ts-check
/** @import { Said } from "../../protocol.ts" */

/**
 * One message on the screen.
 *
 * @module
 */

import { showAvatar } from "./avatar.js";
import { dayAndTime, dayInWords, isSameDay, timeOfDay } from "./clock.js";
import { part, stamp } from "./part.js";

/**
 * What is shown of a message, in the log or on its way there.
 *
 * @typedef {Pick<Said, "from" | "at" | "text">} Words
 */

/** Messages of one person that follow each other within this time stand under one name. */
const GROUP_MS = 5 * 60 * 1000;

/**
 * @param {Words} words
 * @param {string} you
 * @returns {HTMLElement}
 */
export function makeMessage({ from, at, text }, you) {
  const element = stamp("message");
  element.classList.toggle("yours", from === you);
  showAvatar(part(element, ".avatar", HTMLElement), from);
  part(element, ".author", HTMLElement).textContent = from;
  part(element, ".text", HTMLElement).textContent = text;
  const time = part(element, "time", HTMLTimeElement);
  time.textContent = timeOfDay(at);
  time.dateTime = new Date(at).toISOString();
  time.title = dayAndTime(at);
  return element;
}

/**
 * Shows a message's author and day, unless those of the message above it say the same.
 *
 * @param {HTMLElement} element
 * @param {Words} words
 * @param {Words | undefined} previous
 */
export function standBelow(element, { from, at }, previous) {
  const opensDay = previous === undefined || !isSameDay(previous.at, at);
  const opens = opensDay || previous.from !== from || at - previous.at > GROUP_MS;
  element.classList.toggle("opens", opens);
  const day = part(element, ".day", HTMLElement);
  day.hidden = !opensDay;
  day.textContent = dayInWords(at, Date.now());
}
