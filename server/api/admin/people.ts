/**
 * Routes for administrators: who is here or has an account, their roles, suspending and deleting them.
 *
 * @module
 */
import { nameKey } from "../../../protocol/name.ts";
import type { Account } from "../../auth/accounts/account.ts";
import { readName } from "../../auth.ts";
import { answer, done } from "../../http/answer.ts";
import { readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import { changed, eraseAccount, readErasureMode, refuseUnlessDone } from "../accounts/deletion.ts";
import type { Api } from "../context.ts";
import { readMs, readReason } from "./fields.ts";
import { type AdminCall, noteBy } from "./guard.ts";

/** Makes somebody an administrator, or ends that. Who loses the role has to sign in again. */
export async function changeRole(call: AdminCall, api: Api): Promise<Response> {
  const { auth } = api;
  const account = await accountNamed(call, api, "change role");
  const role = (await readFields(call.request)).text("role");
  if (role !== "administrator" && role !== "member") {
    throw new Refusal("malformed", 'Cannot change role: it must be "administrator" or "member"');
  }
  const isAdmin = role === "administrator";
  refuseUnlessDone(await auth.accounts.administration.setAdmin(account, isAdmin));
  const { id, name } = account;
  // Before their sessions end, which on other servers takes a moment.
  auth.names.become({ id, name, key: nameKey(name), guest: false, admin: isAdmin });
  if (!isAdmin) await auth.endSessions(id);
  noteBy(call, api, { what: isAdmin ? "administrator-made" : "administrator-ended", about: name });
  return done();
}

/** Suspends somebody: they are signed out everywhere, and their bots and hooks stop. */
export async function suspend(call: AdminCall, api: Api): Promise<Response> {
  const { auth, now } = api;
  const account = await accountNamed(call, api, "suspend");
  const fields = await readFields(call.request);
  const [reason, ms] = [readReason(fields, "suspend"), readMs(fields, "suspend")];
  const at = now();
  const until = ms === undefined ? {} : { until: at + ms };
  const suspended = { at, by: call.admin.person.name, reason, ...until };
  if (!await auth.accounts.administration.suspend(account, suspended)) throw changed();
  await auth.endSessions(account.id);
  await auth.bots.endSockets(account.id);
  noteBy(call, api, { what: "suspended", about: account.name, ends: suspended.until, reason });
  return answer({ name: account.name, suspended });
}

export async function endSuspension(call: AdminCall, api: Api): Promise<Response> {
  const account = await accountNamed(call, api, "end suspension");
  if (!account.suspended) {
    throw new Refusal("not-found", `Cannot end suspension: ${account.name} is not suspended`);
  }
  if (!await api.auth.accounts.administration.suspend(account, undefined)) throw changed();
  noteBy(call, api, { what: "suspension-ended", about: account.name });
  return done();
}

/** Deletes an account, as its owner could. */
export async function deletePerson(call: AdminCall, api: Api): Promise<Response> {
  const account = await accountNamed(call, api, "delete account");
  const mode = readErasureMode((await readFields(call.request)).text("messages"));
  await eraseAccount(account, mode, api);
  noteBy(call, api, { what: "account-deleted", about: account.name });
  return done();
}

/** Deletes a bot of somebody. */
export async function deleteBotOf(call: AdminCall, api: Api): Promise<Response> {
  const account = await accountNamed(call, api, "delete bot");
  const owner = { id: account.id, name: account.name, key: nameKey(account.name), guest: false };
  const bot = await api.auth.deleteBot(owner, call.params.id ?? "");
  if (!bot) {
    throw new Refusal("not-found", `Cannot delete bot: ${account.name} has none of this id`);
  }
  noteBy(call, api, { what: "bot-deleted", about: bot.name });
  return done();
}

/** Lets somebody who has signed up come in, or refuses them for a reason that they are told. */
export async function decideSignUp(call: AdminCall, api: Api): Promise<Response> {
  const { auth } = api;
  const account = await accountNamed(call, api, "decide on sign-up");
  const fields = await readFields(call.request);
  const decision = fields.text("decision");
  if (decision !== "approve" && decision !== "refuse") {
    const why = 'decision must be "approve" or "refuse"';
    throw new Refusal("malformed", `Cannot decide on sign-up: ${why}`);
  }
  const { administration } = auth.accounts;
  const { id, name } = account;
  const isDecided = decision === "approve"
    ? await administration.approve(account)
    : await administration.refuse(account, call.admin.person.name, readReason(fields, "refuse"));
  if (!isDecided) {
    throw new Refusal("not-found", `Cannot decide on sign-up: ${name} does not wait for it`);
  }
  // Who is here as a guest under that name has an account from now on.
  if (decision === "approve") {
    auth.names.become({ id, name, key: nameKey(name), guest: false });
    auth.sessions.spoke(id);
  }
  noteBy(call, api, { what: `sign-up-${decision}d`, about: name });
  return done();
}

/**
 * The account of the name that a path says. Bots and hooks have none that these routes are about.
 *
 * @throws {Refusal} If there is none.
 */
export async function accountNamed(
  { params }: AdminCall,
  { auth }: Api,
  action: string,
): Promise<Account> {
  const asked = readName(params.name ?? "");
  const account = await auth.accounts.find(asked);
  const isIt = account && nameKey(account.name) === nameKey(asked) && !account.program;
  if (isIt) return account;
  throw new Refusal("not-found", `Cannot ${action}: no account is called ${asked}`);
}
