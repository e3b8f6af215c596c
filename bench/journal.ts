/**
 * What the journal alone appends a second.
 *
 * @module
 */
import { kvBacking } from "../server/backing.ts";
import { type Figure, report } from "./report.ts";
import { journalBeside } from "./journal/beside.ts";
import { tempFolder } from "./support/temp_folder.ts";
import { TEXT, timedId, WRITERS, writing } from "./journal/writers.ts";

/** Messages of one writer that wait to be stored, at most: as `client/connection.ts` has it. */
const ON_THE_WAY_MAX = 64;
const RUNS = 5;
const RUN_MS = 1_500;

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
  await journalBeside();
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
  for (let i = 0; i < rooms; i++) await journal.createRoom(`room${i}`, `room${i}`);
  const { appended, ms } = await writing(journal, { rooms, onTheWay, ms: RUN_MS });
  return appended / ms * 1000;
}
