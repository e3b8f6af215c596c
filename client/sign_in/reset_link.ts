/**
 * Following a link that sets a new password, as an administrator makes one for who has forgotten theirs.
 *
 * @module
 */

import { Account } from "../connection/account.ts";
import { Session, SignInError } from "../connection/endpoint.ts";
import { plainLine } from "../plain_text.ts";
import type { AskSecret, Who } from "../sign_in.ts";
import { say } from "../program/languages.ts";

/**
 * Sets the password, and gives by what to sign in. All sessions of the account end.
 *
 * @param secret of the link, which is used up
 * @param given a password, instead of asking for one
 * @throws {SignInError} If the link is not good any more, or there is no password.
 */
export async function followResetLink(
  { url, secret, given }: { url: string; secret: string; given: string | undefined },
  askSecret: AskSecret,
): Promise<Who> {
  const account = new Account(new Session(url));
  const { name } = await account.previewReset(secret);
  const password = given ?? newPassword(name, askSecret, say`Cannot set a new password`);
  await account.setPassword(secret, password);
  return { name: plainLine(name), password };
}

/**
 * Asks for a new password twice.
 *
 * @param failure what can't be done without one
 * @throws {SignInError} If they do not want to say one, or not the same twice.
 */
export function newPassword(name: string, askSecret: AskSecret, failure: string): string {
  const password = askSecret(say`New password for ${name}: `);
  if (password === undefined) {
    throw new SignInError("bad-password", say`${failure}: set HUBBUB_PASSWORD`);
  }
  if (askSecret(say`New password again: `) === password) return password;
  throw new SignInError("bad-password", say`${failure}: the passwords differ`);
}
