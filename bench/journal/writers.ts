/**
 * Writers who keep a journal busy.
 *
 * @module
 */
import type { Draft, Journal } from "../../hub/log/journal.ts";

export const WRITERS = 200;
export const TEXT = "a message of an ordinary length, as people write them when they talk";

export interface WritingOptions {
  readonly rooms: number;
  /** Messages of one writer that wait to be stored, at most. */
  readonly onTheWay: number;
  readonly ms: number;
}

/** What became of what was written. */
export interface Writing {
  readonly appended: number;
  readonly refused: number;
  readonly ms: number;
}

/** Has everybody write for a while, each their next as soon as one is stored. */
export async function writing(
  journal: Journal,
  { rooms, onTheWay, ms }: WritingOptions,
): Promise<Writing> {
  let appended = 0;
  let refused = 0;
  const start = performance.now();
  const write = async (writer: number, turn: number) => {
    for (let i = writer + turn; performance.now() - start < ms; i++) {
      const room = `room${i % rooms}`;
      try {
        await journal.append(room, [entryOf(room, writer)]);
        appended++;
      } catch (error) {
        if (refused++ === 0) console.error(error);
      }
    }
  };
  const all: Promise<void>[] = [];
  for (let writer = 0; writer < WRITERS; writer++) {
    for (let turn = 0; turn < onTheWay; turn++) all.push(write(writer, turn * WRITERS));
  }
  await Promise.all(all);
  return { appended, refused, ms: performance.now() - start };
}

/** What a writer says next. */
export function entryOf(room: string, writer: number): Draft {
  const [id, from, at] = [timedId(), `writer${writer}`, Date.now()];
  return { by: `guest:${writer}`, entry: { type: "said", room, id, from, at, text: TEXT } };
}

/** An id as clients make them: the time first, then chance, which is made more cheaply here. */
export function timedId(): string {
  const chance = Math.floor(Math.random() * 2 ** 52).toString(16).padStart(20, "0");
  return Date.now().toString(16).padStart(12, "0") + chance;
}
