/**
 * How somebody wants their page, in this browser; and the language that it speaks, put into the page:
 * `data-text` names the string that an element says, `data-label` the one that it is called by. English is
 * always here; another language is loaded when it is spoken.
 *
 * @module
 */

import type { Strings } from "../strings.ts";
import { strings } from "../strings.ts";
import { keep, recall } from "./shelf.ts";

const KEY = "settings";

/** What each setting may be; the first is what it is until someone says otherwise. */
export const CHOICES = {
  colors: ["system", "light", "dark"],
  language: ["system", "en", "zh"],
  sound: ["mentions", "off", "all"],
  notices: ["off", "on"],
} as const;

export type Choices = { [Name in keyof typeof CHOICES]: typeof CHOICES[Name][number] };

/** What was chosen, and the rooms that may not call. */
export class Settings {
  #choices: Choices;
  #muted: Set<string>;

  constructor() {
    const kept = (recall(KEY) ?? {}) as Record<string, unknown>;
    this.#choices = {
      colors: oneOf(CHOICES.colors, kept.colors),
      language: oneOf(CHOICES.language, kept.language),
      sound: oneOf(CHOICES.sound, kept.sound),
      notices: oneOf(CHOICES.notices, kept.notices),
    };
    const muted = Array.isArray(kept.muted) ? kept.muted : [];
    this.#muted = new Set(muted.filter((room) => typeof room === "string"));
  }

  get choices(): Choices {
    return this.#choices;
  }

  choose(choices: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...choices };
    this.#keep();
  }

  /** @param room its key */
  isMuted(room: string): boolean {
    return this.#muted.has(room);
  }

  /**
   * Mutes a room, or lets it call again.
   *
   * @param room its key
   */
  toggleMute(room: string): void {
    if (!this.#muted.delete(room)) this.#muted.add(room);
    this.#keep();
  }

  #keep() {
    keep(KEY, { ...this.#choices, muted: [...this.#muted] });
  }
}

function oneOf<T extends string>(choices: readonly [T, ...T[]], kept: unknown): T {
  return choices.find((choice) => choice === kept) ?? choices[0];
}

export type Language = Exclude<Choices["language"], "system">;

const TABLES: Record<Language, () => Promise<Strings>> = {
  en: () => Promise.resolve(strings),
  zh: async () => (await import("../strings/zh.ts")).strings,
};

/** Speaks as was chosen, or as the browser's person reads. */
export async function speak(choice: Choices["language"]): Promise<void> {
  const language = choice === "system" ? languageOf(navigator.languages) : choice;
  document.documentElement.lang = language;
  Object.assign(strings, await TABLES[language]());
}

/**
 * The first of someone's languages that we speak.
 *
 * @param wanted as a browser has them: `zh-Hans-CN`
 */
export function languageOf(wanted: readonly string[]): Language {
  const languages = wanted.map((tag) => tag.toLowerCase().split("-")[0]);
  const spoken = languages.find((language) => language === "en" || language === "zh");
  return spoken === "zh" ? "zh" : "en";
}

export function translate(whole: ParentNode): void {
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

function word(key: string | null): string {
  const found = Object.entries(strings).find(([name]) => name === key)?.[1];
  if (typeof found === "string") return found;
  throw new TypeError(`Cannot translate: no string is named ${JSON.stringify(key)}`);
}
