/**
 * The line that is being typed, and the room that it is for.
 *
 * @module
 */

import { readInput } from "./commands.ts";

/** Whether a line means something else in one room than in another. */
export function isAboutRoom(
  line: string,
  one: string | undefined,
  other: string | undefined,
): boolean {
  return JSON.stringify(readInput(line, one)) !== JSON.stringify(readInput(line, other));
}

/** Remembers in which room a line was begun: one may be sent out of it, or moved, before Enter. */
export class Draft {
  #room: string | undefined;
  #isEmpty = true;

  /** Notes the line as it is now, and the room that one looks at. */
  typed(line: string, room: string | undefined): void {
    if (this.#isEmpty) this.#room = room;
    this.#isEmpty = line === "";
  }

  /** The room that the line is for; `undefined` when none was begun. */
  get room(): string | undefined {
    return this.#isEmpty ? undefined : this.#room;
  }

  /** A line comes back that was begun in that room. */
  begin(room: string | undefined): void {
    this.#room = room;
    this.#isEmpty = false;
  }

  /** Ends the line, and gives the room that it was begun in; the one that one looks at if none was. */
  end(room: string | undefined): string | undefined {
    const begunIn = this.#isEmpty ? room : this.#room;
    this.#isEmpty = true;
    return begunIn;
  }
}
