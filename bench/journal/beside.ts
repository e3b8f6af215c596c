/**
 * What the journal appends a second while something goes on in the background.
 *
 * @module
 */
import { PIECE_MAX } from "../../server/kv/log/pieces.ts";
import { Hub } from "../../hub.ts";
import { type Backing, kvBacking } from "../../server/backing.ts";
import { LogTrimmer } from "../../server/service/retention.ts";
import { type Figure, report } from "../report.ts";
import { tempFolder } from "../support/temp_folder.ts";
import { entryOf, type Writing, writing } from "./writers.ts";

/** Each is measured beside nothing, one after the other: what else the machine does meets both. */
const PAIRS = 3;
const RUN_MS = 1_500;
const ROOMS = 10;
/** What is there before, so that there is much to go through. */
const BEFORE = 60_000;
/** Messages of one writer that wait to be stored. */
const ON_THE_WAY = 64;
const LEAST_SHARE = 0.8;

type Work = (backing: Backing, place: string, signal: AbortSignal) => Promise<void>;

const BACKGROUND: Readonly<Record<string, Work>> = { retention, erasing, "an export": exporting };

export async function journalBeside(): Promise<void> {
  const figures: Figure[] = [];
  for (const [what, work] of Object.entries(BACKGROUND)) {
    const shares: number[] = [];
    const refused: number[] = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const alone = await measure(undefined);
      const beside = await measure(work);
      shares.push(beside.appended / alone.appended);
      refused.push(beside.refused);
    }
    figures.push({
      what: `beside ${what}`,
      values: shares,
      unit: "×",
      budget: { least: LEAST_SHARE },
    });
    figures.push({ what: "  refused", values: refused, unit: "", budget: { most: 0 } });
  }
  report(`Journal: appends in ${ROOMS} rooms, beside what they are alone`, figures);
}

async function measure(work: Work | undefined): Promise<Writing> {
  await using folder = await tempFolder();
  const place = `${folder.path}/chat.db`;
  await using backing = await kvBacking(place);
  await fill(backing);
  const stop = new AbortController();
  const working = work?.(backing, place, stop.signal);
  const written = await writing(backing.journal, {
    rooms: ROOMS,
    onTheWay: ON_THE_WAY,
    ms: RUN_MS,
  });
  stop.abort();
  await working;
  return written;
}

async function fill({ journal }: Backing): Promise<void> {
  for (let i = 0; i < ROOMS; i++) await journal.createRoom(`room${i}`, `room${i}`);
  const drafts = PIECE_MAX.drafts;
  for (let i = 0; i < BEFORE / drafts; i += ROOMS) {
    await Promise.all(Array.from({ length: ROOMS }, (_, room) =>
      journal.append(
        `room${room}`,
        Array.from({ length: drafts }, (_, n) => entryOf(`room${room}`, n % 20)),
      )));
  }
}

/** Forgets all but the newest 1,000 of each room, over and over. */
async function retention(
  { journal, positions, policies, blocks }: Backing,
  _: string,
  signal: AbortSignal,
) {
  const people = { find: () => Promise.resolve(undefined) };
  const hub = await Hub.open({ journal, positions, policies, blocks, people, server: "bench/1" });
  const running = hub.run();
  const trimmer = new LogTrimmer({ journal, hub, days: Infinity, messages: 1_000, restMs: 0 });
  signal.addEventListener("abort", () => trimmer.stop(), { once: true });
  await trimmer.run();
  hub.stop();
  await running;
}

/** Erases one person after the other, again and again. */
async function erasing({ journal }: Backing, _: string, signal: AbortSignal): Promise<void> {
  for (let i = 0; !signal.aborted; i++) {
    for await (const _ of journal.anonymize(`guest:${i % 20}`, "delete", signal));
  }
}

/** Exports the store, as `deno task export` does, over and over. */
async function exporting(_: Backing, place: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const command = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", new URL("../../tools/export.ts", import.meta.url).pathname],
      env: { STORE: place },
      stdout: "null",
      stderr: "null",
      signal,
    });
    await command.output();
  }
}
