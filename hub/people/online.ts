/**
 * Who is connected.
 *
 * @module
 */
import { encode, type Signal } from "../../protocol.ts";
import { coded } from "../../protocol/text/sentences.ts";
import type { HubEvent } from "../events.ts";
import type { Member } from "./member.ts";

/** The connected sockets, by name: a name belongs to one person at a time. */
export class Online {
  readonly #members = new Map<string, Member[]>();

  add(member: Member): void {
    const { key } = member.person;
    const members = this.#members.get(key);
    if (members) members.push(member);
    else this.#members.set(key, [member]);
  }

  delete(member: Member): void {
    const { key } = member.person;
    const left = this.named(key).filter((other) => other !== member);
    if (left.length > 0) this.#members.set(key, left);
    else this.#members.delete(key);
  }

  has(member: Member): boolean {
    return this.named(member.person.key).includes(member);
  }

  /** The sockets of the person who has a name, by its key. */
  named(key: string): readonly Member[] {
    return this.#members.get(key) ?? [];
  }

  /** The id of the person who has a name, by its key. */
  idOf(key: string): string | undefined {
    const [member] = this.named(key);
    return member?.person.id;
  }

  /** Signals something to the sockets of the person who has a name, by its key, but for one. */
  signal(key: string, signal: Signal, except?: Member): void {
    const line = encode(signal);
    for (const member of this.named(key)) if (member !== except) member.signal(line);
  }

  /** Tells a person something, on one of their sockets or on all. Who is not here is not told. */
  tell({ person, member, text }: HubEvent & { type: "told" }): void {
    for (const one of member ? [member] : this.named(person.key)) {
      if (one.person.id === person.id) one.answer({ type: "told", text, ...coded(text) });
    }
  }

  *[Symbol.iterator](): Iterator<Member> {
    for (const members of this.#members.values()) yield* members;
  }
}
