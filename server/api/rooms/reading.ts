/**
 * Over HTTP: how far somebody has read.
 *
 * @module
 */
import type { Api } from "../context.ts";
import { done } from "../../http/answer.ts";
import { readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import { Visit } from "../context/visit.ts";

/** Marks messages as read up to one, or as unread from one on. */
export async function changeRead(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const fields = await readFields(call.request);
  const { room } = call.params;
  const [seq, of] = [fields.value("seq"), fields.value("unread")];
  if ((seq === undefined) === (of === undefined)) {
    throw new Refusal("malformed", 'Cannot change what is read: give "seq" or "unread"');
  }
  await visit.execute(
    of === undefined ? { type: "read", room, seq } : { type: "unread", room, of },
  );
  return done();
}
