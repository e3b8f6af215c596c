/**
 * Over HTTP: the bots of an account.
 *
 * @module
 */
import type { Api } from "./context.ts";
import { readName } from "../auth.ts";
import { clientInfoOf } from "../auth/client_info.ts";
import { newToken } from "../auth/tokens.ts";
import type { Bot, Callback } from "../auth/bots/bot.ts";
import { refuseOwner } from "../auth/bots.ts";
import { readCallbackUrl } from "./bots/callback_url.ts";
import { answer, done } from "../http/answer.ts";
import { readFields } from "../http/body.ts";
import { Refusal } from "../http/refused_request.ts";
import type { Call } from "../http/routes.ts";

export async function listBots(call: Call, { auth, authenticator }: Api): Promise<Response> {
  const { person } = await authenticator.expect(call);
  refuseOwner(person);
  const bots = await auth.bots.of(person);
  return answer({ bots: bots.map(told) });
}

/** Makes a bot. Its token, and the secret that signs what it is sent, are told this once. */
export async function makeBot(
  call: Call,
  { auth, authenticator, now, hookHosts }: Api,
): Promise<Response> {
  const { person } = await authenticator.expect(call);
  refuseOwner(person);
  const fields = await readFields(call.request);
  const name = readName(fields.text("name"));
  const url = fields.optionalText("url");
  const callback = url ? newCallback(readCallbackUrl(url, hookHosts), call, auth.edge) : undefined;
  auth.limits.claim(auth.edge.addressOf(call.request, call.peer), now());
  const { bot, token } = await auth.bots.make(person, name, callback);
  const { address } = clientInfoOf(call.request, auth.edge, call.peer);
  auth.note({ what: "bot-made", by: person.name, about: bot.name, address });
  return answer({ ...told(bot), token, ...secretOf(callback) }, 201);
}

/** Gives a bot another URL, or none. Where it had none there is a secret, which is told this once. */
export async function changeBot(
  call: Call,
  { auth, authenticator, hookHosts }: Api,
): Promise<Response> {
  const { person } = await authenticator.expect(call);
  refuseOwner(person);
  const fields = await readFields(call.request);
  const text = fields.optionalText("url");
  if (text === undefined && fields.value("url") !== null) throw missingUrl();
  const url = text ? readCallbackUrl(text, hookHosts) : undefined;
  let made: Callback | undefined;
  const changed = await auth.bots.setCallback(person, call.params.id ?? "", ({ callback }) => {
    if (url === undefined) return undefined;
    made = callback ? undefined : newCallback(url, call, auth.edge);
    return made ?? { ...newCallback(url, call, auth.edge), secret: callback!.secret };
  });
  if (!changed) throw noSuchBot("change");
  return answer({ ...told(changed), ...secretOf(made) });
}

export async function deleteBot(call: Call, { auth, authenticator }: Api): Promise<Response> {
  const { person } = await authenticator.expect(call);
  refuseOwner(person);
  const bot = await auth.deleteBot(person, call.params.id ?? "");
  if (!bot) throw noSuchBot("delete");
  const { address } = clientInfoOf(call.request, auth.edge, call.peer);
  auth.note({ what: "bot-deleted", by: person.name, about: bot.name, address });
  return done();
}

function told({ id, name, made, callback, failure }: Bot): Record<string, unknown> {
  return { id, name, made, ...(callback && { url: callback.url }), ...(failure && { failure }) };
}

function secretOf(callback: Callback | undefined): { secret?: string } {
  return callback ? { secret: callback.secret } : {};
}

function newCallback(url: URL, { request, peer }: Call, edge: Api["auth"]["edge"]): Callback {
  return { url: url.href, secret: newToken(), base: edge.ownUrl(request, peer).href };
}

function missingUrl(): Refusal {
  return new Refusal("malformed", "Cannot change bot: url is missing; it may be null");
}

function noSuchBot(action: string): Refusal {
  return new Refusal("not-found", `Cannot ${action} bot: you have none of this id`);
}
