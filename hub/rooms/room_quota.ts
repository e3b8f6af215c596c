/**
 * How many rooms there may be, and how many of them may be one person's.
 *
 * @module
 */
import { ProtocolError } from "../../protocol.ts";
import { SERVER } from "../permissions/policies.ts";
import type { Directory } from "./directory.ts";
import type { Person } from "../people/member.ts";

/** How many rooms there may be. */
export interface RoomLimits {
  /** All of them, the direct ones included. */
  readonly total: number;
  /** That one person owns. */
  readonly perPerson: number;
  /** Direct ones that one person made. */
  readonly directsPerPerson: number;
}

/**
 * A room that is not in use takes about a kilobyte of memory. Nobody needs a hundred rooms of their
 * own, and few people ever write to a thousand others first.
 */
export const ROOMS: RoomLimits = { total: 100_000, perPerson: 100, directsPerPerson: 1000 };

/** Counts rooms, also those that are about to be made. */
export class RoomQuota {
  readonly #limits: RoomLimits;
  readonly #directory: Directory;
  /** How many direct rooms there are, and how many of them somebody made, by their id. */
  #directs = 0;
  readonly #directsBy = new Map<string, number>();
  /** How many rooms are being made, and by whom. */
  #making = 0;
  readonly #makingBy = new Map<string, number>();

  constructor(limits: RoomLimits, directory: Directory) {
    this.#limits = limits;
    this.#directory = directory;
  }

  /** Notes a direct room, and who made it, if that is known. */
  addDirect(by: string | undefined): void {
    this.#directs++;
    if (by !== undefined) count(this.#directsBy, by, 1);
  }

  /** Notes that a direct room is gone. */
  deleteDirect(by: string | undefined): void {
    this.#directs--;
    if (by !== undefined) count(this.#directsBy, by, -1);
  }

  /** Why somebody may not make one more room; `undefined` if they may. */
  refusal({ id, admin, guest }: Person, isDirect: boolean): ProtocolError | undefined {
    const { total, perPerson, directsPerPerson } = this.#limits;
    if (this.#directory.size + this.#directs + this.#making >= total) {
      return quota(
        `this server has ${total} rooms, which is the limit; somebody has to close one first`,
      );
    }
    // They keep order here, and may need rooms for that.
    if (admin) return undefined;
    const { makers } = this.#directory.policy(SERVER);
    if (makers && !isDirect && (guest || makers === "administrators")) {
      const who = makers === "accounts" ? "who has an account" : "administrators";
      return new ProtocolError("forbidden", `Cannot create a room: here only ${who} may`);
    }
    const making = this.#makingBy.get(id) ?? 0;
    if (isDirect) {
      if ((this.#directsBy.get(id) ?? 0) + making < directsPerPerson) return undefined;
      return quota(`you have created ${directsPerPerson} direct rooms, which is the limit`);
    }
    if (this.#directory.owned(id) + making < perPerson) return undefined;
    return quota(`you own ${perPerson}, which is the limit; close one of them first`);
  }

  /** Counts a room that somebody is making, until it is there or is not made. */
  reserve(by: string | undefined): Disposable {
    this.#making++;
    if (by !== undefined) count(this.#makingBy, by, 1);
    return {
      [Symbol.dispose]: () => {
        this.#making--;
        if (by !== undefined) count(this.#makingBy, by, -1);
      },
    };
  }
}

function quota(why: string): ProtocolError {
  return new ProtocolError("quota", `Cannot create a room: ${why}`);
}

function count(counts: Map<string, number>, key: string, more: number): void {
  const next = (counts.get(key) ?? 0) + more;
  if (next > 0) counts.set(key, next);
  else counts.delete(key);
}
