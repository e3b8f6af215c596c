/**
 * How long it takes to find something in a room of many messages.
 *
 * @module
 */
import { search } from "../hub/log/search.ts";
import { kvBacking } from "../server/backing.ts";
import { type Figure, report } from "./report.ts";
import { tempFolder } from "./support/temp_folder.ts";

const MESSAGES = 100_000;
const RUNS = 5;
/** Appended at once. */
const BATCH = 90;
const WORDS = "a message of an ordinary length, as people write them when they talk";
/** What is sought, and in which messages it is. */
const SOUGHT: Readonly<Record<string, (seq: number) => boolean>> = {
  often: (seq) => seq % 20 === 0,
  茶: (seq) => seq % 1_000 === 0,
  once: (seq) => seq === 1,
};

export async function searching(): Promise<void> {
  await using folder = await tempFolder();
  await using backing = await kvBacking(`${folder.path}/chat.db`);
  const { journal } = backing;
  await journal.createRoom("lobby", "lobby");
  for (let seq = 1; seq <= MESSAGES; seq += BATCH) {
    const drafts = Array.from({ length: Math.min(BATCH, MESSAGES - seq + 1) }, (_, i) => {
      const id = (seq + i).toString(16).padStart(32, "0");
      const text = `${WORDS} ${Object.keys(SOUGHT).filter((word) => SOUGHT[word]!(seq + i))}`;
      const entry = { type: "said", room: "lobby", id, from: "ada", at: seq, text } as const;
      return { by: "guest:ada", entry };
    });
    await journal.append("lobby", drafts);
  }
  const place = { key: "lobby", name: "lobby", journal };
  const figures: Figure[] = [];
  for (const q of Object.keys(SOUGHT)) {
    const runs: Looked[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await lookFor(q, place));
    figures.push({
      what: `${q}: first results after`,
      values: runs.map(({ firstMs }) => firstMs),
      unit: "ms",
      // What is only in the oldest message takes a look at all of them.
      ...(q !== "once" && { budget: { most: 300 } }),
    }, {
      what: `${q}: longest answer`,
      values: runs.map(({ longestMs }) => longestMs),
      unit: "ms",
    });
  }
  report(`Search: in a room of ${MESSAGES.toLocaleString("en")} messages`, figures);
}

interface Looked {
  /** Until there was something, in however many answers. */
  readonly firstMs: number;
  readonly longestMs: number;
}

async function lookFor(q: string, place: Parameters<typeof search>[0]): Promise<Looked> {
  const start = performance.now();
  let longestMs = 0;
  for (let before: number | undefined = Infinity; before !== undefined;) {
    const asked = performance.now();
    const answer = await search(place, { q, before, limit: 20 });
    longestMs = Math.max(longestMs, performance.now() - asked);
    if (answer.type !== "found") break;
    if (answer.entries.length > 0) return { firstMs: performance.now() - start, longestMs };
    before = answer.before;
  }
  throw new Error(`Cannot find ${q}: it is not there`);
}
