/**
 * An entry as it is kept, and what later entries do to the message that they are about. A message's text is kept in one place, with
 * the message: so a deletion takes it away, whatever was edited before.
 *
 * @module
 */
import type { Entry, Said } from "../../protocol.ts";
import { qualified, qualifiedKeys } from "../../protocol/emoji.ts";
import { contentOf } from "../../protocol/field/sealed.ts";
import { nameKey } from "../../protocol/name.ts";
import type { Appended, Draft, ErasureMode, Unnumbered } from "./journal.ts";

/** How long a message's reactions may become, in code units of JSON. */
const REACTIONS_MAX_LENGTH = 12_000;

/** Replaces the name of a person whose account was deleted. It has a space, so nobody can have it. */
export const FORMER_MEMBER = "former member";

type Reacted = Extract<Entry, { type: "reacted" }>;

/** An entry as a journal keeps it. */
export interface Kept {
  /** Of an edit, without the text. */
  readonly entry: Entry;
  /** The id of its author. */
  readonly by: string;
  /** How many messages were said so far, this one included. */
  readonly nth: number;
}

/** What identifies a message, so that it is stored once: its id, and the key of its author. */
export function identityOf(entry: Unnumbered): [id: string, from: string] | undefined {
  return entry.type === "said" ? [entry.id, nameKey(entry.from)] : undefined;
}

/** What it may have been stored as before its author was renamed. */
export function formerIdentitiesOf({ entry, formerly = [] }: Draft): [id: string, from: string][] {
  return entry.type === "said" ? formerly.map((from) => [entry.id, from]) : [];
}

/** The number of the message that an entry is about, if it is about one. */
export function targetOf(entry: Unnumbered): number | undefined {
  switch (entry.type) {
    case "said":
      return entry.reply;
    case "edited":
    case "deleted":
    case "reacted":
      return entry.of;
    case "notice":
      return entry.pin?.on ? entry.pin.of : undefined;
    case "topic":
      return undefined;
    default:
      entry satisfies never;
  }
}

/** A message as it is from now on, after a draft about it; or why there can be no such entry. */
export function revise(
  kept: Kept | undefined,
  { entry, by, moderator }: Draft,
): Kept | Extract<Appended, { refused: unknown }> {
  const said = kept?.entry;
  const hasFiles = said?.type === "said" && said.files !== undefined;
  const isEmpty = entry.type === "edited" && entry.text === "" && entry.sealed === undefined;
  if (isEmpty && !hasFiles) return { refused: "malformed" };
  if (!kept || said?.type !== "said" || said.deleted) return { refused: "no-such-message" };
  switch (entry.type) {
    case "edited":
      if (kept.by !== by) return { refused: "forbidden" };
      return { ...kept, entry: { ...said, ...contentOf(entry), edited: entry.at } };
    case "deleted":
      if (kept.by !== by && !moderator) return { refused: "forbidden" };
      return { ...kept, entry: deleted(said) };
    case "reacted": {
      const reactions = reacted(said.reactions, entry);
      if (JSON.stringify(reactions).length > REACTIONS_MAX_LENGTH) return { refused: "too-long" };
      return { ...kept, entry: { ...said, reactions } };
    }
    case "said":
    case "topic":
    case "notice":
      return kept;
    default:
      return entry satisfies never;
  }
}

/** An entry after its author was anonymized; unchanged, if it is somebody else's. */
export function anonymize(kept: Kept, by: string, mode: ErasureMode): Kept {
  const { entry } = kept;
  if (kept.by !== by || !("from" in entry)) return kept;
  const nameless = { ...entry, from: FORMER_MEMBER };
  return { ...kept, entry: mode === "delete" ? emptied(nameless) : nameless, by: "" };
}

/** What is left of an entry that is to be deleted. Applying it to its message again changes nothing. */
function emptied(entry: Entry): Entry {
  if (entry.type === "said") return deleted(entry);
  return entry.type === "reacted" ? { ...entry, on: false } : entry;
}

/** A message after a person who reacted to it was anonymized. */
export function anonymizeReaction(kept: Kept, reaction: Reacted, mode: ErasureMode): Kept {
  const { entry } = kept;
  const { of, from } = reaction;
  if (entry.type !== "said" || entry.seq !== of || !entry.reactions) return kept;
  const emoji = spelled(reaction.emoji);
  if (!new Map(Object.entries(qualifiedKeys(entry.reactions))).get(emoji)?.includes(from)) {
    return kept;
  }
  const without = reacted(entry.reactions, { ...reaction, on: false });
  const nameless = { ...reaction, from: FORMER_MEMBER, on: true };
  const reactions = mode === "keep" ? reacted(without, nameless) : without;
  return { ...kept, entry: { ...entry, reactions } };
}

/** An entry as it is kept. */
export function keep(entry: Entry, by: string, nth: number): Kept {
  if (entry.type !== "edited") return { entry, by, nth };
  const { sealed: _, ...rest } = entry;
  return { entry: { ...rest, text: "" }, by, nth };
}

/**
 * An entry as it is read: an edit has the text that its message has now, and an emoji one spelling,
 * which it had not always.
 */
export function restore({ entry }: Kept, target: Kept | undefined): Entry {
  if (entry.type === "said" && entry.reactions) {
    return { ...entry, reactions: qualifiedKeys(entry.reactions) };
  }
  if (entry.type === "reacted") return { ...entry, emoji: spelled(entry.emoji) };
  if (entry.type !== "edited") return entry;
  return { ...entry, ...(target?.entry.type === "said" ? contentOf(target.entry) : { text: "" }) };
}

function deleted({ type, room, seq, id, from, at, reply, bot }: Said): Said {
  const rest = { ...(reply !== undefined && { reply }), ...(bot && { bot }) };
  return { type, room, seq, id, from, at, text: "", ...rest, deleted: true };
}

function reacted(
  before: Said["reactions"] = {},
  { emoji: asKept, from, on }: Unnumbered<Reacted>,
): Record<string, string[]> {
  const emoji = spelled(asKept);
  const merged = qualifiedKeys(before);
  const names = new Set(Object.hasOwn(merged, emoji) ? merged[emoji] : []);
  if (on) names.add(from);
  else names.delete(from);
  const { [emoji]: _, ...others } = merged;
  return names.size > 0 ? { ...others, [emoji]: [...names] } : others;
}

/** An emoji as it is shown; what is none, as it was kept. */
function spelled(emoji: string): string {
  return qualified(emoji) ?? emoji;
}
