// @ts-check
/**
 * How somebody wants their page, in this browser.
 *
 * @module
 */

import { keep, recall } from "./shelf.js";

const KEY = "settings";

/** What each setting may be; the first is what it is until someone says otherwise. */
export const CHOICES = /** @type {const} */ ({
  colors: ["system", "light", "dark"],
  language: ["system", "en", "zh"],
  sound: ["mentions", "off", "all"],
  notices: ["off", "on"],
});

/** @typedef {{ [Name in keyof typeof CHOICES]: typeof CHOICES[Name][number] }} Choices */

/** What was chosen, and the rooms that may not call. */
export class Settings {
  /** @type {Choices} */
  #choices;
  /** @type {Set<string>} */
  #muted;

  constructor() {
    const kept = /** @type {Record<string, unknown>} */ (recall(KEY) ?? {});
    this.#choices = {
      colors: oneOf(CHOICES.colors, kept.colors),
      language: oneOf(CHOICES.language, kept.language),
      sound: oneOf(CHOICES.sound, kept.sound),
      notices: oneOf(CHOICES.notices, kept.notices),
    };
    const muted = Array.isArray(kept.muted) ? kept.muted : [];
    this.#muted = new Set(muted.filter((room) => typeof room === "string"));
  }

  get choices() {
    return this.#choices;
  }

  /** @param {Partial<Choices>} choices */
  choose(choices) {
    this.#choices = { ...this.#choices, ...choices };
    this.#keep();
  }

  /** @param {string} room its key */
  isMuted(room) {
    return this.#muted.has(room);
  }

  /** Mutes a room, or lets it call again. @param {string} room its key */
  toggleMute(room) {
    if (!this.#muted.delete(room)) this.#muted.add(room);
    this.#keep();
  }

  #keep() {
    keep(KEY, { ...this.#choices, muted: [...this.#muted] });
  }
}

/**
 * @template {string} T
 * @param {readonly [T, ...T[]]} choices
 * @param {unknown} kept
 * @returns {T}
 */
function oneOf(choices, kept) {
  return choices.find((choice) => choice === kept) ?? choices[0];
}
