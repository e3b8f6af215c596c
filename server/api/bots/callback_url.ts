/**
 * The addresses to which a bot's messages may be sent.
 *
 * @module
 */
import { parseAddress } from "../../auth/origins/address.ts";
import { Refusal } from "../../http/refused_request.ts";
import { type HookHosts, isNamed } from "../../service/guarded_fetch.ts";
import { isPublic } from "../../service/guarded_fetch/public_addresses.ts";

/** Code units of an address. */
const URL_MAX_LENGTH = 2_000;

/**
 * Reads the address that a bot is to be told messages at. What its host's name leads to is looked at
 * again each time.
 *
 * @throws {Refusal} If it is none of the web, or leads to what is not public.
 */
export function readCallbackUrl(text: string, hosts: HookHosts): URL {
  const url = text.length <= URL_MAX_LENGTH ? URL.parse(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw malformed("it must be http:// or https://");
  if (url.username + url.password !== "") throw malformed("it must have no password in it");
  url.hash = "";
  if (isNamed(url, hosts)) return url;
  const address = parseAddress(url.hostname);
  const isLocal = /(^|\.)(localhost|local|internal|lan|home\.arpa)\.?$/.test(url.hostname);
  if (isLocal || address && !isPublic(address)) {
    throw malformed(`${url.hostname} is not public; the operator may name it by --hook-hosts`);
  }
  return url;
}

function malformed(why: string): Refusal {
  return new Refusal("malformed", `Cannot use url: ${why}`);
}
