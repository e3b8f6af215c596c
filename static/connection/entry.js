// @ts-check
/** @import { Entry, Said } from "../../protocol.ts" */

/**
 * What is an entry, and what becomes of a message when one about it comes.
 *
 * @module
 */

/**
 * Signals and answers have a `seq`, too: only these have one of their own in their room.
 *
 * @type {Record<Entry["type"], true>}
 */
const ENTRIES = {
  said: true,
  edited: true,
  deleted: true,
  reacted: true,
  topic: true,
  notice: true,
};

/**
 * @template {{ type: string }} E
 * @param {E} event
 * @returns {event is E & Entry}
 */
export function isEntry(event) {
  return Object.hasOwn(ENTRIES, event.type);
}

/**
 * An entry that changes a message and is nothing to read by itself.
 *
 * @typedef {Extract<Entry, { type: "edited" | "deleted" | "reacted" }>} Revision
 */

/**
 * @param {Entry} entry
 * @returns {entry is Revision}
 */
export function isRevision(entry) {
  const { type } = entry;
  return type === "edited" || type === "deleted" || type === "reacted";
}

/**
 * A message as it is from now on. What was revised before, as history is, may be revised again by the
 * same entries: it ends the same.
 *
 * @param {Said} said
 * @param {Revision} revision
 * @returns {Said}
 */
export function revise(said, revision) {
  if (said.deleted) return said;
  switch (revision.type) {
    case "edited":
      // An edit of what was deleted since has no text any more; the deletion follows.
      if (revision.text === "") return said;
      return { ...said, text: revision.text, edited: revision.at };
    case "deleted": {
      const { edited: _edited, reactions: _reactions, ...rest } = said;
      return { ...rest, text: "", deleted: true };
    }
    case "reacted":
      return { ...said, reactions: reacted(said.reactions, revision) };
    default:
      return /** @satisfies {never} */ (revision);
  }
}

/**
 * @param {Said["reactions"]} reactions
 * @param {Extract<Entry, { type: "reacted" }>} revision
 */
function reacted(reactions = {}, { emoji, from, on }) {
  const names = new Set(Object.hasOwn(reactions, emoji) ? reactions[emoji] : []);
  if (on) names.add(from);
  else names.delete(from);
  const { [emoji]: _, ...others } = reactions;
  return names.size > 0 ? { ...reactions, [emoji]: [...names] } : others;
}
