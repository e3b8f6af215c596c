/**
 * Over HTTP: what was said in all rooms of somebody. A request looks into some of them, and its answer
 * says where the next goes on.
 *
 * @module
 */
import { Caller } from "../../../hub/people/member/caller.ts";
import { ProtocolError, type Said } from "../../../protocol.ts";
import { roomsIn, SEARCHED_MAX } from "../../../protocol/text/query.ts";
import { answer } from "../../http/answer.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import { actorOf } from "../../limits/pace.ts";
import { commandWeight } from "../../limits/weight.ts";
import type { Api } from "../context.ts";
import { Visit } from "../context/visit.ts";
import { expectAnswer, numbersOf } from "../rooms.ts";

/** How long a request looks into one room after the other, in milliseconds. */
const LOOK_MS = 1_000;
/** Messages of an answer, unless it is said. */
const USUAL = 20;
/** Code units of a cursor: of as many rooms as are searched, with the longest names. */
const CURSOR_MAX = 20_000;

/** A room, and where to go on in it: at the newest message, if that is not said. */
type Place = readonly [room: string, before?: number];

export async function searchRooms(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const { searchParams } = call.url;
  const q = searchParams.get("q");
  const { limit = USUAL } = numbersOf(call.url, ["limit"]);
  const cursor = searchParams.get("cursor");
  const places = cursor === null ? await placesOf(visit, api, q ?? "") : readCursor(cursor);
  const { entries, left } = await look(visit, places, { q, limit });
  entries.sort((one, other) => other.at - one.at);
  return answer({ entries, ...(left.length > 0 && { cursor: cursorOf(left) }) });
}

/** The rooms that they ask about, or all of theirs, those first in which something happened last. */
async function placesOf(visit: Visit, api: Api, q: string): Promise<Place[]> {
  const { hub, auth, now } = api;
  const at = now();
  auth.limits.ask(actorOf(visit), at, commandWeight({ type: "rooms" }, 0), "search");
  const caller = new Caller(visit.person, visit.address);
  caller.blocks = await hub.blocking.listOf(visit.person);
  const known = hub.directory.known(await hub.reading.of(caller), caller, at);
  return roomsIn(q, known.map(({ room }) => room)).map((room) => [room]);
}

/** Looks into each room once, until enough is found, or it has looked for long enough. */
async function look(
  visit: Visit,
  places: readonly Place[],
  { q, limit }: { q: string | null; limit: unknown },
): Promise<{ entries: Said[]; left: Place[] }> {
  const end = performance.now() + LOOK_MS;
  const entries: Said[] = [];
  const left = [...places];
  // Where there is more to look at, after the rooms that nobody has looked into yet.
  const later: Place[] = [];
  for (const [room, before] of places) {
    const rest = typeof limit === "number" ? limit - entries.length : limit;
    const isFirst = left.length === places.length;
    if (!isFirst && (rest === 0 || performance.now() > end)) break;
    try {
      const asked = await visit.execute({ type: "search", room, q, before, limit: rest });
      const found = expectAnswer(asked, "found");
      entries.push(...found.entries);
      if (found.before !== undefined) later.push([room, found.before]);
    } catch (error) {
      const reason = error instanceof ProtocolError ? error.reason : undefined;
      // What was found so far is told; the next request waits.
      if (reason === "too-fast" && !isFirst) break;
      // It is not theirs any more, or called otherwise.
      if (reason !== "no-such-room" && reason !== "forbidden") throw error;
    }
    left.shift();
  }
  return { entries, left: [...left, ...later] };
}

function cursorOf(places: readonly Place[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(places));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** @throws {Refusal} If it is none of ours. Which rooms it names changes nothing of what they may read. */
function readCursor(text: string): Place[] {
  const places = text.length > CURSOR_MAX ? undefined : parsed(text);
  if (Array.isArray(places) && places.length <= SEARCHED_MAX && places.every(isPlace)) {
    return places;
  }
  const why = "cursor is none that an answer gave: leave it out to search anew";
  throw new Refusal("malformed", `Cannot search: ${why}`);
}

function parsed(text: string): unknown {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function isPlace(value: unknown): value is Place {
  if (!Array.isArray(value) || value.length < 1 || value.length > 2) return false;
  const [room, before] = value;
  return typeof room === "string" && (before === undefined || Number.isSafeInteger(before));
}
