/**
 * Makes sure anew that whoever has a session is who it belongs to, before they change how they come in.
 *
 * @module
 */
import type { Asker } from "../../auth.ts";
import { type Account, claimKey } from "../../auth/accounts.ts";
import { type Device, recognize } from "../../auth/accounts/devices.ts";
import { readSignInCode } from "../../auth/accounts/sign_in_codes.ts";
import { AuthError, CopiedPasskeyError } from "../../auth/auth_error.ts";
import { clientInfoOf } from "../../auth/client_info.ts";
import { relyingPartyOf } from "../../auth/accounts/passkeys/relying_party.ts";
import type { Purpose } from "../../auth/accounts/passkeys/challenge.ts";
import type { PasskeyAnswer } from "../../auth/accounts/passkeys/answers.ts";
import type { Use, Used } from "../../auth/accounts/passkeys.ts";
import type { Fields } from "../../http/body.ts";
import type { Call } from "../../http/routes.ts";
import type { Api } from "../context.ts";
import { passkeyAnswerOf } from "./passkey_fields.ts";

/** @throws {AuthError} If somebody has no account. */
export async function accountOf({ person }: Asker, { auth }: Api): Promise<Account> {
  const account = person.guest || person.bot ? undefined : await auth.accounts.find(person.name);
  if (account?.id === person.id) return account;
  throw AuthError.forbidden("do this", "you have no account");
}

/**
 * The account of somebody who has sent its password, or the answer of one of its passkeys.
 *
 * @throws {AuthError} If they have no account, or this is not its own.
 */
export async function confirm(
  asker: Asker,
  fields: Fields,
  call: Call,
  api: Api,
): Promise<Account> {
  const account = await accountOf(asker, api);
  const answer = passkeyAnswerOf(fields);
  if (answer) {
    const use = useOf(call, api, "confirm", whoseOf(asker));
    const options = { of: account, isAlone: true, action: "do this" };
    return (await usePasskey(answer, use, options, call, api)).account;
  }
  const password = fields.text("password");
  if (account.secondFactor) throw AuthError.passkeyNeeded();
  return await provePassword(asker, password, call, api);
}

async function provePassword(
  { person, session }: Asker,
  password: string,
  { request, peer }: Call,
  { auth }: Api,
): Promise<Account> {
  const device = { address: auth.edge.addressOf(request, peer), session: session.id };
  const account = await auth.prove(person.name, password, device);
  if (account) return account;
  const { address } = clientInfoOf(request, auth.edge, peer);
  auth.note({ what: "sign-in-failed", by: person.name, about: person.name, address });
  throw AuthError.wrongPassword("do this", "wrong password");
}

/**
 * The account of a name, if this is the code by which its owner signs in: that is used up then.
 *
 * @throws {BusyError} If too many were tried.
 */
export async function proveByCode(
  name: string,
  code: string,
  device: Device,
  { auth, now }: Api,
): Promise<Account | undefined> {
  if (readSignInCode(code) === undefined) return undefined;
  const account = await auth.accounts.find(name);
  const known = recognize(device, account?.devices);
  const guess = { address: device.address, name: claimKey(name), ...known };
  const attempt = auth.limits.attempt(guess, now());
  if (!account || !await auth.signInCodes.use(account.id, code)) return undefined;
  attempt.succeeded();
  return account;
}

/** Whose a challenge is that somebody with a session asks for. */
export function whoseOf({ person, session }: Asker): string {
  return `${person.id} ${session.id}`;
}

/** @throws {AuthError} If there can be no passkeys at this address. */
export function useOf(
  { request, peer }: Call,
  { auth }: Api,
  purpose: Purpose,
  whose: string,
): Use {
  return { party: relyingPartyOf(auth.edge, request, peer), purpose, whose };
}

/**
 * Uses a passkey. A wrong one counts like a wrong password, and one that may be copied is noted.
 *
 * @throws {AuthError} If it is wrong.
 * @throws {BusyError} If too many were tried.
 */
export async function usePasskey(
  answer: PasskeyAnswer,
  use: Use,
  options: { of?: Account; isAlone: boolean; action: string },
  { request, peer }: Call,
  { auth, now }: Api,
): Promise<Used> {
  const attempt = auth.limits.attempt({ address: auth.edge.addressOf(request, peer) }, now());
  const { address } = clientInfoOf(request, auth.edge, peer);
  try {
    const used = await auth.passkeys.use(answer, use, options);
    attempt.succeeded();
    return used;
  } catch (error) {
    if (error instanceof CopiedPasskeyError) {
      auth.note({ what: "passkey-copied", about: error.passkey, address });
    } else if (error instanceof AuthError) {
      auth.note({ what: "sign-in-failed", about: options.of?.name, address });
    }
    throw error;
  }
}
