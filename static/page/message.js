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

/** Messages of one person that follow each other within this time stand under one name. */
const GROUP_MS = 5 * 60 * 1000;

export class Message {
  /**
   * @param {Said} entry
   * @param {string} you
   */
  constructor(entry, you) {
    this.entry = entry;
    this.element = stamp("message");
    this.element.classList.toggle("yours", entry.from === you);
    showAvatar(part(this.element, ".avatar", HTMLElement), entry.from);
    part(this.element, ".author", HTMLElement).textContent = entry.from;
    part(this.element, ".text", HTMLElement).textContent = entry.text;
    const time = part(this.element, "time", HTMLTimeElement);
    time.textContent = timeOfDay(entry.at);
    time.dateTime = new Date(entry.at).toISOString();
    time.title = dayAndTime(entry.at);
  }

  /**
   * Shows its author and day, unless those of the message above it say the same.
   *
   * @param {Said | undefined} previous
   * @param {number} now
   */
  standBelow(previous, now) {
    const { from, at } = this.entry;
    const opensDay = previous === undefined || !isSameDay(previous.at, at);
    const opens = opensDay || previous.from !== from || at - previous.at > GROUP_MS;
    this.element.classList.toggle("opens", opens);
    const day = part(this.element, ".day", HTMLElement);
    day.hidden = !opensDay;
    day.textContent = dayInWords(at, now);
  }
}
