/**
 * The people in a room, and what they are told of each other.
 *
 * @module
 */
import { encode, type Signal } from "../../protocol.ts";
import type { Member } from "./member.ts";
import { Presence } from "./presence.ts";

/** Where more people are present, only their number is sent, and not who joins and leaves. */
const NAMED_MAX = 200;

export class RoomPresence {
  readonly #room: string;
  readonly #members = new Set<Member>();
  readonly #presence = new Presence();
  /** Whether people joined or left since the last count was sent. */
  #changed = false;

  constructor(room: string) {
    this.#room = room;
  }

  /** How many people are here. */
  get count(): number {
    return this.#presence.count;
  }

  /** Whether nobody is here, nor was a moment ago. */
  get empty(): boolean {
    return this.#presence.count === 0;
  }

  /** Whether somebody who was cut off may still come back. */
  get misses(): boolean {
    return this.#presence.misses;
  }

  /** The names of those here, as many as are told at once. */
  get names(): string[] {
    return this.#presence.names(NAMED_MAX);
  }

  has(member: Member): boolean {
    return this.#members.has(member);
  }

  enter(member: Member): void {
    if (this.has(member)) return;
    this.#members.add(member);
    if (this.#presence.enter(member.person)) this.#tellOf("online", member.person.name, member);
  }

  exit(member: Member): void {
    if (!this.#members.delete(member)) return;
    if (this.#presence.exit(member.person)) this.#tellOf("offline", member.person.name, member);
  }

  /** Takes out a member who was cut off. The others are told only if they do not come back. */
  lose(member: Member, at: number): void {
    // Nobody of this name comes back.
    if (member.wasRenamed) return this.exit(member);
    if (this.#members.delete(member)) this.#presence.lose(member.person, at);
  }

  /** Sends the others that a member is typing. */
  typing(member: Member, at: number): void {
    if (!this.#presence.types(member.person, at)) return;
    const { name: from } = member.person;
    const line = encode({ type: "typing", room: this.#room, from });
    for (const other of this.#members) {
      if (other !== member && !other.blocks?.has(from)) other.signal(line);
    }
  }

  /** Tells what was put off. */
  tick(at: number): void {
    for (const name of this.#presence.sweep(at)) this.#tellOf("offline", name);
    if (this.#changed) this.#tell({ type: "count", room: this.#room, count: this.count });
    this.#changed = false;
  }

  #tellOf(type: "online" | "offline", name: string, except?: Member): void {
    if (this.count > NAMED_MAX) this.#changed = true;
    else this.#tell({ type, room: this.#room, name }, except);
  }

  #tell(signal: Signal, except?: Member): void {
    const line = encode(signal);
    for (const member of this.#members) if (member !== except) member.signal(line);
  }
}
