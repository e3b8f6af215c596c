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

/** Characters of the text for whoever comes in. */
const WELCOME_MAX = 1_000;

export function readServerSettings(_: AdminCall, { hub, auth }: Api): Promise<Response> {
  const { makers = "everybody", welcome = "" } = hub.moderation.administration.settings;
  const { signUp, guests, admin } = auth.rules;
  const flags = { signUp, guests, passphrase: auth.rules.passphrase !== undefined, admin };
  return Promise.resolve(answer({ rooms: makers, welcome, flags }));
}

export async function changeServerSettings(call: AdminCall, api: Api): Promise<Response> {
  const { administration } = api.hub.moderation;
  const fields = await readFields(call.request);
  const { makers, welcome } = administration.settings;
  const [rooms, text] = [fields.optionalText("rooms"), fields.optionalText("welcome")];
  if (text !== undefined && text.length > WELCOME_MAX) {
    const why = `welcome has at most ${WELCOME_MAX} characters`;
    throw new Refusal("malformed", `Cannot change settings: ${why}`);
  }
  await administration.setSettings({
    makers: rooms === undefined ? makers : makersOf(rooms),
    welcome: text === undefined ? welcome : text.trim() || undefined,
  });
  noteBy(call, api, { what: "settings-changed" });
  return done();
}

function makersOf(text: string): Makers | undefined {
  if (text === "everybody") return undefined;
  if (text === "accounts" || text === "administrators") return text;
  const why = 'rooms must be "everybody", "accounts" or "administrators"';
  throw new Refusal("malformed", `Cannot change settings: ${why}`);
}
