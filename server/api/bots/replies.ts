/**
 * Over HTTP: what a bot answers, at the address that came with a message.
 *
 * @module
 */
import type { Api } from "../context.ts";
import { hashToken, isToken } from "../../auth/tokens.ts";
import { plain } from "../../http/answer.ts";
import { readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Call } from "../../http/routes.ts";
import { fit } from "../../commands/fit.ts";

export async function postReply(
  call: Call,
  { courier, deliveries, auth, now }: Api,
): Promise<Response> {
  const { secret = "" } = call.params;
  const fields = await readFields(call.request);
  const text = fit(fields.text("text"), { calls: true });
  if (text === "") throw new Refusal("malformed", "Cannot reply: text is empty");
  const reply = isToken(secret) ? await deliveries.takeReply(hashToken(secret)) : undefined;
  if (!reply || reply.expires <= now()) throw gone();
  const { owner, bot: id } = reply.delivery;
  const bot = (await auth.bots.of({ id: owner })).find((one) => one.id === id);
  if (!bot) throw gone();
  await courier.reply(bot, reply.delivery, text);
  return plain("ok");
}

function gone(): Refusal {
  return new Refusal("not-found", "Cannot reply: the address was used, or is over 15 minutes old");
}
