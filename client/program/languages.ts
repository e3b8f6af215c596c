/**
 * The language that somebody at a terminal is spoken to in. A sentence is written where it is said, in
 * English; another language has a file in `languages/` with its own, and is loaded when it is wanted.
 *
 * @module
 */

import type { ServerWords } from "../../protocol/text/in_words.ts";

/** What a language has: what the server says, what moderators write, and all that the terminal says. */
export interface Language extends ServerWords {
  /** By the command's name: what stands behind it, and what it does. */
  readonly orders: Readonly<Record<string, string>>;
  /** By the English sentence, in which `{0}` stands for the first value. */
  readonly sentences: Readonly<Record<string, string>>;
}

/** The languages beside English, by their tags. */
const FILES: Readonly<Record<string, () => Promise<Language>>> = {
  es: () => import("./languages/es.ts"),
  zh: () => import("./languages/zh.ts"),
};

/** The tags of all languages. */
export const LANGUAGES: readonly string[] = ["en", ...Object.keys(FILES)].toSorted();

/** What a part of ours that knows no terminal says, with what is not always the same. */
export const FOREIGN = [
  "May not connect to {0}: allow it, or run with --allow-net",
  "The server cannot be reached: {0}",
  "Cannot send {0}: too large, {1}",
  "Cannot send {0}: the server changes what it is sent",
  "Cannot say: at most {0} messages may wait to be acknowledged",
  "at most {0} characters when it is sealed, received {1}",
  "nothing moved for {0} s",
  "{0} of at most {1} bytes",
] as const;

/** Nothing while English is spoken. */
let spoken: Language | undefined;

/** Speaks a language from now on. */
export async function speakIn(tag: string): Promise<void> {
  const language = Object.hasOwn(FILES, tag) ? await FILES[tag]?.() : undefined;
  spoken = language;
  const { speech } = await import("../connection/link.ts");
  if (language === undefined) {
    speech.say = ({ message }) => message;
    return;
  }
  // It knows every sentence of the server, which in English nobody needs.
  const { inWords } = await import("../../protocol/text/in_words.ts");
  speech.say = (what) => inWords(what, { ...language, language: tag });
}

/** A sentence in the language that is spoken: English as it stands there, else what is meant by that. */
export function say(
  parts: TemplateStringsArray,
  ...values: readonly (string | number)[]
): string {
  const english = parts.reduce((text, part, at) => `${text}{${at - 1}}${part}`);
  return filled(translated(english), values);
}

/** Marks a sentence that `told` tells later, in the language of that time. */
export function sentence(parts: TemplateStringsArray): string {
  return parts[0] ?? "";
}

/** A sentence that was marked, or that another part of ours has made; any other as it is. */
export function told(english: string): string {
  if (spoken === undefined) return english;
  if (Object.hasOwn(spoken.sentences, english)) return translated(english);
  for (const pattern of FOREIGN) {
    const parts = pattern.split(/\{\d\}/).map(RegExp.escape);
    const values = RegExp(`^${parts.join("(.*)")}$`, "s").exec(english)?.slice(1);
    // A value may be a sentence itself: why something failed.
    if (values !== undefined) return filled(translated(pattern), values.map(told));
  }
  return english;
}

/** What an order does, and what it is written with; `undefined` in English, where the table has it. */
export function orderInWords(name: string): string | undefined {
  return spoken?.orders[name.slice(1)];
}

function translated(english: string): string {
  return spoken?.sentences[english] ?? english;
}

function filled(sentence: string, values: readonly (string | number)[]): string {
  return sentence.replaceAll(/\{(\d)\}/g, (_, at) => String(values[at] ?? ""));
}
