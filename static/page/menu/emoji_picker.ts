/**
 * Many emoji to pick one from: those that were picked lately, and all, found by a part of their names.
 *
 * @module
 */

import { qualified } from "../../../protocol/emoji.ts";
import { EMOJI_NAMES } from "../../../protocol/emoji/names.ts";
import { more } from "../../strings/more.ts";
import { keep, recall } from "../browser_storage.ts";
import { element, style } from "../document.ts";
import { fill, openBeside } from "../menu.ts";

/** What the browser keeps: the emoji that were picked last, and the colour of hands. */
const RECENT = "recent emoji";
const RECENT_MAX = 12;
const TONE = "skin tone";
/** None, and the five from light to dark. */
const TONES = ["", "🏻", "🏼", "🏽", "🏾", "🏿"];
/** What may have a skin tone. */
const TONED = /^\p{Emoji_Modifier_Base}\uFE0F?$/u;

export async function pickEmoji(at: Element, onPick: (emoji: string) => void): Promise<void> {
  await Promise.all([style("menu"), style("menu/emoji")]);
  const search = element("input", { type: "search", autocomplete: "off", maxLength: 40 });
  search.placeholder = search.ariaLabel = more.findEmoji;
  const tone = element("select", {});
  tone.ariaLabel = more.skinTone;
  tone.append(...TONES.map((tone) => new Option(`✋${tone}`, tone)));
  tone.value = keptTone();
  const all = element("div", { className: "all" });
  const outcome = element("p", { className: "note", role: "status" });
  const picker = element(
    ...["div", {
      className: "menu emojis",
      role: "dialog",
      popover: "auto",
      tabIndex: -1,
    }] as const,
    ...[element("header", {}, search, tone), all, outcome] as const,
  );
  picker.ariaLabel = more.react;
  const pick = (emoji: string) => {
    keep(RECENT, [emoji, ...recents().filter((one) => one !== emoji)].slice(0, RECENT_MAX));
    onPick(emoji);
  };
  const draw = () => {
    const groups = groupsFor(search.value, tone.value);
    all.replaceChildren();
    fill(all, groups.map((group) => group.map((emoji) => itemOf(emoji, pick))), undefined, picker);
    outcome.textContent = groups.some(({ length }) => length > 0) ? "" : more.nothingFound;
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    all.querySelector("button")?.click();
  });
  tone.addEventListener("change", () => {
    keep(TONE, tone.value);
    draw();
  });
  draw();
  openBeside(picker, at, "end");
  // Where a finger is used, a keyboard would cover half of them.
  if (!matchMedia("(hover: none)").matches) search.focus();
}

function itemOf(emoji: string, pick: (emoji: string) => void) {
  return { text: emoji, label: labelOf(emoji), kind: "emoji" as const, act: () => pick(emoji) };
}

/** What is shown: those of the last time, and all; or those with names that have what is written. */
function groupsFor(written: string, tone: string): string[][] {
  const sought = written.trim().toLowerCase().replaceAll(/^:|:$/g, "").replaceAll(/\s+/g, "_");
  const found = [...EMOJI_NAMES].filter(([, names]) => names.some((name) => name.includes(sought)))
    .map(([emoji]) => withTone(emoji, tone));
  return sought === "" ? [recents(), found] : [found];
}

function withTone(emoji: string, tone: string): string {
  if (tone === "" || !TONED.test(emoji)) return emoji;
  return qualified(emoji.replace("\uFE0F", "") + tone) ?? emoji;
}

/** By what it is called in English, as emoji are everywhere. */
function labelOf(emoji: string): string {
  const plain = TONES.slice(1).reduce((rest, tone) => rest.replace(tone, ""), emoji);
  const [name = emoji] = EMOJI_NAMES.get(qualified(plain) ?? plain) ?? [];
  return name.replaceAll("_", " ");
}

/** Nobody but us wrote it, but an older version may have. */
function recents(): string[] {
  const kept = recall(RECENT);
  if (!Array.isArray(kept)) return [];
  return kept.filter((emoji) => typeof emoji === "string" && qualified(emoji) === emoji)
    .slice(0, RECENT_MAX);
}

function keptTone(): string {
  const kept = recall(TONE);
  return TONES.find((tone) => tone === kept) ?? "";
}
