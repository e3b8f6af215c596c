/**
 * The link of a sealed room, `https://HOST/#!SECRET`. What stands behind `#` is never sent to a server.
 *
 * @module
 */
import { bytesOf, textOf } from "./base64url.ts";

/** Bytes of a secret: nobody tries 2^128. */
const SECRET_BYTES = 16;
/** Some programs write the "!" of an address so. */
const MARK = "#(?:!|%21)";
const LINK = RegExp(`^(|(?:https?|wss?)://[^\\s#]+)${MARK}([\\w-]{22})$`, "i");
const MARKED = RegExp(MARK, "i");

/** What a link says. */
export interface SealedLink {
  /** The secret of the room. */
  readonly secret: string;
  /** The server's address; absent where only `#!SECRET` was given. */
  readonly server?: string;
}

/** A secret of a room that nobody else has. */
export function newSecret(): string {
  return textOf(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** The bytes of a secret; `undefined` if it is none. */
export function secretBytes(secret: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = bytesOf(secret);
  return bytes?.length === SECRET_BYTES ? bytes : undefined;
}

/** Whether a text is to be a link, whole or not: it has what no server is to be told, and names no room. */
export function isLink(text: string): boolean {
  return MARKED.test(text);
}

/** Reads a link, or `#!SECRET` alone; `undefined` if it is neither. */
export function parseLink(text: string): SealedLink | undefined {
  const [, server = "", secret = ""] = LINK.exec(text.trim()) ?? [];
  if (!secretBytes(secret)) return undefined;
  if (server === "") return { secret };
  return URL.canParse(server) ? { secret, server: addressIn(server) } : undefined;
}

/** The link that leads into a room on a server. */
export function linkTo(server: string, secret: string): string {
  return `${addressIn(server)}#!${secret}`;
}

/** A server's address, of which that of its socket is one, too. */
function addressIn(server: string): string {
  const { protocol, host, pathname } = new URL(server);
  return `${protocol.replace("ws", "http")}//${host}${pathname.replace(/(\/ws)?\/*$/, "/")}`;
}
