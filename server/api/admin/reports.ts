/**
 * Routes for administrators: the reports of all rooms, direct ones included.
 *
 * @module
 */
import { answer, done } from "../../http/answer.ts";
import { readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import { isId } from "../../auth/tokens.ts";
import type { Api } from "../context.ts";
import { closeReport, noReport, outcomeIn, toldReport } from "../rooms/reports.ts";
import type { AdminCall } from "./guard.ts";

/** Reports in one answer: unless said, and at most. */
const LIMIT = { usual: 50, most: 200 } as const;

/** Lists the reports that wait, or with `all` those that were decided on, too. */
export async function listReports({ url }: AdminCall, { reports }: Api): Promise<Response> {
  const { searchParams } = url;
  const limit = readLimit(searchParams.get("limit"));
  const before = readBefore(searchParams.get("before"));
  const wanted = { before, limit: limit + 1 };
  const found = searchParams.has("all")
    ? await reports.list(wanted)
    : await reports.list({ ...wanted, open: true });
  const told = found.slice(0, limit).map(toldReport);
  return answer({ reports: told, more: found.length > limit });
}

/** Decides on a report. */
export async function closeAnyReport(call: AdminCall, api: Api): Promise<Response> {
  const outcome = outcomeIn(await readFields(call.request));
  const report = await api.reports.find(call.params.id ?? "");
  if (!report) throw noReport();
  await closeReport(report, { outcome, by: call.admin.person.name }, call, api);
  return done();
}

function readLimit(text: string | null): number {
  const limit = text === null ? LIMIT.usual : /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= LIMIT.most) return limit;
  throw new Refusal("malformed", `Cannot list reports: limit must be 1 to ${LIMIT.most}`);
}

function readBefore(text: string | null): string | undefined {
  if (text === null || isId(text)) return text ?? undefined;
  throw new Refusal("malformed", "Cannot list reports: before must be the id of a report");
}
