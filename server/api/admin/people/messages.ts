/**
 * Routes for administrators: all that somebody said lately, in all rooms, to be deleted at once.
 *
 * @module
 */
import { readName } from "../../../auth.ts";
import { newMessageId } from "../../../commands.ts";
import { answer } from "../../../http/answer.ts";
import { readFields } from "../../../http/body.ts";
import { Refusal } from "../../../http/refused_request.ts";
import type { Beginning } from "../../../service/removals.ts";
import type { Api } from "../../context.ts";
import { type AdminCall, noteBy } from "../guard.ts";

const HOUR_MS = 60 * 60 * 1000;
/** How far back it may go: what is older was hardly said by a spammer who is there today. */
const HOURS_MAX = 30 * 24;

/** Counts what would be deleted, and shows the newest of it. */
export async function previewMessages(call: AdminCall, api: Api): Promise<Response> {
  const { name = "" } = call.params;
  const hours = readHours(Number(call.url.searchParams.get("hours") ?? 24));
  return answer(await api.removals.preview(readName(name), api.now() - hours * HOUR_MS));
}

/** Starts to delete it. How far that is, `listRemovals` tells. */
export async function deleteMessages(call: AdminCall, api: Api): Promise<Response> {
  const name = readName(call.params.name ?? "");
  const hours = readHours((await readFields(call.request)).value("hours") ?? 24);
  const at = api.now();
  const { id, name: byName, key } = call.admin.person;
  const by = { id, name: byName, key, guest: false };
  const since = at - hours * HOUR_MS;
  const removal = { id: newMessageId(at), name, since, by, at, deleted: 0 };
  refuseUnlessBegun(await api.removals.begin(removal));
  noteBy(call, api, { what: "messages-deleted", about: name });
  return answer({ id: removal.id }, 202);
}

export function listRemovals(_: AdminCall, { removals }: Api): Promise<Response> {
  return Promise.resolve(answer({ removals: removals.list() }));
}

/** @throws {Refusal} If a removal was not begun, which says why. */
export function refuseUnlessBegun(beginning: Beginning): void {
  if (beginning === "begun") return;
  const why = beginning === "too many"
    ? "too much is being deleted, try again when some of it is done"
    : "what you asked for before is still being deleted, try again when it is done";
  throw new Refusal("unavailable", `Cannot delete messages: ${why}`);
}

/** @throws {Refusal} If it is no number of hours that what was said may be back. */
export function readHours(hours: unknown): number {
  if (typeof hours === "number" && hours > 0 && hours <= HOURS_MAX) return hours;
  const why = `hours must be above 0, and ${HOURS_MAX} at most`;
  throw new Refusal("malformed", `Cannot delete messages: ${why}`);
}
