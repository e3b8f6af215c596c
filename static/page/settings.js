// @ts-check
/** @import { Strings } from "../strings.js" */

/**
 * How somebody wants their page, in this browser; and the language that it speaks, put into the page:
 * `data-text` names the string that an element says, `data-label` the one that it is called by. English is
 * always here; another language is loaded when it is spoken.
 *
 * @module
 */

import { strings } from "../strings.js";
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

/** @typedef {Exclude<Choices["language"], "system">} Language */

/** @type {Record<Language, () => Promise<Strings>>} */
const TABLES = {
  en: () => Promise.resolve(strings),
  zh: async () => (await import("../strings/zh.js")).strings,
};

/**
 * Speaks as was chosen, or as the browser's person reads.
 *
 * @param {Choices["language"]} choice
 */
export async function speak(choice) {
  const language = choice === "system" ? languageOf(navigator.languages) : choice;
  document.documentElement.lang = language;
  Object.assign(strings, await TABLES[language]());
}

/**
 * The first of someone's languages that we speak.
 *
 * @param {readonly string[]} wanted as a browser has them: `zh-Hans-CN`
 * @returns {Language}
 */
export function languageOf(wanted) {
  const languages = wanted.map((tag) => tag.toLowerCase().split("-")[0]);
  const spoken = languages.find((language) => language === "en" || language === "zh");
  return spoken === "zh" ? "zh" : "en";
}

/** @param {ParentNode} whole */
export function translate(whole) {
  for (const element of whole.querySelectorAll("[data-text]")) {
    element.textContent = word(element.getAttribute("data-text"));
  }
  for (const element of whole.querySelectorAll("[data-label]")) {
    const label = word(element.getAttribute("data-label"));
    element.setAttribute("aria-label", label);
    if (element instanceof HTMLButtonElement) element.title = label;
  }
  for (const template of whole.querySelectorAll("template")) translate(template.content);
}

/**
 * @param {string | null} key
 * @returns {string}
 */
function word(key) {
  const found = Object.entries(strings).find(([name]) => name === key)?.[1];
  if (typeof found === "string") return found;
  throw new TypeError(`Cannot translate: no string is named ${JSON.stringify(key)}`);
}
