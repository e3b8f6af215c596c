/**
 * Reserved names: with one of them somebody could pose as the server, or as everybody.
 *
 * @module
 */
import { nameSkeletons } from "./lookalike.ts";

const ALL = "all";
const NAMES = [
  ...["admin", "administrator", "moderator", "root", "system", "server", "hubbub"],
  ...["everyone", "everybody", "here", ALL, "room"],
  // Erased people are called so.
  "formermember",
];
const RESERVED: ReadonlySet<string> = new Set(NAMES.flatMap(nameSkeletons));
/** What may be put between and on the letters of a name, which is then still read as that. */
const TRIMMINGS = /[_-]|\p{M}/gu;
/** A name that has the skeleton of `all`, but is not taken for it: Ali, ALI. `AlI` is. */
const ALI = /[iі]|L.*I|I.*L/u;

/** Whether a name is, or looks like, one that no person may take. */
export function isReserved(name: string): boolean {
  const bare = name.normalize("NFKD").replaceAll(TRIMMINGS, "");
  const reserved = nameSkeletons(bare).filter((skeleton) => RESERVED.has(skeleton));
  const isAli = reserved.every((skeleton) => skeleton === ALL) && ALI.test(bare);
  return reserved.length > 0 && !isAli;
}
