/**
 * The chat: signs in, then talks on a terminal, or says each line of a pipe. What that takes is loaded
 * once somebody is known, so that they are asked who they are at once.
 *
 * @module
 */

import { Session, SignInError } from "../connection/endpoint.ts";
import type { Flags } from "../flags.ts";
import { plainLine } from "../plain_text.ts";
import { endedSession, identityOn, unseenSecrets } from "../sign_in/identity.ts";
import type { Invitation } from "../sign_in/invitation.ts";
import { SessionFileError } from "../sign_in/session_file.ts";
import { type AskSecret, greetingOf, signIn, type Who } from "../sign_in.ts";
import { EXIT } from "./exit.ts";
import { firstQuestion } from "./first_question.ts";
import type { Ticket } from "./talk.ts";
import { chosenLanguage } from "./chosen_language.ts";
import { say, speakIn, told } from "./languages.ts";
import { variable } from "./variable.ts";

/** Chats on a terminal; says the lines of a pipe; or sends files. Resolves with the exit code. */
export async function chat(flags: Flags & { type: "chat" }): Promise<number> {
  const { url, files: paths, text, pictures } = flags;
  const plain = flags.plain || variable("TERM") === "dumb";
  const isTerminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  if (isTerminal) await speak(flags.lang);
  const question = isTerminal ? firstQuestion(url) : undefined;
  if (question !== undefined) console.log(question);
  let came;
  try {
    came = await comeIn(flags, isTerminal, question === undefined);
  } catch (error) {
    const isEnded = error instanceof SessionFileError ||
      error instanceof SignInError && error.reason === "no-session";
    if (!isEnded && !(error instanceof SignInError)) throw error;
    console.error(plainLine(told(error.message)));
    return isEnded ? EXIT.notSignedIn : EXIT.failed;
  }
  if (came === undefined) {
    console.error(
      say`Cannot sign in: no name, give one with --name NAME, or run hubbub login` +
        unseenSecrets(),
    );
    return EXIT.usage;
  }
  const { session, room } = came;
  const { link, keyFile } = flags;
  if (paths.length > 0 && (link ?? keyFile) !== undefined) {
    console.error("Not sent: the server could read files, also in a private room");
    return EXIT.usage;
  }
  if (paths.length > 0) {
    const { sendOnce } = await import("../one_shot.ts");
    const isSent = await sendOnce({ url, room, paths, text }, session, console.error);
    return isSent ? EXIT.well : EXIT.failed;
  }
  const { talk } = await import("./talk.ts");
  const way = isTerminal ? { pictures, plain } : "lines";
  return await talk({ url, room, link, keyFile, session, way }) ? EXIT.well : EXIT.failed;
}

/**
 * Signs in, and follows the link if the address is an invitation, or sets a new password. `undefined` if
 * there is no name.
 *
 * @throws {SignInError} If the server refuses.
 */
async function comeIn(
  { url, invite, reset, ...flags }: Flags & { type: "chat" },
  isTerminal: boolean,
  isPermitted: boolean,
): Promise<{ session: Ticket; room: string } | undefined> {
  const identity = reset === undefined ? await identityOn(url, flags, variable) : undefined;
  const isKnown = (identity?.name ?? identity?.token) !== undefined;
  // Before all else: nobody waits for a server that is slow to be asked that.
  const isAskedFirst = isTerminal && !isKnown && isPermitted && (invite ?? reset) === undefined;
  const asked = isAskedFirst ? askName() : undefined;
  if (isAskedFirst && !asked) return undefined;
  // While the server answers.
  if (isTerminal && (isKnown || isAskedFirst)) loadScreen();
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

/** On a terminal, that is: what is written into a pipe is read by programs. */
async function speak(lang: string | undefined): Promise<void> {
  const language = await chosenLanguage(lang);
  if (language !== "en") await speakIn(language);
}

function askName(): string | undefined {
  return prompt(say`Your name:`)?.trim();
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
