/**
 * Over HTTP: several people of a room at once, for its moderators: who is there or spoke lately, and what
 * is done about those of them who came to disturb.
 *
 * @module
 */
import type { ProtocolError } from "../../../protocol.ts";
import { BULK_MAX, type BulkAction } from "../../../hub/permissions/moderation/bulk.ts";
import { reaches, roleOf } from "../../../hub/permissions/roles.ts";
import { Member } from "../../../hub/people/member.ts";
import { readCommand } from "../../../protocol/command.ts";
import { nameKey } from "../../../protocol/name.ts";
import { readName } from "../../auth.ts";
import { newMessageId } from "../../commands.ts";
import { answer } from "../../http/answer.ts";
import { type Fields, readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import type { Tally } from "../../service/removals/tallies.ts";
import { actorOf } from "../../limits/pace.ts";
import { WEIGHT } from "../../limits/weight.ts";
import { readHours, refuseUnlessBegun } from "../admin/people/messages.ts";
import type { Api } from "../context.ts";
import { Visit } from "../context/visit.ts";
import { isLower, moderated, personOf } from "./moderation.ts";
import { note } from "./removals.ts";

const HOUR_MS = 60 * 60 * 1000;
/** People who are looked up for one answer. */
const PEOPLE_MAX = 300;

/** Somebody who may be acted on. */
interface Listed {
  readonly name: string;
  readonly guest: boolean;
  /** When they came to the server first; absent while that is not stored yet. */
  readonly came?: number;
  readonly here: boolean;
  readonly said: number;
}

/** Tells who is in a room, or said something there in the last hours: of a lower role than who asks. */
export async function listRoomPeople(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const key = moderated(visit, call, api, "list people");
  const at = api.now();
  const asked = call.url.searchParams.get("hours");
  const since = sinceOf(asked === null ? undefined : Number(asked), at);
  const actor = { ...actorOf(visit), share: "moderation" } as const;
  api.auth.limits.ask(actor, at, WEIGHT.removal, "list people");
  const { people, more } = await tallied("list people", since, { key, visit, api });
  const here = new Map(api.hub.moderation.namesIn(key).map((name) => [nameKey(name), name]));
  const names = new Map([...people].map(([key, { name }]) => [key, name]));
  const all = [...new Map([...here, ...names])];
  const listed = await Promise.all(
    all.slice(0, PEOPLE_MAX).map(([name, shown]) => {
      const said = people.get(name)?.count ?? 0;
      return look(shown, { here: here.has(name), said }, { key, visit, api });
    }),
  );
  const known = listed.filter((one) => one !== undefined).sort((a, b) => cameOf(b) - cameOf(a));
  return answer({ people: known, more: more || all.length > PEOPLE_MAX });
}

/** Bans or removes several people, or lifts their bans; and deletes what they said, if that is asked for. */
export async function changePeople(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const key = moderated(visit, call, api, "change people");
  const fields = await readFields(call.request);
  const names = readNames(fields.value("names"));
  const action = fields.text("action");
  if (!ACTIONS.has(action)) {
    throw malformed(`action must be one of ${[...ACTIONS].join(", ")}`);
  }
  const back = fields.value("delete") ?? undefined;
  if (action === "delete" && back === undefined) throw malformed("delete must say how far back");
  const at = api.now();
  const since = back === undefined ? undefined : sinceOf(back === "all" ? undefined : back, at);
  // All of it is read before anybody is looked up.
  const actions = new Map(
    action === "delete" ? [] : names.map((name) => [name, actionOf(action, name, fields, call)]),
  );
  const actor = { ...actorOf(visit), share: "moderation" } as const;
  const weight = WEIGHT.sweep + names.length * WEIGHT.swept;
  api.auth.limits.ask(actor, at, weight, "change people");
  const place = { key, visit, api };
  const nobodies = action === "unban" ? [] : await nobodiesOf(names, since ?? 0, place);
  const known = names.filter((name) => !nobodies.includes(name));
  const [first, ...rest] = known.flatMap((name) => actions.get(name) ?? []);
  const { done, refused } = first
    ? await rule(key, [first, ...rest], visit, api)
    : await lowerOf(known, place);
  const removal = since === undefined || done.length === 0
    ? {}
    : await remove(done, { since, mustBegin: !first }, place);
  const unknown = nobodies.map((name) => toldNobody(name, action));
  return answer({ done, refused: [...refused, ...unknown], ...removal }, 200);
}

/** Names that nobody has, under which nothing was said here either. */
async function nobodiesOf(
  names: readonly string[],
  since: number,
  place: Place,
): Promise<string[]> {
  const people = await Promise.all(names.map((name) => personOf(name, place.api)));
  const here = new Set(place.api.hub.moderation.namesIn(place.key).map(nameKey));
  const free = names.filter((name, i) => people[i]!.id === "" && !here.has(nameKey(name)));
  if (free.length === 0) return [];
  // What somebody said who has given up their name is theirs to answer for.
  const said = (await tallied("change people", since, place)).people;
  return free.filter((name) => !said.has(nameKey(name)));
}

function toldNobody(name: string, action: string): Refused {
  const doing = action === "delete" ? "delete messages" : action;
  return { name, message: `Cannot ${doing}: nobody is called ${name}` };
}

/** @throws {Refusal} If too much is counted already. */
async function tallied(doing: string, since: number, { key, visit, api }: Place): Promise<Tally> {
  const { id: by } = visit.person;
  const tally = await api.removals.tallies.count({ room: key, since, by });
  if (typeof tally !== "string") return tally;
  const why = tally === "too many"
    ? "too many lists are being made, try again in a moment"
    : "the list that you asked for before is still being made, try again when it is done";
  throw new Refusal("unavailable", `Cannot ${doing}: ${why}`);
}

/** All names under which people said something, each once, and those first that they have now. */
function allNamesOf(names: readonly string[], { auth: { renamed } }: Api): string[] {
  const before = names.flatMap((name) => renamed.like(nameKey(name)));
  return eachOnce([...names, ...before]);
}

/** Names, each once, however it is written. */
function eachOnce(names: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const name of names) if (!seen.has(nameKey(name))) seen.set(nameKey(name), name);
  return [...seen.values()];
}

const ACTIONS: ReadonlySet<string> = new Set(["ban", "unban", "kick", "delete"]);

interface Place {
  readonly key: string;
  readonly visit: Visit;
  readonly api: Api;
}

interface Refused {
  readonly name: string;
  readonly message: string;
}

/** Somebody as they are listed; `undefined` if they may do as much as who asks. */
async function look(
  name: string,
  seen: Pick<Listed, "here" | "said">,
  { key, visit, api }: Place,
): Promise<Listed | undefined> {
  const policy = api.hub.directory.policy(key);
  const at = api.now();
  const person = await personOf(name, api);
  const role = roleOf(policy, { person, address: undefined }, at);
  // Nobody is left of a name that was given up: there is nobody to act on, but what they said.
  if (person.id === visit.person.id || reaches(role, roleOf(policy, visit, at))) return undefined;
  const came = await cameFirst(person, api);
  const { guest } = person;
  return { name: person.name, guest, ...(came !== undefined && { came }), ...seen };
}

/** When somebody made their account or, as a guest, was let in first. */
async function cameFirst(
  { id, name, guest }: { id: string; name: string; guest: boolean },
  { auth }: Api,
): Promise<number | undefined> {
  if (!guest) return (await auth.accounts.find(name))?.made;
  const made = (await auth.sessions.of(id)).map((session) => session.made);
  return made.length === 0 ? undefined : Math.min(...made);
}

/** Who came a moment ago is the newest. */
function cameOf({ came, here }: Listed): number {
  return came ?? (here ? Infinity : 0);
}

async function rule(
  key: string,
  actions: readonly [BulkAction, ...BulkAction[]],
  { person, address }: Visit,
  { hub, now }: Api,
): Promise<{ done: readonly string[]; refused: Refused[] }> {
  const member = new Member(person, address);
  const { done, refused } = await hub.moderation.ruleBulk(key, { member, actions, at: now() });
  return { done, refused: refused.map(({ name, error }) => told(name, error)) };
}

function told(name: string, { message }: ProtocolError): Refused {
  return { name, message };
}

/** What somebody is called now who has a name. */
function nameNow(name: string, { auth: { renamed } }: Api): string {
  const owner = renamed.ownerOf(nameKey(name));
  return owner === undefined ? name : renamed.of(owner)!.name;
}

/** Those whose messages may be deleted by who asks. */
async function lowerOf(names: readonly string[], { key, visit, api }: Place) {
  const [done, refused]: [string[], Refused[]] = [[], []];
  const now = names.map((name) => nameNow(name, api));
  for (const name of eachOnce(now)) {
    if (await isLower(name, key, visit, api)) done.push(name);
    else {
      const why = `${name} may do as much here as you`;
      refused.push({ name, message: `Cannot delete messages: ${why}` });
    }
  }
  return { done, refused };
}

/**
 * Starts to delete what people said. Where they were banned all the same, it says why not.
 *
 * @throws {Refusal} If nothing else was asked for, and it was not begun.
 */
async function remove(
  names: readonly string[],
  { since, mustBegin }: { since: number; mustBegin: boolean },
  { key, visit, api }: Place,
): Promise<{ removal: string } | { notDeleted: string }> {
  const at = api.now();
  const { id, name: byName, key: byKey, guest, admin } = visit.person;
  const by = { id, name: byName, key: byKey, guest, ...(admin && { admin }) };
  const [name = "", ...also] = allNamesOf(names, api);
  const whose = { name, ...(also.length > 0 && { also }) };
  const removal = { id: newMessageId(at), ...whose, since, room: key, by, at, deleted: 0 };
  try {
    refuseUnlessBegun(await api.removals.begin(removal));
  } catch (error) {
    if (mustBegin || !(error instanceof Refusal)) throw error;
    return { notDeleted: error.message };
  }
  for (const about of names) note({ at, what: "messages-deleted", about }, key, visit, api);
  return { removal: removal.id };
}

function actionOf(action: string, name: string, fields: Fields, call: Call): BulkAction {
  const { room = "" } = call.params;
  const read = readCommand({
    ...{ type: action === "kick" ? "kick" : "ban", room, name },
    ms: action === "unban" ? 0 : fields.value("ms"),
    ...(action === "ban" && { address: fields.value("address"), reason: fields.value("reason") }),
  });
  if (read.type === "kick") return { ...read, type: read.type };
  if (read.type === "ban" && "room" in read) return read;
  throw malformed("room is missing");
}

/** Names, each once. */
function readNames(value: unknown): string[] {
  const isList = Array.isArray(value) && value.length > 0 && value.length <= BULK_MAX;
  if (!isList) throw malformed(`names must be a list of 1 to ${BULK_MAX} names`);
  const names = value.map((name) => readName(typeof name === "string" ? name : ""));
  return [...new Map(names.map((name) => [nameKey(name), name])).values()];
}

/** @throws {Refusal} If it is no number of hours that it may be back. */
function sinceOf(hours: unknown, at: number): number {
  return hours === undefined ? 0 : Math.max(0, at - readHours(hours) * HOUR_MS);
}

function malformed(why: string): Refusal {
  return new Refusal("malformed", `Cannot change people: ${why}`);
}
