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
import { readFields } from "../../http/body.ts";
import type { Call } from "../../http/routes.ts";
import { numberOf } from "../rooms.ts";
import { Visit } from "../context/visit.ts";

/** Says something: once for each `id`, however often it is sent. */
export async function postMessage(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const fields = await readFields(call.request);
  const { room = "" } = call.params;
  const [text, reply, files] = ["text", "reply", "files"].map((name) => fields.value(name));
  const id = fields.value("id") ?? newMessageId(api.now());
  const outcome = await visit.execute({ type: "say", room, id, text, reply, files });
  if (outcome.type !== "stored") return answer(outcome, 201);
  const stored = { room: outcome.room, seq: outcome.seq };
  return answer({ stored }, isSameRoom(stored.room, room, visit, api) ? 200 : 409);
}

export async function editMessage(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const fields = await readFields(call.request);
  const { room } = call.params;
  const of = numberOf(call.params.seq ?? "");
  return answer(await visit.execute({ type: "edit", room, of, text: fields.value("text") }));
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

/** Whether two names lead somebody to one room; those in a direct room may come in any order. */
function isSameRoom(one: string, other: string, visit: Visit, { hub, now }: Api): boolean {
  if (isDirect(one) || isDirect(other)) return roomKey(one) === roomKey(other);
  const member = new Member(visit.person, visit.address);
  const [key, otherKey] = [one, other].map((name) => hub.directory.place(name, member, now()).key);
  return key === otherKey;
}
