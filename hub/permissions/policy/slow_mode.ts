/**
 * Slow mode: how long each person has to wait between two messages in a room.
 *
 * @module
 */
import { type Command, ProtocolError } from "../../../protocol.ts";
import { inWords } from "../duration.ts";
import type { Member } from "../../people/member.ts";
import type { Policy } from "../policy.ts";
import { reaches, type Role } from "../roles.ts";

/**
 * People of whom it is known when they said something in a slow room. When there are more, those who
 * said something the longest time ago are forgotten, and may speak sooner.
 */
const KNOWN_MAX = 20_000;

/** A message that was accepted in a slow room. */
interface Spoken {
  readonly at: number;
  /** The id of the message: to say it again is no other message. */
  readonly id: string;
}

/** What is said in a room, by somebody of a role there. */
export interface SlowSaying {
  readonly member: Member;
  readonly command: Extract<Command, { type: "say" }>;
  readonly at: number;
  readonly role: Role;
}

/** Kept by each server for itself: who is connected to two of them may say one message by each. */
export class SlowMode {
  readonly #policies: { policy(room: string): Policy };
  /** By room and person, who spoke last at the end. */
  readonly #spoken = new Map<string, Spoken>();

  /** By policies as they are now. */
  constructor(policies: { policy(room: string): Policy }) {
    this.#policies = policies;
  }

  /**
   * Notes that something is said in a room.
   *
   * @throws {ProtocolError} If it comes too soon.
   */
  take({ key: room }: { readonly key: string }, { member, command, at, role }: SlowSaying): void {
    const { person } = member;
    const { slow } = this.#policies.policy(room);
    // What hooks say, moderators have let in.
    if (slow === undefined || reaches(role, "moderator") || person.bot?.room !== undefined) return;
    const key = `${person.id} ${room}`;
    const last = this.#spoken.get(key);
    const left = last === undefined ? 0 : last.at + slow - at;
    if (left > 0 && last?.id !== command.id) throw tooSoon(command, slow, left);
    if (last?.id === command.id) return;
    this.#spoken.delete(key);
    this.#spoken.set(key, { at, id: command.id });
    if (this.#spoken.size > KNOWN_MAX) this.#spoken.delete(this.#spoken.keys().next().value ?? key);
  }
}

function tooSoon({ ref, id }: SlowSaying["command"], slow: number, left: number): ProtocolError {
  const why = `slow mode lets you say one message in ${inWords(slow)} here, the next in ${
    inWords(left)
  }`;
  return new ProtocolError("too-fast", `Cannot say: ${why}`, left, { ref, id, slow: true });
}
