/**
 * Someone who asks over plain HTTP.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { PASSWORD } from "../secrets.ts";
import type { Address } from "./test_server.ts";

/** What somebody was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** `undefined` when there was no body. */
  readonly body: Record<string, unknown> | undefined;
}

/** Who asks, and with what. */
export interface Asking {
  readonly token?: string | undefined;
  readonly cookie?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** What the cookie of a server is called that is asked by plain http. */
export function cookieOf(server: Address): string {
  return `hubbub-${server.url().port}`;
}

/** Asks for something, such as `POST /api/session`. */
export async function ask(
  server: Address,
  what: string,
  { token, cookie, body, headers = {} }: Asking = {},
): Promise<Answered> {
  const [method = "GET", path = "/"] = what.split(" ");
  const response = await fetch(server.url(path), {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(cookie !== undefined && { cookie: `${cookieOf(server)}=${cookie}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = text === "" ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: parsed };
}

/** Asks for something that has to be answered so, and gives what was answered. */
export async function expect(
  server: Address,
  status: number | string,
  what: string,
  asking?: Asking,
): Promise<Record<string, unknown>> {
  const answered = await ask(server, what, asking);
  const { error } = answered.body ?? {};
  const got = error === undefined ? answered.status : `${answered.status} ${error}`;
  assertEquals(got, status, `${what}: ${JSON.stringify(answered.body)}`);
  return answered.body ?? {};
}

export { PASSWORD };

/** Claims a name, and gives the token that comes with it. */
export async function claim(server: Address, name: string, asking: Asking = {}): Promise<string> {
  const body = { name, password: PASSWORD, ...asking.body as object };
  const { token } = await expect(server, 201, "POST /api/accounts", { ...asking, body });
  return String(token);
}

/** Claims a name with the code that the server has printed: that of its administrator. */
export async function claimAdmin(
  server: Address,
  name: string,
  asking: Asking = {},
): Promise<string> {
  const body = { ...asking.body as object, claim: server.claimCode };
  return await claim(server, name, { ...asking, body });
}

/** Signs in to an account, or without a password as a guest, and gives the token. */
export async function signIn(server: Address, name: string, password?: string): Promise<string> {
  const body = { name, ...(password !== undefined && { password }) };
  const { token } = await expect(server, 201, "POST /api/session", { body });
  return String(token);
}
