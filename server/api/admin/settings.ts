/**
 * Routes for administrators: what of the server is set by no flag.
 *
 * @module
 */
import type { Makers } from "../../../hub/permissions/policy.ts";
import { answer, done } from "../../http/answer.ts";
import { readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import type { Api } from "../context.ts";
import { type AdminCall, noteBy } from "./guard.ts";

export function readServerSettings(_: AdminCall, { hub, auth }: Api): Promise<Response> {
  const { makers = "everybody" } = hub.moderation.administration.settings;
  const { signUp, guests, admin } = auth.rules;
  const flags = { signUp, guests, passphrase: auth.rules.passphrase !== undefined, admin };
  return Promise.resolve(answer({ rooms: makers, flags }));
}

export async function changeServerSettings(call: AdminCall, api: Api): Promise<Response> {
  const { administration } = api.hub.moderation;
  const fields = await readFields(call.request);
  await administration.setSettings({ makers: makersOf(fields.text("rooms")) });
  noteBy(call, api, { what: "settings-changed" });
  return done();
}

function makersOf(text: string): Makers | undefined {
  if (text === "everybody") return undefined;
  if (text === "accounts" || text === "administrators") return text;
  const why = 'rooms must be "everybody", "accounts" or "administrators"';
  throw new Refusal("malformed", `Cannot change settings: ${why}`);
}
