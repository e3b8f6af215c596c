/**
 * Signing in: as a guest, or with the password of an account. A code that its page makes, under "Your
 * account", counts as one, once: for who has no password, or needs a passkey beside it.
 *
 * @module
 */

import { type Session, SignInError } from "./connection/endpoint.ts";
import { plainLine, plainText } from "./plain_text.ts";
import { say } from "./program/languages.ts";

/** How often a password may be mistyped. */
const TRIES = 3;
/** What a server is called that nobody has named. */
const UNNAMED = "Hubbub";

/** The identity by the command line and the environment. */
export interface Who {
  readonly name: string;
  readonly password?: string | undefined;
  readonly passphrase?: string | undefined;
}

/** Asks for a secret; `undefined` where there is nobody to ask. */
export type AskSecret = (question: string) => string | undefined;

/**
 * Signs in, and gives what to connect with. Who can't reach the server yet comes by name as soon as it
 * is there.
 *
 * @throws {SignInError} If the server refuses.
 */
export async function signIn(
  session: Session,
  who: Who,
  askSecret: AskSecret,
): Promise<{ name?: string; token?: string }> {
  let { password, passphrase } = who;
  for (let tries = 1;; tries++) {
    try {
      const { name, guest, token } = await session.signIn({ name: who.name, password, passphrase });
      return guest ? { name, token } : { token };
    } catch (error) {
      if (!(error instanceof SignInError)) throw error;
      if (error.reason === "unreachable") return { name: who.name };
      const secret = tries <= TRIES ? askFor(error.reason, who.name, askSecret) : undefined;
      if (secret === undefined) throw error;
      if (error.reason === "bad-passphrase") passphrase = secret;
      else password = secret;
    }
  }
}

/**
 * What a server is called and says to whoever comes, harmless for a terminal; "" where it says nothing
 * of itself, or can't be asked.
 */
export async function greetingOf(session: Session): Promise<string> {
  let facts: Record<string, unknown>;
  try {
    facts = await session.ask("GET", "server");
  } catch (error) {
    // An older server has no such thing. One that is not there is told of when we sign in.
    if (error instanceof SignInError) return "";
    throw error;
  }
  const { title, welcome } = facts;
  const lines = [
    ...(typeof title === "string" && title !== UNNAMED ? [plainLine(title)] : []),
    ...(typeof welcome === "string" ? [plainText(welcome)] : []),
  ];
  return lines.join("\n");
}

function askFor(reason: string, name: string, askSecret: AskSecret): string | undefined {
  if (reason === "bad-password") return askSecret(say`Password of ${name}, or a sign-in code: `);
  // There are no passkeys here. Whoever is signed in on the page makes a code there.
  if (reason === "passkey-needed") return askSecret(say`Sign-in code of ${name}, from the page: `);
  if (reason === "bad-passphrase") return askSecret(say`Passphrase of this server: `);
}
