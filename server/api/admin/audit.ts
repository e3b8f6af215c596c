/**
 * Routes: the audit log, for administrators.
 *
 * @module
 */
import { isId } from "../../auth/tokens.ts";
import { answer } from "../../http/answer.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import type { Api } from "../context.ts";

/** Entries in one answer: unless said, and at most. */
const LIMIT = { usual: 50, most: 500 } as const;

export async function readAudit(call: Call, { auth, authenticator }: Api): Promise<Response> {
  await authenticator.expectAdmin(call);
  const { searchParams } = call.url;
  const limit = readLimit(searchParams.get("limit"));
  const before = readBefore(searchParams.get("before"));
  const found = await auth.audit.read(limit + 1, before);
  return answer({ entries: found.slice(0, limit), more: found.length > limit });
}

function readLimit(text: string | null): number {
  if (text === null) return LIMIT.usual;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= LIMIT.most) return limit;
  throw new Refusal("malformed", `Cannot read audit log: limit must be 1 to ${LIMIT.most}`);
}

function readBefore(text: string | null): string | undefined {
  if (text === null || isId(text)) return text ?? undefined;
  throw new Refusal("malformed", "Cannot read audit log: before must be the id of an entry");
}
