/**
 * What is stored of the store itself and of the servers that use it, as `schema.ts` describes all that
 * is stored.
 *
 * @module
 */
import { isPosition } from "../../../protocol/field.ts";
import { isText, isTrue } from "../checks.ts";
import type { Kind } from "../schema.ts";

/** How long a server may take to hear of what another did, in milliseconds. */
const HEARD_MS = 60_000;
const OF_THIS_STORE = { none: "it is about this store" } as const;
const FOR_OTHERS = { none: "it is for servers that run" } as const;

export const STORE_KINDS = {
  /** In which format the store is, as `migrations.ts` counts them; 0 without. */
  format: { at: "format", is: isPosition, backup: { none: "the header says it" } },
  /** What could not be read, whatever it is. */
  unreadable: { at: "unreadable", is: isAnything, backup: { none: "it stays where it is" } },
  /** Who took the store last: an id that they made up. */
  owner: { at: "owner", is: isText, backup: OF_THIS_STORE },
  /** That an import is under way, or was broken off: what is there is not whole. */
  importing: { at: "importing", is: isTrue, backup: OF_THIS_STORE },
  /** What is written to see whether the store can be written to. */
  probe: { at: "probe", is: isBytes, backup: OF_THIS_STORE },
  /** Which server wrote last. */
  grown: { at: "grown", is: isText, backup: FOR_OTHERS },
  /** That there is news of a room, for other servers. */
  news: { at: "news", is: isTrue, expireIn: HEARD_MS, backup: FOR_OTHERS },
} as const satisfies Record<string, Kind>;

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

function isAnything(_value: unknown): _value is unknown {
  return true;
}
