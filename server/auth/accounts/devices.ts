/**
 * Devices from which somebody has signed in before. Wrong passwords that others try elsewhere never
 * lock these out.
 *
 * A browser is recognized by a cookie that authenticates nobody, whatever its address is now. A program
 * has no cookies, and is recognized by its address.
 *
 * @module
 */
import { hashToken } from "../tokens.ts";

/** Devices of one account that are remembered: of more, the least recently used are dropped. */
const DEVICES_MAX = 16;

/** Where a password is tried. */
export interface Device {
  /** As `Origins.addressOf` reports it. */
  readonly address: string;
  /** The device cookie of a browser that signed in before, or is signing in. */
  readonly token?: string | undefined;
  /** The id of the session of the account itself, where somebody is signed in already. */
  readonly session?: string;
}

/** How an account knows a device. */
export interface Recognition {
  /** Identifies the browser or the session, if it is known. */
  readonly browser?: string | undefined;
  readonly isAddressKnown: boolean;
}

/** How a device is recognized among those, stored as hashes, from which somebody has signed in. */
export function recognize(
  { address, token, session }: Device,
  known: readonly string[] = [],
): Recognition {
  const browser = token === undefined ? undefined : hashToken(token);
  return {
    browser: session ?? (browser !== undefined && known.includes(browser) ? browser : undefined),
    isAddressKnown: known.includes(hashToken(address)),
  };
}

/** Known devices with one more, newest first; `undefined` if it is the newest already. */
export function remember(
  { address, token }: Device,
  known: readonly string[] = [],
): string[] | undefined {
  const hashes = [token, address].flatMap((one) => one === undefined ? [] : hashToken(one));
  if (hashes.every((hash, i) => known[i] === hash)) return undefined;
  return [...new Set([...hashes, ...known])].slice(0, DEVICES_MAX);
}
