/**
 * Over HTTP: the rooms, and who and what is in one.
 *
 * @module
 */
import type { Outcome } from "../../hub/people/member/caller.ts";
import type { Answer } from "../../protocol.ts";
import type { Api } from "./context.ts";
import { answer } from "../http/answer.ts";
import type { Call } from "../http/routes.ts";
import { Visit } from "./context/visit.ts";

export async function listRooms(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const { rooms } = expectAnswer(await visit.execute({ type: "rooms" }), "rooms");
  return answer({ rooms });
}

export async function readMessages(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const { room } = call.params;
  const range = numbersOf(call.url, ["before", "after", "limit"]);
  const asked = await visit.execute({ type: "history", room, ...range, at: timeOf(call.url) });
  const { entries, more } = expectAnswer(asked, "history");
  return answer({ entries, more });
}

export async function searchMessages(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const { room } = call.params;
  const q = call.url.searchParams.get("q");
  const bounds = numbersOf(call.url, ["before", "limit"]);
  const found = await visit.execute({ type: "search", room, q, ...bounds });
  const { entries, before } = expectAnswer(found, "found");
  return answer({ entries, before });
}

export async function listMembers(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const asked = await visit.execute({ type: "who", room: call.params.room });
  const { members, count } = expectAnswer(asked, "members");
  return answer({ members, count });
}

/** An answer of the type that a command of ours has. */
export function expectAnswer<T extends Answer["type"]>(
  outcome: Outcome,
  type: T,
): Extract<Answer, { type: T }> {
  if (isOf(outcome, type)) return outcome;
  throw new TypeError(`The hub answered ${outcome.type}, not ${type}`);
}

function isOf<T extends Answer["type"]>(
  outcome: Outcome,
  type: T,
): outcome is Extract<Answer, { type: T }> {
  return outcome.type === type;
}

/** The time of a query: milliseconds, or a date, alone as in UTC. What is none stays a text, and is refused. */
function timeOf({ searchParams }: URL): number | string | undefined {
  const text = searchParams.get("at");
  if (text === null) return undefined;
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? numberOf(text) : time;
}

/** Numbers of a query: what is none stays a text, and is refused by who reads it as a number. */
export function numbersOf(
  { searchParams }: URL,
  names: readonly string[],
): Record<string, unknown> {
  const given = names.map((name) => [name, searchParams.get(name) ?? undefined] as const);
  return Object.fromEntries(given.map(([name, text]) => [name, text && numberOf(text)]));
}

/** A number of a path or a query; what is none stays a text, as above. */
export function numberOf(text: string): number | string {
  return /^\d{1,16}$/.test(text) ? Number(text) : text;
}
