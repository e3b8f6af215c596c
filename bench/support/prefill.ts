/**
 * A store in which much was said before.
 *
 * @module
 */
import { kvBacking } from "../../server/backing.ts";

/** Appended at once. */
const BATCH = 90;
const TEXT = "a message of an ordinary length, as people write them when they talk";

/** Has so many messages said in the lobby of a new store. */
export async function prefill(store: string, messages: number): Promise<void> {
  await using backing = await kvBacking(store);
  await backing.journal.createRoom("lobby", "lobby");
  for (let seq = 0; seq < messages; seq += BATCH) {
    const drafts = Array.from({ length: Math.min(BATCH, messages - seq) }, (_, i) => {
      const id = (seq + i).toString(16).padStart(32, "0");
      const entry = { type: "said", room: "lobby", id, from: "ada", at: seq, text: TEXT } as const;
      return { by: "guest:ada", entry };
    });
    await backing.journal.append("lobby", drafts);
  }
}
