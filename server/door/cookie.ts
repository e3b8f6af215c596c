/**
 * The cookie by which a browser keeps its session: no script reads it, and no other site sends it.
 *
 * @module
 */
import { deleteCookie, setCookie } from "@std/http/cookie";
import { SESSION_MS } from "./sessions.ts";

const NAME = "session";
/** Ours among all. `getCookies` would throw for another that is malformed, and so for anybody's. */
const COOKIE = new RegExp(`(?:^|;) *${NAME}=([^;]*)`);

/** The token in a request's cookie, which may be empty. */
export function cookieOf(request: Request): string | undefined {
  return COOKIE.exec(request.headers.get("cookie") ?? "")?.[1]?.trim();
}

/** Has a browser keep a session, and send it only by https if it came by that. */
export function keepCookie(response: Response, token: string, isSecure: boolean): Response {
  setCookie(response.headers, {
    name: NAME,
    value: token,
    path: "/",
    maxAge: SESSION_MS / 1000,
    httpOnly: true,
    sameSite: "Strict",
    secure: isSecure,
  });
  return response;
}

/** Has a browser forget its session. */
export function forgetCookie(response: Response): Response {
  deleteCookie(response.headers, NAME, { path: "/" });
  return response;
}
