/**
 * Routes for administrators: bans and mutes, from the server and in all rooms.
 *
 * @module
 */
import { SERVER } from "../../../hub/permissions/policies.ts";
import type { Sanction } from "../../../hub/permissions/policy.ts";
import { nameKey } from "../../../protocol/name.ts";
import { actionOf } from "../../../protocol/command/moderation.ts";
import { answer, done } from "../../http/answer.ts";
import { readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Api } from "../context.ts";
import { readMs, readPage, readReason } from "./fields.ts";
import type { AdminCall } from "./guard.ts";
import { callerOf } from "./rooms.ts";

/** Policies that are looked at for one page. */
const LOOKED_MAX = 5_000;

type Kind = "ban" | "mute";

/** Lists who is banned or muted, the server's first, with who did it and why where that was noted. */
export async function listBans(
  call: AdminCall,
  { hub: { directory }, auth: { accounts }, now }: Api,
): Promise<Response> {
  const { limit, after = "0", sought } = readPage(call.url);
  const from = /^\d{1,9}$/.test(after) ? Number(after) : 0;
  const at = now();
  const ofServer = [[SERVER, directory.policy(SERVER)] as const];
  const ofRooms = Iterator.from(directory.policies()).filter(([key]) => key !== SERVER);
  const bans: Found[] = [];
  const tell = async (next?: number) =>
    answer({
      bans: await Promise.all(bans.map((found) => told(found, accounts))),
      ...(next !== undefined && { next: String(next) }),
    });
  let looked = 0;
  for (const [key, policy] of [...(from === 0 ? ofServer : []), ...ofRooms.drop(from)]) {
    // All of one room, or none: it has at most a thousand.
    if (bans.length >= limit || looked >= LOOKED_MAX) {
      return await tell(from + looked);
    }
    if (key !== SERVER) looked++;
    const room = key === SERVER ? {} : { key, room: directory.nameOf(key) ?? key };
    const isMeant = (one: Sanction) => at < (one.until ?? Infinity) && one.key.includes(sought);
    const found = (kind: Kind) => (sanction: Sanction) => ({ kind, sanction, room });
    bans.push(...policy.bans.filter(isMeant).map(found("ban")));
    bans.push(...policy.mutes.filter(isMeant).map(found("mute")));
  }
  return await tell();
}

interface Found {
  readonly kind: Kind;
  readonly sanction: Sanction;
  /** The room's key and name; empty for the server. */
  readonly room: Record<string, unknown>;
}

async function told(
  { kind, sanction: { id, key: name, addresses, until, at, by, reason }, room }: Found,
  accounts: Api["auth"]["accounts"],
): Promise<Record<string, unknown>> {
  const guest = id !== undefined && await accounts.isGuest(id, name);
  return {
    ...{ kind, name, ...(guest && { guest }), ...room },
    ...{ addresses: addresses?.length ?? 0, until, at, by, reason },
  };
}

/** Bans somebody from the server, or bans or mutes them in a room, for a reason. */
export async function ban(call: AdminCall, api: Api): Promise<Response> {
  const fields = await readFields(call.request);
  const kind = kindOf(fields.optionalText("kind") ?? "ban");
  const name = fields.text("name");
  const [reason, ms] = [readReason(fields, kind), readMs(fields, kind)];
  if (kind === "mute" && ms === undefined) {
    throw new Refusal("malformed", "Cannot mute: ms is missing");
  }
  const address = fields.value("address") === true && kind === "ban" ? { address: true } : {};
  await sanction({ kind, name, reason, ms, ...address }, fields.optionalText("room"), call, api);
  return done();
}

/** Lifts a ban or a mute, from the server or in the room of a key. */
export async function liftBan(call: AdminCall, api: Api): Promise<Response> {
  const { searchParams } = call.url;
  const kind = kindOf(searchParams.get("kind") ?? "ban");
  const name = nameKey(call.params.name ?? "");
  await sanction({ kind, name, ms: 0 }, searchParams.get("room") ?? undefined, call, api);
  return done();
}

async function sanction(
  { kind, ...what }: { kind: Kind; name: string; ms: number | undefined; reason?: string },
  room: string | undefined,
  call: AdminCall,
  api: Api,
): Promise<void> {
  const { hub: { moderation }, now } = api;
  // Read as if it came from a socket: what is a name is decided there. The room's is put in later.
  const where = room === undefined ? {} : { room: "lobby" };
  const command = actionOf(kind, { type: kind, ...what, ...where });
  const caller = callerOf(call, api);
  if (room !== undefined && "room" in command) {
    return await moderation.administration.rule(room, command, caller, now());
  }
  if (command.type !== "ban" || "room" in command) {
    throw new Refusal("malformed", "Cannot mute: room is missing");
  }
  // Whom no ban keeps out: it would only be in the way when they are one no longer.
  const account = await api.auth.accounts.find(command.name);
  if (command.ms !== 0 && account && api.auth.accounts.isAdmin(account)) {
    throw new Refusal("forbidden", `Cannot ban: ${account.name} is an administrator`);
  }
  await moderation.banFromServer({ member: caller, command, at: now() });
}

function kindOf(text: string): Kind {
  if (text === "ban" || text === "mute") return text;
  throw new Refusal("malformed", 'Cannot do this: kind must be "ban" or "mute"');
}
