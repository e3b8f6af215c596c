/**
 * Information about a client, as its owner is shown it later.
 *
 * @module
 */
import type { Origins, Peer } from "./origins.ts";
import type { ClientInfo } from "./sessions.ts";

/** How long a program's name may be, in characters. */
const PROGRAM_MAX = 200;

/** The program and the address that a request comes from. */
export function clientInfoOf(request: Request, edge: Origins, peer: Peer | undefined): ClientInfo {
  const program = (request.headers.get("user-agent") ?? "").slice(0, PROGRAM_MAX);
  return { program, address: readableAddress(edge.addressOf(request, peer)) };
}

/** An address as people write it; of IPv6, the half that tells a home from the next. */
export function readableAddress(address: string): string {
  const [kind, digits = ""] = address.split(":");
  const groups = (size: number) =>
    digits.padStart(16, "0").match(new RegExp(`.{${size}}`, "g")) ?? [];
  if (kind === "4") return groups(2).slice(-4).map((byte) => parseInt(byte, 16)).join(".");
  if (kind === "6") {
    return `${groups(4).map((group) => parseInt(group, 16).toString(16)).join(":")}::/64`;
  }
  return address;
}
