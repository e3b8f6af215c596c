/**
 * What `client.ts` does when it is run: on a terminal it chats; through a pipe it says each line and ends
 * when all of them are stored.
 *
 * @module
 */

import { commandOf } from "./commands/spec.ts";
import { type Flags, readFlags } from "./flags.ts";
import { Invitation } from "./sign_in/invitation.ts";
import { firstQuestion } from "./program/first_question.ts";
import { followResetLink } from "./sign_in/reset_link.ts";
import { sendOnce } from "./one_shot.ts";
import { Pipe } from "./pipe.ts";
import { plainLine } from "./plain_text.ts";
import { endedSession, identityOn, unseenSecrets } from "./sign_in/identity.ts";
import { SessionFileError } from "./sign_in/session_file.ts";
import { askOnTerminal, greetingOf, signIn, type Who } from "./sign_in.ts";
import { Terminal } from "./terminal.ts";
import manifest from "../deno.json" with { type: "json" };
import { Connection } from "./connection.ts";
import { Session, SignInError } from "./connection/endpoint.ts";

/** Exit codes: all went well, something was not said, the caller asked for what there is not, or has no session. */
const EXIT = { well: 0, failed: 1, usage: 2, notSignedIn: 4 } as const;

/** Does what the command line asks for, and resolves with the exit code. */
export async function main(args: string[]): Promise<number> {
  const [first, ...others] = args;
  if (commandOf(first)) {
    // Whoever chats does not wait for them to be loaded.
    const { runCommand } = await import("./commands.ts");
    return await runCommand(args, variable);
  }
  if (first === "help") return await help(others[0]);
  const isChat = first === "chat";
  const flags = readFlags(isChat ? others : args, variable);
  switch (flags.type) {
    case "help":
      return await help(isChat ? "chat" : undefined);
    case "version":
      console.log(`hubbub/${manifest.version}`);
      return EXIT.well;
    case "mistake":
      console.error(flags.message);
      return EXIT.usage;
    case "chat":
      return await chat(flags);
    default:
      return flags satisfies never;
  }
}

/** Prints what there is to know of a topic, or which topics there are. */
async function help(topic: string | undefined): Promise<number> {
  const { helpOn, mapOfCommands, noHelpOn } = await import("./program/help.ts");
  const text = topic === undefined ? mapOfCommands() : helpOn(topic);
  if (text === undefined) console.error(plainLine(noHelpOn(topic ?? "")));
  else console.log(text);
  return text === undefined ? EXIT.usage : EXIT.well;
}

async function chat(flags: Flags & { type: "chat" }): Promise<number> {
  const { url, files: paths, text, pictures } = flags;
  const plain = flags.plain || variable("TERM") === "dumb";
  const isTerminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  const question = isTerminal ? firstQuestion(url) : undefined;
  if (question !== undefined) console.log(question);
  let came;
  try {
    came = await comeIn(flags, isTerminal);
  } catch (error) {
    const isEnded = error instanceof SessionFileError ||
      error instanceof SignInError && error.reason === "no-session";
    if (!isEnded && !(error instanceof SignInError)) throw error;
    console.error(plainLine(error.message));
    return isEnded ? EXIT.notSignedIn : EXIT.failed;
  }
  if (came === undefined) {
    console.error(
      `Cannot sign in: no name, give one with --name NAME, or run hubbub login${unseenSecrets()}`,
    );
    return EXIT.usage;
  }
  const { session, room } = came;
  if (paths.length > 0) {
    const isSent = await sendOnce({ url, room, paths, text }, session, console.error);
    return isSent ? EXIT.well : EXIT.failed;
  }
  const connection = new Connection(url, session);
  const { readable: input } = Deno.stdin;
  const chatting = isTerminal
    ? new Terminal(connection, { url, room, pictures, plain })
    : new Pipe(connection, room, { input, complain: console.error });
  return await chatting.run() ? EXIT.well : EXIT.failed;
}

/** What to connect with. */
type Ticket = { name?: string | undefined; token?: string };

/**
 * Signs in, and follows the link if the address is an invitation, or sets a new password. `undefined` if
 * there is no name.
 *
 * @throws {SignInError} If the server refuses.
 */
async function comeIn(
  { url, invite, reset, ...flags }: Flags & { type: "chat" },
  isTerminal: boolean,
): Promise<{ session: Ticket; room: string } | undefined> {
  const greeting = isTerminal ? await greetingOf(new Session(url)) : "";
  if (greeting !== "") console.log(greeting);
  if (reset !== undefined) {
    const askSecret = isTerminal ? askOnTerminal : () => undefined;
    const given = variable("HUBBUB_PASSWORD");
    const who = await followResetLink({ url, secret: reset, given }, askSecret);
    return { session: await signIn(new Session(url), who, askSecret), room: flags.room };
  }
  const invitation = invite === undefined ? undefined : await Invitation.find(url, invite);
  if (invitation && isTerminal) console.log(invitation.greeting);
  const identity = await identityOn(url, flags, variable);
  // Whoever makes an account is not who they were.
  const isNew = invitation !== undefined && invitation.room === undefined;
  const token = isNew && identity.kept !== undefined ? undefined : identity.token;
  if (token !== undefined && identity.kept !== undefined) {
    await expectSession(url, token, identity.kept);
  }
  const mayAsk = token === undefined && isTerminal;
  const name = identity.name ?? (mayAsk ? prompt("Your name:")?.trim() : undefined);
  if (!name && token === undefined) return undefined;
  const session = token === undefined
    ? await begin(url, { ...identity, name: name ?? "" }, { isTerminal, invitation })
    : { name, token };
  if (invitation?.room === undefined) return { session, room: flags.room };
  await invitation.use(session.token);
  return { session, room: invitation.room };
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
  const askSecret = isTerminal ? askOnTerminal : () => undefined;
  return invitation && invitation.room === undefined
    ? await invitation.signUp(who, askSecret)
    : await signIn(new Session(url), who, askSecret);
}

/** A variable of the environment, if we may look there. Secrets come this way: others could read arguments. */
function variable(variable: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? Deno.env.get(variable) || undefined : undefined;
}
