/**
 * Over HTTP: deleting what somebody said in a room, for its moderators.
 *
 * @module
 */
import type { AuditNote } from "../../auth/audit.ts";
import { readName } from "../../auth.ts";
import { readableAddress } from "../../auth/client_info.ts";
import { newMessageId } from "../../commands.ts";
import { answer } from "../../http/answer.ts";
import { readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import { actorOf } from "../../limits/pace.ts";
import { WEIGHT } from "../../limits/weight.ts";
import { readHours, refuseUnlessBegun } from "../admin/people/messages.ts";
import type { Api } from "../context.ts";
import { Visit } from "../context/visit.ts";
import { isLower, moderated } from "./moderation.ts";

const HOUR_MS = 60 * 60 * 1000;

/** Starts to delete what somebody said in the last hours, or ever. `listRoomRemovals` tells how far that is. */
export async function deleteSaid(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const room = moderated(visit, call, api, "delete messages");
  const name = readName(call.params.name ?? "");
  const hours = (await readFields(call.request)).value("hours");
  const at = api.now();
  const since = hours === undefined ? 0 : Math.max(0, at - readHours(hours) * HOUR_MS);
  if (!await isLower(name, room, visit, api)) {
    const why = `${name} may do as much here as you`;
    throw new Refusal("forbidden", `Cannot delete messages: ${why}`);
  }
  const actor = { ...actorOf(visit), share: "moderation" } as const;
  api.auth.limits.ask(actor, at, WEIGHT.removal, "delete messages");
  const { id, name: byName, key, guest, admin } = visit.person;
  const by = { id, name: byName, key, guest, ...(admin && { admin }) };
  const removal = { id: newMessageId(at), name, since, room, by, at, deleted: 0 };
  refuseUnlessBegun(await api.removals.begin(removal));
  note({ at, what: "messages-deleted", about: name }, room, visit, api);
  return answer({ id: removal.id }, 202);
}

export async function listRoomRemovals(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const room = moderated(visit, call, api, "list what is deleted");
  return answer({ removals: api.removals.list(room) });
}

/**
 * Notes what was done in the room of a key, as of other things that moderators do: guests, who moderate
 * what they make, fill no log.
 */
export function note(
  noted: AuditNote,
  key: string,
  { person, address }: Visit,
  { auth: { audit }, hub }: Api,
): void {
  const where = { room: hub.directory.nameOf(key), address: readableAddress(address) };
  const entry = { ...noted, ...where, by: person.name };
  if (person.guest) audit.noteOfGuest(person.id, entry);
  else audit.note(entry);
}
