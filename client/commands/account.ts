/**
 * `login`, `logout` and `token`: sessions that outlive a command.
 *
 * @module
 */

import { Account } from "../connection/account.ts";
import { Programs } from "../connection/account/programs.ts";
import { Session, SignInError } from "../connection/endpoint.ts";
import { askOnTerminal } from "../sign_in/ask.ts";
import { signIn } from "../sign_in.ts";
import { plainAddress, SessionFile, SessionFileError } from "../sign_in/session_file.ts";
import { oneLineOf } from "./account/one_line.ts";
import type { Output } from "./output.ts";
import { Patience } from "./server/patience.ts";
import { NotSignedInError, type Server } from "./server.ts";
import { type Call, UsageError, type Variable } from "./spec/call.ts";

/** What the sessions of this program are called in the list of one's sessions. */
const PROGRAM = "hubbub";
/** And those of scripts, unless said. */
const LABEL = "script";
/** What can be a header's value and is one word in the list. */
const LABEL_FORM = /^[\w.-]{1,40}$/;
const WHERE = "HOME,XDG_CONFIG_HOME,APPDATA";

/** Signs in, and keeps the session for all commands that follow. */
export async function login(call: Call, variable: Variable, output: Output): Promise<void> {
  const isTerminal = Deno.stdin.isTerminal();
  if (isTerminal && !call.isQuiet) {
    console.error("The session is kept in your configuration folder.");
  }
  const file = await fileFor(call);
  if (!file.isPermitted(isPermitted)) {
    throw new SessionFileError(
      `The session can't be kept in ${file.path}: run with --allow-read and --allow-write`,
    );
  }
  const name = call.name ?? (isTerminal ? prompt("Your name:")?.trim() : undefined);
  if (!name) throw new UsageError("Whose session shall it be? Give a name with --name NAME");
  const password = await passwordOf(call, name, variable);
  const who = { name, password, passphrase: variable("HUBBUB_PASSPHRASE") };
  const { token, guest, name: known } = await begin(call, who, PROGRAM);
  const previous = await file.readAnyway();
  await file.write({ name: known, token });
  // It would stay for 30 days, and nobody has its token any more.
  if (previous) await endQuietly(previous);
  const url = plainAddress(call.url);
  const shown = `Signed in at ${url} as ${known}${guest ? ", a guest" : ""}`;
  await output.line([shown], { name: known, guest, url, path: file.path });
}

/** Ends the session that is kept, on the server, and forgets it. */
export async function logout(call: Call, _variable: Variable, output: Output): Promise<void> {
  const file = await fileFor(call);
  const isReadable = file.isPermitted(isPermitted);
  const kept = isReadable ? await file.readAnyway() : undefined;
  const url = plainAddress(call.url);
  if (kept === undefined) {
    const why = isReadable ? "" : `: ${file.path} may not be read and written`;
    throw new NotSignedInError(`No session is kept for ${url}${why}`);
  }
  try {
    await patiently(call, () => new Session(url, { token: kept.token }).signOut());
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    // Else it has ended before.
    if (error.reason !== "no-session") {
      throw new SignInError(error.reason, `${error.message}: still signed in, try again later`);
    }
  }
  await file.remove();
  await output.line([`Signed out at ${url}, where you were ${kept.name}`], {
    name: kept.name,
    url,
  });
}

/** Makes a token for scripts, and prints it, this once. */
export async function token(
  call: Call,
  server: Server,
  output: Output,
  variable: Variable,
): Promise<void> {
  const session = new Session(server.url, { token: server.token });
  const bot = call.values("bot").at(-1);
  const label = call.values("label").at(-1) ?? LABEL;
  if (bot !== undefined) {
    const { name, token } = await patiently(call, () => new Programs(session).makeBot(bot));
    await output.line([token], { token, name, bot: true });
    return tell(call, `Told this once. What it says is ${name}'s; /unbot ${name} ends it`);
  }
  if (!LABEL_FORM.test(label)) {
    throw new UsageError("--label must be 1 to 40 of A-Z, a-z, 0-9, '.', '_' and '-'");
  }
  const { code } = await patiently(call, () => new Account(session).passkeys.signInCode());
  const passphrase = variable("HUBBUB_PASSPHRASE");
  const who = { name: server.you, password: code, passphrase };
  const { name, token } = await begin(call, who, label);
  await output.line([token], { token, name, label });
  tell(call, `Told this once. It may do all that ${name} may; /sessions lists it as ${label}`);
}

function tell(call: Call, sentence: string): void {
  if (!call.isQuiet) console.error(sentence);
}

/** Begins a session that is called so in the list of one's sessions. */
async function begin(
  call: Call,
  who: { name: string; password: string | undefined; passphrase: string | undefined },
  program: string,
): Promise<{ name: string; guest: boolean; token: string }> {
  const named: typeof fetch = (what, how) => {
    const headers = new Headers(how?.headers);
    headers.set("user-agent", program);
    return fetch(what, { ...how, headers });
  };
  const askSecret = Deno.stdin.isTerminal() ? askOnTerminal : () => undefined;
  try {
    return await patiently(call, async () => {
      const session = new Session(call.url, { fetch: named });
      const { token } = await signIn(session, who, askSecret);
      if (token === undefined) throw new SignInError("unreachable", "The server cannot be reached");
      const me = await new Session(call.url, { token }).whoAmI();
      return { name: me?.name ?? who.name, guest: me?.guest ?? true, token };
    });
  } catch (error) {
    const isRefusal = error instanceof SignInError && error.reason !== "unreachable";
    throw isRefusal ? new NotSignedInError(error.message, { cause: error }) : error;
  }
}

/** From a file, a variable, a terminal, or the first line of standard input; "" is none. */
async function passwordOf(
  call: Call,
  name: string,
  variable: Variable,
): Promise<string | undefined> {
  const path = call.values("password-file").at(-1);
  if (path !== undefined) return await oneLineOf(path);
  const given = variable("HUBBUB_PASSWORD");
  if (given !== undefined) return given;
  if (Deno.stdin.isTerminal()) return askOnTerminal(`Password of ${name}, or a sign-in code: `);
  return await oneLineOf("-") || undefined;
}

/** Where the session is kept. Whoever sits at a terminal is asked for what that needs. */
async function fileFor({ url }: Call): Promise<SessionFile> {
  const file = await SessionFile.of(url, (name) => {
    return isPermitted({ name: "env", variable: name })
      ? Deno.env.get(name) || undefined
      : undefined;
  });
  if (file !== undefined) return file;
  throw new SessionFileError(
    `Nothing tells where your configuration folder is: run with --allow-env=${WHERE}`,
  );
}

async function endQuietly({ url, token }: { url: string; token: string }): Promise<void> {
  try {
    await new Session(url, { token }).signOut();
  } catch (error) {
    // It had ended, or ends by itself.
    if (!(error instanceof SignInError)) throw error;
  }
}

async function patiently<T>({ timeoutMs }: Call, ask: () => Promise<T>): Promise<T> {
  const patience = new Patience(timeoutMs);
  while (true) {
    try {
      return await ask();
    } catch (error) {
      await patience.afterFailure(error);
    }
  }
}

function isPermitted(what: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.requestSync(what).state === "granted";
}
