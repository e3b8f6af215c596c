/**
 * Who is connected.
 *
 * @module
 */
import type { Member } from "./member.ts";

/** The sockets of those who are here, by name: a name is one person's at a time. */
export class Online {
  readonly #members = new Map<string, Set<Member>>();

  add(member: Member): void {
    const { key } = member.person;
    const members = this.#members.get(key);
    if (members) members.add(member);
    else this.#members.set(key, new Set([member]));
  }

  delete(member: Member): void {
    const { key } = member.person;
    const members = this.#members.get(key);
    members?.delete(member);
    if (members?.size === 0) this.#members.delete(key);
  }

  has(member: Member): boolean {
    return this.#members.get(member.person.key)?.has(member) ?? false;
  }

  /** The sockets of who has a name, by its key. */
  named(key: string): ReadonlySet<Member> {
    return this.#members.get(key) ?? new Set();
  }

  /** The id of who has a name, by its key. */
  idOf(key: string): string | undefined {
    const [member] = this.named(key);
    return member?.person.id;
  }

  *[Symbol.iterator](): Iterator<Member> {
    for (const members of this.#members.values()) yield* members;
  }
}
