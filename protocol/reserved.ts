/**
 * Names that are nobody's: who had one could speak as the server, or as all.
 *
 * @module
 */
import { nameSkeletons } from "./lookalike.ts";

const ALL = "all";
const RESERVED: ReadonlySet<string> = new Set(
  ["admin", "system", "server", "everyone", "here", ALL, "room"].flatMap(nameSkeletons),
);
/** A name that has the skeleton of `all`, but is not taken for it: Ali, ALI. `AlI` is. */
const ALI = /[iі]|L.*I|I.*L/u;

/** Whether a name is, or looks like, one that no person may take. */
export function isReserved(name: string): boolean {
  const reserved = nameSkeletons(name).filter((skeleton) => RESERVED.has(skeleton));
  const isAli = reserved.every((skeleton) => skeleton === ALL) && ALI.test(name.normalize("NFKC"));
  return reserved.length > 0 && !isAli;
}
