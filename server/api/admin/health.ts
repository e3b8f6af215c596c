/**
 * Routes for administrators: whether the server is well, and what its files take.
 *
 * @module
 */
import { LOBBY } from "../../../protocol.ts";
import { unlessJournalFails } from "../../../hub/log/journal.ts";
import { answer } from "../../http/answer.ts";
import type { Api } from "../context.ts";
import type { AdminCall } from "./guard.ts";

/** People whose files are told of, those with the most first. */
const PEOPLE_MAX = 20;
/** Rooms that are told of, those in which most was said among those with most people. */
const ROOMS_MAX = 20;
/** Rooms that are looked at for that. */
const ROOMS_LOOKED = 2_000;
/** How long what was counted is told to all who ask, in milliseconds: it is not little to read. */
const COUNTED_MS = 30_000;

/** What of the process is told. A failing store is told in words. */
export async function readHealth(_: AdminCall, api: Api): Promise<Response> {
  const { hub, auth, files, now, state } = api;
  const sockets = [...auth.names.sessions()];
  const began = performance.now();
  await unlessJournalFails(state.journal.head(LOBBY).then(() => {}));
  const storeMs = Math.round((performance.now() - began) * 10) / 10;
  const trouble = await state.trouble();
  return answer({
    ...{ server: state.server, deno: Deno.version.deno, since: state.startedAt, now: now() },
    people: new Set(sockets.map(({ person }) => person)).size,
    sockets: sockets.length,
    rooms: hub.directory.size,
    store: { ms: storeMs, ...(trouble !== undefined && { trouble }) },
    disk: { free: await files.free() },
    memory: Deno.memoryUsage().rss,
  });
}

/** What is stored of files, whose, and where most was said. */
export async function readStorage(_: AdminCall, api: Api): Promise<Response> {
  const { files, auth, hub, now } = api;
  const { total, people, more } = await files.usage(now(), COUNTED_MS);
  const most = people.toSorted((a, b) => b.bytes - a.bytes).slice(0, PEOPLE_MAX);
  const named = await Promise.all(most.map(async ({ by, bytes }) => {
    const [session] = await auth.sessions.of(by);
    return { name: session?.name ?? null, bytes };
  }));
  const rooms = Iterator.from(hub.directory.every()).take(ROOMS_LOOKED).toArray()
    .sort((a, b) => b.now.said - a.now.said).slice(0, ROOMS_MAX)
    .map(({ key, now: { name, said } }) => ({ key, room: name, messages: said }));
  const { storage } = files.limits;
  return answer({
    files: { bytes: total, ...(Number.isFinite(storage.total) && { most: storage.total }) },
    ...{ people: named, more, rooms },
    disk: { free: await files.free() },
  });
}
