/**
 * Addresses of the internet, and ranges of them.
 *
 * @module
 */
import { BlockList, type IPVersion, isIPv4, isIPv6 } from "node:net";

/** An address, in the one spelling that it has here. */
export interface Address {
  readonly family: IPVersion;
  readonly text: string;
}

/** All addresses whose first bits are those of one. */
export interface AddressRange extends Address {
  readonly prefix: number;
}

/** What IPv6 writes in front of an address of IPv4: such a one is IPv4's. */
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/** Reads an address as people and headers write it; a port behind it is passed over. */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text)) return { family: "ipv4", text };
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(text) ?? [];
  const [, withPort] = /^([\d.]+):\d+$/.exec(text) ?? [];
  const address = (bracketed ?? withPort ?? text).replace(/%.*$/, "");
  if (isIPv4(address)) return { family: "ipv4", text: address };
  return isIPv6(address) ? parseV6(address) : undefined;
}

/** Reads an address, or a range such as `10.0.0.0/8`. */
export function parseRange(text: string): AddressRange | undefined {
  const [start = "", length, ...more] = text.split("/");
  const address = parseAddress(start);
  if (!address || more.length > 0) return undefined;
  const size = address.family === "ipv4" ? 32 : 128;
  if (length === undefined) return { ...address, prefix: size };
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : NaN;
  return prefix <= size ? { ...address, prefix } : undefined;
}

/** The addresses of ranges, which the list tells from all others. */
export function listOfRanges(ranges: readonly AddressRange[]): BlockList {
  const list = new BlockList();
  for (const { family, text, prefix } of ranges) list.addSubnet(text, prefix, family);
  return list;
}

/**
 * The key by which an address is limited. Whoever has one IPv6 address has all that begin with the same
 * 64 bits, so these count as one.
 */
export function limitKey({ family, text }: Address): string {
  const [kind, digits] = family === "ipv4" ? ["4", hexOfV4(text)] : ["6", startOfV6(text)];
  return `${kind}:${digits.replace(/^0+(?=.)/, "")}`;
}

function parseV6(text: string): Address {
  // The parser of URLs knows all the ways to write one, and gives one of them.
  const plain = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const [, ...mapped] = MAPPED.exec(plain) ?? [];
  if (mapped.length === 0) return { family: "ipv6", text: plain };
  const bytes = Uint8Array.fromHex(mapped.map((group) => group.padStart(4, "0")).join(""));
  return { family: "ipv4", text: bytes.join(".") };
}

/** An address of IPv4 as hexadecimal digits. */
function hexOfV4(text: string): string {
  return text.split(".").map((byte) => Number(byte).toString(16).padStart(2, "0")).join("");
}

/** The first 64 bits of one of IPv6, likewise. */
function startOfV6(text: string): string {
  const [first = [], last = []] = text.split("::").map((part) => part.split(":").filter(Boolean));
  const zeros = Array<string>(8 - first.length - last.length).fill("");
  return [...first, ...zeros, ...last].slice(0, 4).map((group) => group.padStart(4, "0")).join("");
}
