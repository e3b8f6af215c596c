/**
 * Who somebody is who runs the program: by the command line, by the environment, or by the session that
 * `login` has kept.
 *
 * @module
 */

import { say } from "../program/languages.ts";

/** What one signs in with. Without a token and a name, nobody has said who they are. */
export interface Identity {
  readonly name: string | undefined;
  readonly token: string | undefined;
  readonly password: string | undefined;
  readonly passphrase: string | undefined;
  /** Who signed in with `login`, if the token is that session's. */
  readonly kept: string | undefined;
}

type Variable = (name: string) => string | undefined;

/** What tells where sessions are kept: without any of these, nothing is loaded to look there. */
const FOLDERS = ["XDG_CONFIG_HOME", "HOME", "APPDATA"];
/** What says who somebody is, as variables: secrets, which must not be seen in a list of programs. */
const SECRETS = ["HUBBUB_TOKEN", "HUBBUB_PASSWORD"];

/**
 * Who somebody is on a server. A token counts before a name, and both before the session that is kept.
 *
 * @throws {SessionFileError} If that can't be used, where it is needed.
 */
export async function identityOn(
  url: string,
  given: { name: string | undefined; token?: string | undefined },
  variable: Variable,
): Promise<Identity> {
  const who = {
    name: given.name,
    token: given.token ?? variable("HUBBUB_TOKEN"),
    password: variable("HUBBUB_PASSWORD"),
    passphrase: variable("HUBBUB_PASSPHRASE"),
    kept: undefined,
  };
  if (who.name !== undefined || who.token !== undefined) return who;
  if (!FOLDERS.some((name) => variable(name) !== undefined)) return who;
  const { SessionFile } = await import("./session_file.ts");
  const kept = await (await SessionFile.of(url, variable))?.read();
  return kept === undefined ? who : { ...who, token: kept.token, kept: kept.name };
}

/** What may be set and is not seen, to be added to a sentence; "" where everything is seen. */
export function unseenSecrets(): string {
  const unseen = SECRETS.filter((variable) => {
    return Deno.permissions.querySync({ name: "env", variable }).state !== "granted";
  });
  if (unseen.length === 0) return "";
  const [first = "", second] = unseen;
  const either = second === undefined ? first : say`${first} or ${second}`;
  return ` ${say`(if ${either} is set, it may not be read: run with --allow-env=${unseen.join()})`}`;
}

/**
 * What to say where a name is used though a token may be set; "" where that can be seen, or where somebody
 * denied it and knows.
 */
export function unseenToken(): string {
  const { state } = Deno.permissions.querySync({ name: "env", variable: "HUBBUB_TOKEN" });
  if (state !== "prompt") return "";
  return "HUBBUB_TOKEN may not be read, and is not used: allow it with --allow-env=HUBBUB_TOKEN, " +
    "or deny it with --deny-env";
}

/** What to do about a session that is kept, and that the server does not know any more. */
export function endedSession(name: string, url: string): string {
  return say`The session of ${name} at ${url} has ended: sign in again with hubbub login`;
}
