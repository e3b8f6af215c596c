/**
 * The session cookie: no script can read it, and no other site can send it.
 *
 * Browsers send a host's cookies to all of its ports, and to whatever else is served there. So ours
 * has a name that no other server has, and we read and delete no other.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { deleteCookie, setCookie } from "@std/http/cookie";
import { SESSION_MS } from "../sessions.ts";
import { isToken } from "../tokens.ts";

/** Its former name, which other programs use, too. */
const FORMER_NAME = "session";
/** Letters of the hash of an address. */
const HASH_LETTERS = 6;
/**
 * Tokens that are looked up for one request. A browser sends several cookies of a name where a path
 * or a domain above ours has set one, too; more than this is nobody's accident.
 */
const TRIED_MAX = 4;

/** How long a browser is known that somebody signed in with, in seconds: browsers allow 400 days. */
const DEVICE_S = 365 * 24 * 60 * 60;

/** A cookie that may be ours. */
export interface SessionCookie {
  readonly name: string;
  readonly token: string;
}

/** The name of a server's cookie, by the address at which browsers find it. */
export function cookieName(address: URL): string {
  const { protocol, port, pathname } = address;
  const hash = () => createHash("sha256").update(address.href).digest("hex").slice(0, HASH_LETTERS);
  // The prefix has browsers take it from this host alone, by https alone.
  if (protocol === "https:") return `__Host-hubbub-${hash()}`;
  return `hubbub-${port || "80"}${pathname === "/" ? "" : `-${hash()}`}`;
}

/**
 * The cookies of a request that may hold a session, the likeliest first.
 *
 * @param names those of this server's cookie
 */
export function cookiesOf(request: Request, names: readonly string[]): SessionCookie[] {
  const all = parse(request);
  const wanted = [...names, FORMER_NAME];
  return wanted.flatMap((name) => all.filter((cookie) => cookie.name === name))
    .filter(({ token }) => isToken(token))
    .slice(0, TRIED_MAX);
}

/** Whether a request has a cookie of this server, whatever is in it. */
export function hasCookie(request: Request, names: readonly string[]): boolean {
  return parse(request).some(({ name }) => names.includes(name));
}

/**
 * Sets the session cookie.
 *
 * @param from the cookie of the session so far, which this replaces
 */
export function keepCookie(
  response: Response,
  { name, token }: SessionCookie,
  from?: SessionCookie,
): Response {
  if (from && from.name !== name) forgetCookie(response, from);
  setCookie(response.headers, {
    name,
    value: token,
    path: "/",
    maxAge: SESSION_MS / 1000,
    httpOnly: true,
    sameSite: "Strict",
    secure: isSecure(name),
  });
  return response;
}

/** Deletes the cookie that a session was found by: so it is one that we have set. */
export function forgetCookie(response: Response, cookie: SessionCookie | undefined): Response {
  if (!cookie) return response;
  const { name } = cookie;
  // Browsers overlook what is said of a cookie with the prefix, unless it is Secure.
  deleteCookie(response.headers, name, { path: "/", secure: isSecure(name) });
  return response;
}

/** Deletes the cookie of somebody who leaves, and what their browser kept: the next may be another. */
export function endVisit(response: Response, cookie: SessionCookie | undefined): Response {
  response.headers.set("clear-site-data", '"cache"');
  return forgetCookie(response, cookie);
}

/**
 * The token of a browser that has signed in here before, if it has one. It authenticates nobody.
 *
 * @param names those of this server's cookie
 */
export function deviceTokenOf(request: Request, names: readonly string[]): string | undefined {
  const wanted = names.map(deviceName);
  return parse(request).find(({ name, token }) => wanted.includes(name) && isToken(token))?.token;
}

/** Sets the cookie that marks a browser as a known device, besides the session cookie. */
export function keepDevice(response: Response, { name, token }: SessionCookie): Response {
  setCookie(response.headers, {
    name: deviceName(name),
    value: token,
    path: "/",
    maxAge: DEVICE_S,
    httpOnly: true,
    sameSite: "Strict",
    secure: isSecure(name),
  });
  return response;
}

function deviceName(name: string): string {
  return `${name}-device`;
}

function isSecure(name: string): boolean {
  return name.startsWith("__Host-");
}

/** All cookies. `getCookies` would throw for one that is malformed, and so for anybody's. */
function parse(request: Request): SessionCookie[] {
  return (request.headers.get("cookie") ?? "").split(";").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return { name: name.trim(), token: value.join("=").trim() };
  });
}
