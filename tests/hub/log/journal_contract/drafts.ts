/**
 * What people do about messages.
 *
 * @module
 */
import type { Appended, Draft, Journal, Unnumbered } from "../../../../hub/log/journal.ts";
import type { Said } from "../../../../protocol.ts";
import { saying } from "../../../support/hub/log.ts";
import { fill } from "../journal_contract.ts";

/** Where all of it happens. */
export const ROOM = "lobby";

/** What somebody does about a message, and who. */
interface Fields {
  by?: string;
  from?: string;
  at?: number;
  text?: string;
  emoji?: string;
  on?: boolean;
}

/** A draft about a message. It is ada's, at the time 2, unless said. */
export function revision(
  type: "edited" | "deleted" | "reacted",
  of: number,
  rest: Fields = {},
): Draft {
  const { by = "guest:ada", ...fields } = rest;
  const about = { room: ROOM, of, from: "ada", at: 2, text: "new", emoji: "👍", on: true };
  const { text, emoji, on, ...common } = { ...about, ...fields };
  const own = { edited: { text }, deleted: {}, reacted: { emoji, on } }[type];
  return { entry: { type, ...common, ...own } as Unnumbered, by };
}

/** A room in which ada said some things. */
export async function talked(journal: Journal, ...texts: string[]): Promise<void> {
  await journal.createRoom(ROOM, ROOM);
  await fill(journal, ROOM, texts.map((text) => saying(ROOM, text)));
}

/** A message as it is read. */
export async function message(journal: Journal, seq: number): Promise<Said> {
  const [entry] = await journal.read(ROOM, { after: seq - 1, limit: 1 });
  if (entry?.type === "said") return entry;
  throw new Error(`Expected a message, read ${JSON.stringify(entry)}`);
}

/** Why drafts were refused; what became of the others. */
export function refusals(appended: readonly Appended[]): (string | Appended)[] {
  return appended.map((outcome) => "refused" in outcome ? outcome.refused : outcome);
}
