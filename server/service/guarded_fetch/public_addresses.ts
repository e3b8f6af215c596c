/**
 * Which addresses are of the public internet.
 *
 * @module
 */
import { type Address, listOfRanges, parseRange } from "../../auth/origins/address.ts";

/**
 * What IANA's registries of special-purpose addresses have that is not reachable from everywhere, and
 * what leads from IPv6 into IPv4. An address of IPv4 that is written as one of IPv6 counts as the former.
 */
const NOT_PUBLIC = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"],
  ...["172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24"],
  ...["192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24"],
  ...["203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
];
/** Of IPv6 only this is given out; and of it not what stands for something else. */
const GLOBAL_V6 = listOfRanges([parseRange("2000::/3")!]);
const NOT_PUBLIC_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"];
const PRIVATE = listOfRanges(
  [...NOT_PUBLIC, ...NOT_PUBLIC_V6].map((range) => parseRange(range)!),
);

/** Whether an address is of the public internet. */
export function isPublic({ text, family }: Address): boolean {
  if (PRIVATE.check(text, family)) return false;
  return family === "ipv4" || GLOBAL_V6.check(text, family);
}
