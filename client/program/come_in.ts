/**
 * Coming in, once it is known how: by a name, a session that is kept, an invitation, or a new password.
 *
 * @module
 */

import { Session, SignInError } from "../connection/endpoint.ts";
import type { Flags } from "../flags.ts";
import { endedSession, type Identity } from "../sign_in/identity.ts";
import type { Invitation } from "../sign_in/invitation.ts";
import { KeyFileError } from "../sign_in/key_file.ts";
import { SessionFileError } from "../sign_in/session_file.ts";
import { type AskSecret, greetingOf, signIn, type Who } from "../sign_in.ts";
import { askName } from "./ask_name.ts";
import { EXIT } from "./exit.ts";
import type { Ticket } from "./talk.ts";
import { variable } from "./variable.ts";

/** What is known before the server is asked for anything. */
export interface Beginning {
  /** Who they are, as far as they have said; absent where a new password is to be set. */
  readonly identity: Identity | undefined;
  /** The name that they were asked for. */
  readonly asked: string | undefined;
  readonly isTerminal: boolean;
}

/** The exit code for what kept somebody out; `undefined` for a bug of ours. */
export function exitOf(error: unknown): number | undefined {
  if (error instanceof KeyFileError) return EXIT.usage;
  if (error instanceof SessionFileError) return EXIT.notSignedIn;
  if (!(error instanceof SignInError)) return undefined;
  return error.reason === "no-session" ? EXIT.notSignedIn : EXIT.failed;
}

/**
 * Signs in, and follows the link if the address is an invitation, or sets a new password. `undefined` if
 * there is no name.
 *
 * @throws {SignInError} If the server refuses.
 */
export async function comeIn(
  { url, invite, reset, ...flags }: Flags & { type: "chat" },
  { identity, asked, isTerminal }: Beginning,
): Promise<{ session: Ticket; room: string } | undefined> {
  const isKnown = (identity?.name ?? identity?.token ?? asked) !== undefined;
  // While the server answers.
  if (isTerminal && isKnown) loadScreen();
  const greeting = isTerminal ? await greetingOf(new Session(url)) : "";
  if (greeting !== "") console.log(greeting);
  if (identity === undefined) {
    return { session: await resetPassword(url, reset ?? "", isTerminal), room: flags.room };
  }
  const invitation = invite === undefined ? undefined : await find(url, invite);
  if (invitation && isTerminal) console.log(invitation.greeting);
  // Whoever makes an account is not who they were.
  const isNew = invitation !== undefined && invitation.room === undefined;
  const token = isNew && identity.kept !== undefined ? undefined : identity.token;
  if (token !== undefined && identity.kept !== undefined) {
    await expectSession(url, token, identity.kept);
  }
  const mayAsk = token === undefined && isTerminal;
  const name = identity.name ?? asked ?? (mayAsk ? askName() : undefined);
  if (!name && token === undefined) return undefined;
  if (isTerminal) loadScreen();
  const session = token === undefined
    ? await begin(url, { ...identity, name: name ?? "" }, { isTerminal, invitation })
    : { name, token };
  if (invitation?.room === undefined) return { session, room: flags.room };
  await invitation.use(session.token);
  return { session, room: invitation.room };
}

/** Has the screen there by the time that it is needed. */
async function loadScreen(): Promise<void> {
  await import("../terminal.ts");
}

async function resetPassword(url: string, secret: string, isTerminal: boolean): Promise<Ticket> {
  const askSecret = await asker(isTerminal);
  const given = variable("HUBBUB_PASSWORD");
  const { followResetLink } = await import("../sign_in/reset_link.ts");
  const who = await followResetLink({ url, secret, given }, askSecret);
  return await signIn(new Session(url), who, askSecret);
}

async function find(url: string, secret: string): Promise<Invitation> {
  const { Invitation } = await import("../sign_in/invitation.ts");
  return await Invitation.find(url, secret);
}

/** @throws {SignInError} If the server does not know the session that was kept any more. */
async function expectSession(url: string, token: string, name: string): Promise<void> {
  try {
    if (await new Session(url, { token }).whoAmI()) return;
  } catch (error) {
    // Whoever can't reach the server yet comes as soon as it is there, and is told the rest then.
    if (error instanceof SignInError) return;
    throw error;
  }
  throw new SignInError("no-session", endedSession(name, url));
}

/** Signs in, or makes an account by an invitation for that. */
async function begin(
  url: string,
  who: Who,
  { isTerminal, invitation }: { isTerminal: boolean; invitation: Invitation | undefined },
): Promise<Ticket> {
  const askSecret = await asker(isTerminal);
  return invitation && invitation.room === undefined
    ? await invitation.signUp(who, askSecret)
    : await signIn(new Session(url), who, askSecret);
}

async function asker(isTerminal: boolean): Promise<AskSecret> {
  return isTerminal ? (await import("../sign_in/ask.ts")).askOnTerminal : () => undefined;
}
