/**
 * What Deno will ask at a terminal before anything else, explained.
 *
 * @module
 */

import { say } from "./languages.ts";

/** The ports of addresses without one, encrypted or not. */
const PORTS = { secure: 443, open: 80 } as const;

/**
 * Explains the one question of a program that was run without flags; `undefined` where there is none.
 *
 * @param url the server's
 */
export function firstQuestion(
  url: string,
  query: (what: Deno.PermissionDescriptor) => Deno.PermissionState = stateOf,
): string | undefined {
  const { hostname, port, protocol } = new URL(url);
  const usual = /^(https|wss):$/.test(protocol) ? PORTS.secure : PORTS.open;
  const host = `${hostname}:${port || usual}`;
  if (query({ name: "net", host }) !== "prompt") return undefined;
  return say`This program needs leave to connect to ${host}: answer y when Deno asks. Chatting needs
nothing else; you are asked again only when you send or save a file, or open your editor.`;
}

function stateOf(what: Deno.PermissionDescriptor): Deno.PermissionState {
  return Deno.permissions.querySync(what).state;
}
