/**
 * What Slack, Mattermost and Discord write into texts, in our markup: addresses stand as they are, a
 * label before its address, and names without what only they know.
 *
 * @module
 */
import { ENOUGH_LENGTH, linked } from "./json.ts";

/** Something between angle brackets, with a label behind a bar or without. */
const BRACKETED = /<([^<>|\n]{1,2000})(?:\|([^<>\n]{0,2000}))?>/g;
/** Markdown's link. */
const LINK =
  /(!?)\[([^[\]\n]{0,500})\]\(<?(https?:\/\/[^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?)>?(?:\s+"[^"\n]{0,200}")?\)/g;
/** Slack's bold: one star on each side. In other Markdown that is italic, which is read as well. */
const BOLD = /(^|[\s(,.:;>"'[])\*(?![\s*])([^*\n]{1,500}?)(?<!\s)\*(?=$|[\s),.:;!?<"'\]])/gm;
/** Code, which stays as it is. */
const CODE = /```[\s\S]*?```|`[^`\n]+`/g;
const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** A text of Slack or Mattermost, in our markup. */
export function fromSlack(text: string): string {
  return outsideCode(text, (words) =>
    words
      .replace(
        BRACKETED,
        (whole, inside: string, label?: string) => bracketed(whole, inside, label),
      )
      .replace(LINK, (_, image: string, label: string, url: string) => link(image, label, url))
      .replace(BOLD, "$1**$2**")).replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? "");
}

/** A text of Discord, in our markup. */
export function fromDiscord(text: string): string {
  return outsideCode(text, (words) =>
    words
      .replace(/<a?:(\w{1,64}):\d{1,32}>/g, ":$1:")
      .replace(/<t:(-?\d{1,12})(?::\w)?>/g, (whole, seconds: string) =>
        date(Number(seconds)) || whole)
      .replace(/<@[!&]?(\d{1,32})>/g, "@$1")
      .replace(/<#(\d{1,32})>/g, "#$1")
      .replace(/<(https?:\/\/[^\s<>]{1,2000})>/g, "$1")
      .replace(LINK, (_, image: string, label: string, url: string) =>
        link(image, label, url)));
}

function outsideCode(text: string, change: (words: string) => string): string {
  let changed = "";
  let from = 0;
  const read = text.slice(0, 2 * ENOUGH_LENGTH);
  for (const { 0: code, index } of read.matchAll(CODE)) {
    changed += change(read.slice(from, index)) + code;
    from = index + code.length;
  }
  return changed + change(read.slice(from)) + text.slice(2 * ENOUGH_LENGTH);
}

function bracketed(whole: string, inside: string, label = ""): string {
  const kind = inside.slice(0, 1);
  const rest = inside.slice(1);
  switch (kind) {
    case "@":
      return `@${label.replace(/^@/, "") || rest}`;
    case "#":
      return `#${label.replace(/^#/, "") || rest}`;
    case "!":
      return special(rest, label);
    default:
      if (/^mailto:/i.test(inside)) return label || inside.slice("mailto:".length);
      if (/^[a-z][a-z0-9+.-]*:/i.test(inside)) return linked(label, inside) || inside;
      // No address: it is text, such as of a program that escapes nothing.
      return whole;
  }
}

/** `here`, `channel`, `subteam^S1`, `date^1392734382^Posted {date}`. */
function special(command: string, label: string): string {
  const [name = "", ...values] = command.split("^");
  switch (name) {
    case "here":
    case "channel":
    case "everyone":
      return `@${name}`;
    case "subteam":
      return `@${label.replace(/^@/, "") || values[0] || "group"}`;
    case "date":
      return label || date(Number(values[0]));
    default:
      return label || name;
  }
}

function date(seconds: number): string {
  const time = new Date(seconds * 1000);
  return Number.isFinite(time.getTime())
    ? time.toISOString().replace("T", " ").slice(0, 16) + " UTC"
    : "";
}

function link(image: string, label: string, url: string): string {
  return image ? linked(label || "picture", url) : linked(label, url) || url;
}
