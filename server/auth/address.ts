/**
 * Addresses of the internet, and ranges of them.
 *
 * @module
 */

/** An address: its bits from the highest, 32 or 128 of them. */
export interface Address {
  readonly bits: bigint;
  readonly size: 32 | 128;
}

/** All addresses whose first bits are those of one. */
export interface AddressRange extends Address {
  readonly prefix: number;
}

/** What IPv6 writes in front of an address of IPv4: such a one is IPv4's. */
const MAPPED = 0xffffn << 32n;

/** Reads an address as people and headers write it; a port behind it is passed over. */
export function parseAddress(text: string): Address | undefined {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(text) ?? [];
  const [, withPort] = /^([\d.]+):\d+$/.exec(text) ?? [];
  const address = (bracketed ?? withPort ?? text).replace(/%.*$/, "");
  return address.includes(":") ? parseV6(address) : parseV4(address);
}

/** Reads an address, or a range such as `10.0.0.0/8`. */
export function parseRange(text: string): AddressRange | undefined {
  const [start = "", length, ...more] = text.split("/");
  const address = parseAddress(start);
  if (!address || more.length > 0) return undefined;
  if (length === undefined) return { ...address, prefix: address.size };
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : NaN;
  return prefix <= address.size ? { ...address, prefix } : undefined;
}

export function isIn({ bits, size }: Address, range: AddressRange): boolean {
  const rest = BigInt(range.size - range.prefix);
  return size === range.size && bits >> rest === range.bits >> rest;
}

/**
 * By what an address is limited. Who has one of IPv6 has all that begin with the same 64 bits, so
 * these count as one.
 */
export function limitKey({ bits, size }: Address): string {
  return size === 32 ? `4:${bits.toString(16)}` : `6:${(bits >> 64n).toString(16)}`;
}

function parseV4(text: string): Address | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return { bits: bytes.reduce((bits, byte) => bits << 8n | BigInt(byte), 0n), size: 32 };
}

function parseV6(text: string): Address | undefined {
  if (!/^[\da-f:.]+$/i.test(text)) return undefined;
  // The parser of URLs knows all the ways to write one, and gives one of them.
  const host = URL.parse(`http://[${text}]/`)?.hostname;
  if (!host) return undefined;
  const [head = "", tail] = host.slice(1, -1).split("::");
  const groups = (part = "") => part === "" ? [] : part.split(":");
  const [first, last] = [groups(head), groups(tail)];
  const zeros = Array<string>(8 - first.length - last.length).fill("0");
  const bits = [...first, ...zeros, ...last]
    .reduce((bits, group) => bits << 16n | BigInt(`0x${group}`), 0n);
  if (bits >> 32n === MAPPED >> 32n) return { bits: bits & 0xffffffffn, size: 32 };
  return { bits, size: 128 };
}
