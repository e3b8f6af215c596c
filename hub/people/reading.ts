/**
 * How far people read: kept for them, and told to their other sockets.
 *
 * @module
 */
import { encode } from "../../protocol.ts";
import type { People } from "../rooms/direct.ts";
import { JournalError } from "../log/journal.ts";
import type { ReadPositions } from "./read_positions.ts";
import type { Member } from "./member.ts";
import type { Online } from "./online.ts";
import type { Room } from "../room.ts";
import type { Tasks } from "../tasks.ts";

export interface ReadingOptions {
  readonly positions: ReadPositions;
  readonly online: Online;
  readonly people: People;
  readonly tasks: Tasks;
}

export class Reading {
  readonly #options: ReadingOptions;

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  /** Takes how far somebody says that they have read. */
  read(room: Room, member: Member, { ref, seq }: { ref?: number | undefined; seq: number }): void {
    const { positions, online, tasks } = this.#options;
    const read = Math.min(seq, room.head);
    const line = encode({ type: "read", room: room.name, seq: read });
    for (const other of online.named(member.person.key)) {
      if (other !== member) other.signal(line);
    }
    tasks.keep(member.owe({ ref }, positions.read(member.person, room.key, read)));
  }

  /**
   * Notes that somebody speaks in a room, who has read what was said before. Once for each socket and
   * room: who counts what is unread finds in the log what they said after that.
   */
  speaks(room: Room, member: Member): void {
    const cursor = member.cursors.get(room.key);
    if (!cursor || cursor.hasSpoken) return;
    cursor.hasSpoken = true;
    const { positions, tasks, people } = this.#options;
    people.spoke?.(member.person);
    const noting = positions.read(member.person, room.key, room.head);
    // The store says itself what is wrong with it. The next time that they speak it is tried again.
    tasks.keep(noting.catch((error) => {
      cursor.hasSpoken = false;
      if (!(error instanceof JournalError)) throw error;
    }));
  }
}
