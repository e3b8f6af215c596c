/**
 * Tells those who share a room with somebody that their profile has changed.
 *
 * @module
 */
import { encode } from "../../../protocol.ts";
import type { Profile } from "../../../protocol/name/profile.ts";
import type { Member } from "../member.ts";
import type { Online } from "../online.ts";

/** People who wait to be told of. Beyond it the first are dropped: they are read anew when they are looked at. */
const WAITING_MAX = 1_000;
/** People that one flush tells of, and sockets that it tells; there is one each second. */
const FLUSH = { people: 20, sockets: 10_000 } as const;

/** Where rooms are found by their keys. */
interface RoomsByKey {
  get(key: string): { readonly members: readonly Member[] } | undefined;
}

interface Changed {
  readonly name: string;
  readonly key: string;
  readonly profile: Profile;
  readonly rooms: ReadonlySet<string>;
}

/** However often somebody changes theirs, one flush tells of them once, as it is then. */
export class ProfileSignals {
  readonly #online: Online;
  readonly #rooms: RoomsByKey;
  /** By the keys of names, who waits for longest first; at most `WAITING_MAX`. */
  readonly #waiting = new Map<string, Changed>();

  constructor(online: Online, rooms: RoomsByKey) {
    this.#online = online;
    this.#rooms = rooms;
  }

  /** The keys of the rooms that somebody is in with their sockets here. */
  roomsOf(key: string): string[] {
    return this.#online.named(key).flatMap((member) => [...member.cursors.keys()]);
  }

  /** Notes how somebody's profile is now, and in which rooms they are, by key. */
  add(
    { name, key }: { name: string; key: string },
    profile: Profile,
    rooms: Iterable<string>,
  ): void {
    this.#waiting.delete(key);
    for (const first of this.#waiting.keys()) {
      if (this.#waiting.size < WAITING_MAX) break;
      this.#waiting.delete(first);
    }
    this.#waiting.set(key, { name, key, profile, rooms: new Set(rooms) });
  }

  /** Tells of some of those who wait. The rest waits for the next one. */
  flush(): void {
    let [people, sockets] = [0, 0];
    for (const [key, changed] of this.#waiting) {
      if (people >= FLUSH.people || sockets >= FLUSH.sockets) return;
      this.#waiting.delete(key);
      people++;
      sockets += this.#tell(changed);
    }
  }

  /** Tells of somebody, and gives how many sockets that were: each once, theirs among them. */
  #tell({ name, key, profile, rooms }: Changed): number {
    const members = new Set<Member>(this.#online.named(key));
    for (const room of rooms) {
      for (const member of this.#rooms.get(room)?.members ?? []) members.add(member);
    }
    const line = encode({ type: "profile", name, ...profile });
    for (const member of members) if (!member.blocks?.has(name)) member.signal(line);
    return members.size;
  }
}
