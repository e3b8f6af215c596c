/**
 * Routes for administrators: links by which somebody who forgot their password sets a new one.
 *
 * @module
 */
import { nameKey } from "../../../../protocol/name.ts";
import { readName } from "../../../auth.ts";
import type { Account } from "../../../auth/accounts.ts";
import type { AuditNote } from "../../../auth/audit.ts";
import type { OfferedReset } from "../../../auth/accounts/resets.ts";
import { clientInfoOf } from "../../../auth/client_info.ts";
import { answer } from "../../../http/answer.ts";
import { Refusal } from "../../../http/refused_request.ts";
import type { Api } from "../../context.ts";
import type { AdminCall } from "../guard.ts";

/** What making a link takes. */
type Offering = Pick<Api, "auth" | "hub">;

/** Makes a link for somebody. Its secret stands behind `#`, which no browser sends to a server. */
export async function offerReset(call: AdminCall, api: Api): Promise<Response> {
  const { request, peer, params, admin } = call;
  const { edge } = api.auth;
  const { address } = clientInfoOf(request, edge, peer);
  const offered = await offerResetTo(params.name ?? "", { by: admin.person.name, address }, api);
  const page = edge.ownUrl(request, peer);
  return answerWith(offered, page, api.networkUrl(page));
}

/**
 * Makes a link for somebody, notes it in the audit log, and tells them on their open sockets.
 *
 * @param by.by the administrator who does; absent for the operator
 * @throws {AuthError} If they may not.
 * @throws {Refusal} If nobody has an account of this name.
 */
export async function offerResetTo(
  name: string,
  { by, address }: Pick<AuditNote, "by" | "address">,
  { auth, hub }: Offering,
): Promise<OfferedReset> {
  const account = await accountNamed(readName(name), auth);
  const offered = await auth.resets.offer(account, by);
  auth.note({ what: "reset-offered", by, about: account.name, ends: offered.expires, address });
  const person = { id: account.id, key: nameKey(account.name) };
  const text = await auth.resets.toldTo(account.id);
  if (text !== undefined) await hub.events.send({ type: "told", person, text });
  return offered;
}

/** @param network where the page is for other machines, if that is elsewhere */
export function answerWith({ secret, expires }: OfferedReset, page: URL, network?: URL): Response {
  const linkTo = (base: URL) => new URL(`#reset=${secret}`, base).href;
  return answer({
    ...{ url: linkTo(page), expires },
    ...(network && { network: linkTo(network) }),
  }, 201);
}

/** A person's account. A name that looks like theirs is not enough: it may have been meant. */
async function accountNamed(name: string, auth: Api["auth"]): Promise<Account> {
  const account = await auth.accounts.find(name);
  if (account && !account.program && nameKey(account.name) === nameKey(name)) return account;
  const why = account?.program ? `a ${account.program} has no password` : "nobody has an account";
  throw new Refusal("not-found", `Cannot reset password of ${name}: ${why} of this name`);
}
