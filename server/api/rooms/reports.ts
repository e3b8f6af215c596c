/**
 * Over HTTP: the reports of a room, for its moderators; and reporting a message.
 *
 * @module
 */
import type { Outcome, Report } from "../../service/reports.ts";
import { clientInfoOf } from "../../auth/client_info.ts";
import { answer, done } from "../../http/answer.ts";
import { type Fields, readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import type { Api } from "../context.ts";
import { Visit } from "../context/visit.ts";
import { numberOf } from "../rooms.ts";
import { moderated } from "./moderation.ts";

/** Reports in one answer. */
const LISTED_MAX = 200;

/** Reports a message. */
export async function reportMessage(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const fields = await readFields(call.request);
  const { room = "", seq = "" } = call.params;
  const reason = fields.value("reason") ?? "";
  await visit.execute({ type: "report", room, of: numberOf(seq), reason });
  return done();
}

/** Lists the reports that wait. */
export async function listRoomReports(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const room = moderated(visit, call, api, "list reports");
  const reports = await api.reports.list({ room, open: true, limit: LISTED_MAX });
  return answer({ reports: reports.map(toldReport) });
}

/** Decides on a report. */
export async function closeRoomReport(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const room = moderated(visit, call, api, "close report");
  const outcome = outcomeIn(await readFields(call.request));
  const report = await api.reports.find(call.params.id ?? "");
  if (report?.room !== room) throw noReport();
  await closeReport(report, { outcome, by: visit.person.name }, call, api);
  return done();
}

/**
 * Decides on a report, and records that in the audit log.
 *
 * @throws {Refusal} If that was done before.
 */
export async function closeReport(
  { id, name: room, message: { from } }: Report,
  { outcome, by }: { outcome: Outcome; by: string },
  { request, peer }: Call,
  { reports, auth, now }: Api,
): Promise<void> {
  if (!await reports.close(id, { at: now(), by, outcome })) throw noReport();
  const { address } = clientInfoOf(request, auth.edge, peer);
  auth.note({ what: `report-${outcome}`, by, about: from.name, room, address });
}

/** A report as it is told: without ids of people. */
export function toldReport({ id, at, by, name: room, reason, message, closed }: Report): unknown {
  const { from, ...copy } = message;
  return {
    ...{ id, at, by: by.name, room, reason },
    message: { ...copy, from: from.name },
    ...(closed && { closed }),
  };
}

/** @throws {Refusal} If a body does not say what becomes of a report. */
export function outcomeIn(fields: Fields): Outcome {
  const outcome = fields.text("outcome");
  if (outcome === "resolved" || outcome === "dismissed") return outcome;
  throw new Refusal("malformed", 'Cannot close report: outcome must be "resolved" or "dismissed"');
}

export function noReport(): Refusal {
  return new Refusal("not-found", "Cannot close report: none of this id waits here");
}
