// @ts-check
/** @import { Strings } from "../strings.js" */
/** @import { Choices } from "./settings.js" */

/**
 * Which language the page speaks. English is always here; another is loaded when it is spoken.
 *
 * @module
 */

import { strings } from "../strings.js";

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
