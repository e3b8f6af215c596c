/**
 * Direct rooms by what they are called now: whoever was renamed is found by either name.
 *
 * @module
 */
import type { Event, RoomSummary } from "../../../protocol.ts";
import { isDirect, roomKey } from "../../../protocol/name.ts";

/** Rooms that are remembered. Of more, those are forgotten that were told of first. */
const ROOMS_MAX = 1_000;

/** What the server tells of the names of rooms. */
type Named = Readonly<Pick<RoomSummary, "room" | "name">>;

/** The keys of names that people see, by those of the names that events have. */
export class Called {
  readonly #names = new Map<string, string>();

  /** Notes what rooms are called, if the event tells that. */
  learn(event: Event): void {
    if (event.type === "joined" || event.type === "settings") this.#learn(event);
    if (event.type === "welcome" || event.type === "rooms") {
      for (const room of event.rooms) this.#learn(room);
    }
  }

  #learn({ room, name }: Named) {
    if (!isDirect(room)) return;
    const key = roomKey(room);
    this.#names.delete(key);
    if (name === undefined) return;
    this.#names.set(key, roomKey(name));
    const [first] = this.#names.keys();
    if (this.#names.size > ROOMS_MAX && first !== undefined) this.#names.delete(first);
  }

  /** What of some is kept for a room, by the name that events have or the one that people see. */
  find<Kept>(kept: ReadonlyMap<string, Kept>, room: string): [key: string, Kept] | undefined {
    for (const key of [roomKey(room), this.#names.get(roomKey(room))]) {
      const found = key === undefined ? undefined : kept.get(key);
      if (key !== undefined && found !== undefined) return [key, found];
    }
    return undefined;
  }
}
