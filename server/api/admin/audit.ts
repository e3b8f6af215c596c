/**
 * Routes: the audit log, for administrators.
 *
 * @module
 */
import { nameKey } from "../../../protocol/name.ts";
import type { AuditEntry } from "../../auth/audit.ts";
import { isId } from "../../auth/tokens.ts";
import { answer } from "../../http/answer.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import type { Api } from "../context.ts";

/** Entries in one answer: unless said, and at most. */
const LIMIT = { usual: 50, most: 500 } as const;
/** Entries that are looked at for one answer, where only some are wanted. */
const LOOKED_MAX = 2_000;
/** Code units of what is searched for. */
const SOUGHT_MAX = 100;

/**
 * Reads the audit log, newest first. Of what is wanted there may be little: then `next` says where to go
 * on, though there may be nothing.
 */
export async function readAudit(call: Call, { auth, authenticator }: Api): Promise<Response> {
  await authenticator.expectAdmin(call);
  const { searchParams } = call.url;
  const limit = readLimit(searchParams.get("limit"));
  const before = readBefore(searchParams.get("before"));
  const isWanted = readFilter(searchParams);
  if (!isWanted) {
    const found = await auth.audit.read(limit + 1, before);
    return answer({ entries: found.slice(0, limit), more: found.length > limit });
  }
  const looked = await auth.audit.read(LOOKED_MAX, before);
  const wanted = looked.filter(isWanted);
  const entries = wanted.slice(0, limit);
  const isFull = wanted.length > limit;
  const last = isFull ? entries.at(-1) : looked.length === LOOKED_MAX ? looked.at(-1) : undefined;
  return answer({ entries, more: last !== undefined, ...(last && { next: last.id }) });
}

/** What is wanted of the log: who did it or to whom, what, and since when; `undefined` for all of it. */
function readFilter(params: URLSearchParams): ((entry: AuditEntry) => boolean) | undefined {
  const [who, what, since] = ["who", "what", "since"].map((name) => params.get(name) ?? "");
  if (![who, what, since].some((text) => text !== "")) return undefined;
  if (who!.length > SOUGHT_MAX || what!.length > SOUGHT_MAX || !/^\d{0,15}$/.test(since!)) {
    throw new Refusal("malformed", "Cannot read audit log: who, what or since is malformed");
  }
  const key = nameKey(who!.trim());
  return (entry) =>
    entry.at >= Number(since) && entry.what.includes(what!.trim()) &&
    [entry.by, entry.about].some((name) => nameKey(name ?? "").includes(key));
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
