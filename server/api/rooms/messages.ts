/**
 * Over HTTP: saying something, changing and deleting it, and reactions to it.
 *
 * @module
 */
import { isDirect, roomKey } from "../../../protocol/name.ts";
import { Member } from "../../../hub/people/member.ts";
import type { Api } from "../context.ts";
import { newMessageId } from "../../commands.ts";
import { answer, done } from "../../http/answer.ts";
import { type Fields, readFields } from "../../http/body.ts";
import type { Call } from "../../http/routes.ts";
import { numberOf } from "../rooms.ts";
import { Visit } from "../context/visit.ts";

/** Says something: once for each `id`, however often it is sent. */
export async function postMessage(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const fields = await readFields(call.request);
  const { room = "" } = call.params;
  const said = valuesOf(fields, ["text", "sealed", "reply", "files"]);
  const id = fields.value("id") ?? newMessageId(api.now());
  const outcome = await visit.execute({ type: "say", room, id, ...said });
  if (outcome.type !== "stored") return answer(outcome, 201);
  const stored = { room: outcome.room, seq: outcome.seq };
  return answer({ stored }, isSameRoom(stored.room, room, visit, api) ? 200 : 409);
}

export async function editMessage(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const fields = await readFields(call.request);
  const { room } = call.params;
  const of = numberOf(call.params.seq ?? "");
  const said = valuesOf(fields, ["text", "sealed"]);
  return answer(await visit.execute({ type: "edit", room, of, ...said }));
}

export async function deleteMessage(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  await visit.execute({
    type: "delete",
    room: call.params.room,
    of: numberOf(call.params.seq ?? ""),
  });
  return done();
}

export async function addReaction(call: Call, api: Api): Promise<Response> {
  return await react(call, api, true);
}

export async function removeReaction(call: Call, api: Api): Promise<Response> {
  return await react(call, api, false);
}

async function react(call: Call, api: Api, on: boolean): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const { room, emoji } = call.params;
  await visit.execute({ type: "react", room, of: numberOf(call.params.seq ?? ""), emoji, on });
  return done();
}

/** What a body has under some names, for a command that reads it. */
function valuesOf(fields: Fields, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, fields.value(name)]));
}

/** Whether two names lead somebody to one room; those in a direct room may come in any order. */
function isSameRoom(one: string, other: string, visit: Visit, { hub, now }: Api): boolean {
  if (isDirect(one) || isDirect(other)) return roomKey(one) === roomKey(other);
  const member = new Member(visit.person, visit.address);
  const [key, otherKey] = [one, other].map((name) => hub.directory.place(name, member, now()).key);
  return key === otherKey;
}
