/**
 * Somebody with an account and passkeys, who asks a server over HTTP by the name `localhost`.
 *
 * @module
 */
import { ask, type Asking, expect } from "../server/asker.ts";
import type { Address } from "../server/test_server.ts";
import {
  type Asked,
  type CredentialJson,
  type Kind,
  type Otherwise,
  SoftwareAuthenticator,
} from "./software_authenticator.ts";

/** A server by its name: passkeys are for no address that is a number. */
export function byName(server: Address): Address {
  return {
    url: (path = "/") => {
      const url = server.url(path);
      url.hostname = "localhost";
      return url;
    },
    claimCode: server.claimCode,
  };
}

/** An authenticator at somebody's page of a server. */
export async function authenticatorAt(
  server: Address,
  kind: Kind = "ES256",
): Promise<SoftwareAuthenticator> {
  return await SoftwareAuthenticator.make(server.url().origin, kind);
}

/** Asks for a challenge. */
export async function challenge(
  server: Address,
  purpose: string,
  { token, body }: Asking = {},
): Promise<Asked> {
  const asking = { token, body: { for: purpose, ...body as object } };
  return await expect(server, 201, "POST /api/challenges", asking) as unknown as Asked;
}

/** Adds a passkey to an account, and gives what it is called. */
export async function addPasskey(
  server: Address,
  token: string,
  authenticator: SoftwareAuthenticator,
  { confirmation, name = "my key" }: { confirmation: Record<string, unknown>; name?: string },
): Promise<string> {
  const asked = await challenge(server, "add", { token, body: confirmation });
  const passkey = await authenticator.create(asked);
  const body = { name, passkey };
  return String((await expect(server, 201, "POST /api/passkeys", { token, body })).id);
}

/** Confirms who somebody is, by a passkey of theirs. */
export async function confirmation(
  server: Address,
  token: string,
  authenticator: SoftwareAuthenticator,
): Promise<{ passkey: CredentialJson }> {
  return { passkey: await authenticator.get(await challenge(server, "confirm", { token })) };
}

/** Signs in by a passkey, and gives what that is answered: a token, or why not. */
export async function signInBy(
  server: Address,
  authenticator: SoftwareAuthenticator,
  { otherwise, ...more }: { otherwise?: Otherwise; [field: string]: unknown } = {},
): Promise<string> {
  const passkey = await authenticator.get(await challenge(server, "sign-in"), otherwise);
  return await answered(server, { passkey, ...more });
}

/** What signing in is answered: a token, or the reason and the sentence of a refusal. */
export async function answered(server: Address, body: unknown): Promise<string> {
  const { body: got = {} } = await ask(server, "POST /api/session", { body });
  return String(got.token ?? `${got.error}: ${got.message}`);
}
