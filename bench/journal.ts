/**
 * What the journal alone appends a second.
 *
 * @module
 */
import { kvBacking } from "../server/backing.ts";
import { type Figure, report } from "./report.ts";
import { tempFolder } from "./temp_folder.ts";

const WRITERS = 200;
/** Messages of one writer that wait to be stored, at most: as `static/connection.js` has it. */
const ON_THE_WAY_MAX = 64;
const RUNS = 5;
const RUN_MS = 1_500;
const TEXT = "a message of an ordinary length, as people write them when they talk";

export async function journal(): Promise<void> {
  const figures: Figure[] = [];
  for (const onTheWay of [ON_THE_WAY_MAX, 1]) {
    for (const rooms of [1, 10, 1_000]) {
      const values: number[] = [];
      for (let run = 0; run < RUNS; run++) values.push(await appendsASecond(rooms, onTheWay));
      figures.push({
        what: `${rooms} rooms, ${onTheWay} on the way each`,
        values,
        unit: "/s",
        ...(onTheWay > 1 && { budget: { least: 40_000 } }),
      });
    }
  }
  const floor: number[] = [];
  for (let run = 0; run < RUNS; run++) floor.push(await setsASecond());
  // Under the last: a message that is alone in its room is a page of its own.
  figures.push({ what: `Deno KV alone, ${WRITERS} sets a commit`, values: floor, unit: "/s" });
  report(`Journal: appends of ${WRITERS} busy writers`, figures);
}

/** What the database itself takes: a page with one message in each of many rooms, and no more. */
async function setsASecond(): Promise<number> {
  await using folder = await tempFolder();
  using kv = await Deno.openKv(`${folder.path}/chat.db`);
  let sets = 0;
  const start = performance.now();
  while (performance.now() - start < RUN_MS) {
    const atomic = kv.atomic();
    for (let i = 0; i < WRITERS; i++, sets++) {
      const entry = {
        type: "said",
        room: "room",
        id: timedId(),
        from: "writer",
        at: 0,
        text: TEXT,
      };
      atomic.set(["log", `room${sets % 1_000}`, sets], [{ entry, by: "guest:0", nth: sets }]);
    }
    await atomic.commit();
  }
  return sets / (performance.now() - start) * 1000;
}

async function appendsASecond(rooms: number, onTheWay: number): Promise<number> {
  await using folder = await tempFolder();
  await using backing = await kvBacking(`${folder.path}/chat.db`);
  const { journal } = backing;
  for (let i = 0; i < rooms; i++) await journal.found(`room${i}`, `room${i}`);
  let appended = 0;
  const start = performance.now();
  const write = async (writer: number, turn: number) => {
    for (let i = writer + turn; performance.now() - start < RUN_MS; i++) {
      const room = `room${i % rooms}`;
      const [id, from, at] = [timedId(), `writer${writer}`, Date.now()];
      const entry = { type: "said", room, id, from, at, text: TEXT } as const;
      await journal.append(room, [{ by: `guest:${writer}`, entry }]);
      appended++;
    }
  };
  const writing: Promise<void>[] = [];
  for (let writer = 0; writer < WRITERS; writer++) {
    for (let turn = 0; turn < onTheWay; turn++) writing.push(write(writer, turn * WRITERS));
  }
  await Promise.all(writing);
  return appended / (performance.now() - start) * 1000;
}

/** An id as clients make them: the time first, then chance, which is made more cheaply here. */
function timedId(): string {
  const chance = Math.floor(Math.random() * 2 ** 52).toString(16).padStart(20, "0");
  return Date.now().toString(16).padStart(12, "0") + chance;
}
