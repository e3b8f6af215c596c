/**
 * The people in a room, and what they are told of each other.
 *
 * @module
 */
import { encode, type Signal } from "../../protocol.ts";
import { nameKey } from "../../protocol/name.ts";
import type { Member } from "./member.ts";
import { notAMember } from "./member/refusals.ts";
import type { Elsewhere, People, RoomElsewhere } from "./online/elsewhere.ts";
import { Presence } from "./presence.ts";

/** Where more people are present, only their number is sent, and not who joins and leaves. */
const NAMED_MAX = 200;

export class RoomPresence {
  readonly #room: string;
  readonly #key: string;
  readonly #elsewhere: Elsewhere | undefined;
  readonly #members = new Set<Member>();
  readonly #presence = new Presence();
  /** Whether people joined or left since the last count was sent. */
  #changed = false;

  /** @param elsewhere knows who is on other servers, if there are any */
  constructor(room: string, key: string, elsewhere?: Elsewhere) {
    this.#room = room;
    this.#key = key;
    this.#elsewhere = elsewhere;
  }

  /** How many people are in the room. */
  get count(): number {
    const others = this.#others;
    if (!others) return this.#presence.count;
    return this.#presence.count + others.count - this.#both(others);
  }

  /** Whether nobody is here, nor was a moment ago, whoever is on other servers. */
  get empty(): boolean {
    return this.#presence.count === 0;
  }

  /** Whether somebody who was cut off may still come back. */
  get misses(): boolean {
    return this.#presence.misses;
  }

  /** The names of those in the room, as many as are told at once. */
  get names(): string[] {
    const { names } = this.here;
    const others = this.#others?.named ?? new Map<string, string>();
    for (const [key, name] of others) {
      if (names.length >= NAMED_MAX) break;
      if (!this.#presence.has(key)) names.push(name);
    }
    return names;
  }

  /** Those who are here, for other servers to be told. */
  get here(): People & { names: string[] } {
    return { names: this.#presence.names(NAMED_MAX), count: this.#presence.count };
  }

  has(member: Member): boolean {
    return this.#members.has(member);
  }

  enter(member: Member): void {
    if (this.has(member)) return;
    this.#members.add(member);
    if (this.#presence.enter(member.person)) this.#comes("online", member.person, member);
  }

  exit(member: Member): void {
    if (!this.#members.delete(member)) return;
    if (this.#presence.exit(member.person)) this.#comes("offline", member.person, member);
  }

  /** Takes out a member who was cut off. The others are told only if they do not come back. */
  lose(member: Member, at: number): void {
    // Nobody of this name comes back.
    if (member.wasRenamed) return this.exit(member);
    if (this.#members.delete(member)) this.#presence.lose(member.person, at);
  }

  /** Sends the others who are here that a member is typing. */
  typing(member: Member, at: number): void {
    if (!this.has(member)) throw notAMember(this.#room);
    if (!this.#presence.types(member.person, at)) return;
    const signal = { type: "typing", room: this.#room, from: member.person.name } as const;
    this.#tellTyping(signal, member);
    if (this.#others) this.#elsewhere?.relay({ room: this.#key, signal });
  }

  /** Sends those who are here that somebody types on another server. */
  typesElsewhere(from: string): void {
    this.#tellTyping({ type: "typing", room: this.#room, from });
  }

  /** Tells what was put off. */
  tick(at: number): void {
    for (const name of this.#presence.sweep(at)) {
      this.#comes("offline", { name, key: nameKey(name) });
    }
    if (this.#changed) this.#tell({ type: "count", room: this.#room, count: this.count });
    this.#changed = false;
  }

  /** Who is on other servers, for `changed` after that has changed. */
  before(): ReadonlyMap<string, string> {
    return this.#others?.named ?? new Map();
  }

  /** Tells who has come and gone on other servers. */
  changed(before: ReadonlyMap<string, string>): void {
    const now = this.before();
    if (this.count > NAMED_MAX) this.#changed = true;
    for (const [key, name] of now) {
      if (!before.has(key) && !this.#presence.has(key)) this.#tellOf("online", name);
    }
    for (const [key, name] of before) {
      if (!now.has(key) && !this.#presence.has(key)) this.#tellOf("offline", name);
    }
  }

  get #others(): RoomElsewhere | undefined {
    return this.#elsewhere?.of(this.#key);
  }

  /** How many are here, and on another server, too. */
  #both(others: RoomElsewhere): number {
    let both = 0;
    for (const key of others.named.keys()) if (this.#presence.has(key)) both++;
    return both;
  }

  /** Somebody has come here, or gone: whoever is on another server, too, was and stays in the room. */
  #comes(
    type: "online" | "offline",
    { name, key }: { name: string; key: string },
    except?: Member,
  ): void {
    this.#elsewhere?.note(this.#key);
    if (!this.#others?.has(key)) this.#tellOf(type, name, except);
  }

  #tellOf(type: "online" | "offline", name: string, except?: Member): void {
    if (this.count > NAMED_MAX) this.#changed = true;
    else this.#tell({ type, room: this.#room, name }, except);
  }

  #tellTyping(signal: Extract<Signal, { type: "typing" }>, except?: Member): void {
    const line = encode(signal);
    for (const member of this.#members) {
      if (member !== except && !member.blocks?.has(signal.from)) member.signal(line);
    }
  }

  #tell(signal: Signal, except?: Member): void {
    const line = encode(signal);
    for (const member of this.#members) if (member !== except) member.signal(line);
  }
}
