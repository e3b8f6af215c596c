/**
 * Over HTTP: changing how a room is set.
 *
 * @module
 */
import { Member } from "../../../hub/people/member.ts";
import { settingsOf } from "../../../hub/permissions/policy/settings.ts";
import { readCommand } from "../../../protocol/command.ts";
import type { Fields as CommandFields } from "../../../protocol/field.ts";
import { answer } from "../../http/answer.ts";
import { type Fields, readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import type { Api } from "../context.ts";
import { Visit } from "../context/visit.ts";

/** The command for each field, and what its value is called there. */
const COMMANDS = {
  access: ["access", "access"],
  slow: ["slow", "ms"],
  announce: ["announce", "on"],
  name: ["rename", "name"],
  topic: ["topic", "text"],
  sealed: ["topic", "sealed"],
  // In an archived room no topic can be set.
  archived: ["archive", "on"],
} as const;

/** Changes what is given, in the order of `COMMANDS`: what was done before a refusal stays so. */
export async function changeRoom(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const { room = "" } = call.params;
  const commands = commandsIn(await readFields(call.request), room);
  // All are read before the first is executed.
  for (const command of commands) readCommand(command);
  for (const command of commands) await visit.execute(command);
  const { directory } = api.hub;
  const member = new Member(visit.person, visit.address);
  const { key } = directory.place(room, member, api.now());
  const name = directory.nameOf(key) ?? room;
  return answer({
    room: name,
    topic: directory.now(key)?.topic ?? "",
    ...settingsOf(directory.policy(key), name),
  });
}

/** @throws {Refusal} If nothing is to be changed. */
function commandsIn(fields: Fields, room: string): CommandFields[] {
  const given = Object.entries(COMMANDS).filter(([name]) => fields.value(name) !== undefined);
  if (given.length === 0) {
    const names = Object.keys(COMMANDS).join(", ");
    throw new Refusal("malformed", `Cannot change room: give at least one of ${names}`);
  }
  // Who brings a room back from the archive wants to change it then.
  const isBroughtBack = fields.value("archived") === false;
  const ordered = isBroughtBack ? given.toReversed() : given;
  return ordered.map(([name, [type, field]]) => ({ type, room, [field]: fields.value(name) }));
}
