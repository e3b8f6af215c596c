/**
 * Writes what is known of the server into its pages and its manifest: as text, whatever it is.
 *
 * @module
 */
import type { ServerFacts } from "../../service/server_info.ts";

/** Where a page says `{title}`, for one. */
const PLACE = /\{(title|welcome|sign-up|guests|passphrase)\}/g;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Fills in a page: in text and in quoted attributes nothing ends what it stands in. */
export function fillPage(page: string, facts: ServerFacts): string {
  return fill(page, facts, encodeText);
}

/** A text as it stands in a page, or in a quoted attribute. */
export function encodeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter]!);
}

/** Fills in the strings of a JSON text. */
export function fillJson(json: string, facts: ServerFacts): string {
  return fill(json, facts, (text) => JSON.stringify(text).slice(1, -1));
}

function fill(text: string, facts: ServerFacts, encode: (text: string) => string): string {
  const values: Readonly<Record<string, string>> = {
    title: facts.title,
    welcome: facts.welcome ?? "",
    "sign-up": facts.signUp,
    guests: facts.guests ? "on" : "off",
    passphrase: facts.passphrase ? "on" : "off",
  };
  return text.replaceAll(PLACE, (_, name: string) => encode(values[name] ?? ""));
}
