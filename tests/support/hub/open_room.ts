/**
 * A room that runs, without the hub around it.
 *
 * @module
 */
import { Searches } from "../../../hub/log/search_limits.ts";
import { FanOut } from "../../../hub/log/fan_out.ts";
import type { Head } from "../../../hub/log/journal.ts";
import { Room } from "../../../hub/room.ts";
import type { Speech } from "../../../hub/log/posts.ts";
import { Tasks } from "../../../hub/tasks.ts";
import { nameKey } from "../../../protocol/name.ts";
import { HeldJournal } from "../memory/held_journal.ts";
import { type EventOf, Listener } from "./listener.ts";
import { saying } from "./log.ts";

/** Where somebody wants to start. */
type Join = Omit<Parameters<Room["join"]>[1], "type" | "room">;

/** What somebody does in the room. */
type Action = Speech extends infer S ? S extends { room: string } ? Omit<S, "room"> : never : never;

/** One `T` for each name, so that the types know how many there are. */
export type Each<Names extends string[], T> = { [Index in keyof Names]: T };

/** A room over a journal that the test holds. */
export class OpenRoom implements AsyncDisposable {
  /** New entries. Without a listener they are broadcast at once. */
  readonly fanOut = new FanOut();
  readonly room: Room;
  /** How often it said that a tick may have something to do. */
  changes = 0;
  readonly #tasks = new Tasks((error) => {
    throw error;
  });

  readonly journal: HeldJournal;

  private constructor(key: string, head: Head, journal: HeldJournal) {
    this.journal = journal;

    this.room = new Room(key, head, {
      ...{ journal, tasks: this.#tasks, fanOut: this.fanOut },
      searches: new Searches(),
      sees: () => true,
      settings: () => ({}),
      onSaid: () => {},
      onChange: () => this.changes++,
    });
  }

  /** The room in which someone said `texts` before it was opened. */
  static async with(texts: readonly string[] = [], name = "Lobby"): Promise<OpenRoom> {
    const journal = new HeldJournal();
    const key = nameKey(name);
    await journal.createRoom(key, name);
    await journal.append(key, texts.map((text) => saying(name, text, { from: "someone" })));
    await journal.batches.next();
    return new OpenRoom(key, await journal.createRoom(key, name), journal);
  }

  /** Lets somebody in, and gives them and what they are told. */
  async enters(name: string, join: Join = {}): Promise<[Listener, EventOf<"joined">]> {
    const listener = new Listener(name);
    this.room.join(listener.member, { type: "join", room: this.room.name, ...join });
    return [listener, await listener.hears("joined")];
  }

  /** Lets people in, each with one socket, who have heard of each other. */
  async people<Names extends string[]>(...names: Names): Promise<Each<Names, Listener>> {
    const people: Listener[] = [];
    for (const name of names) {
      const [person] = await this.enters(name, { after: this.room.head });
      for (const other of people) await other.hears("online");
      people.push(person);
    }
    return people as Each<Names, Listener>;
  }

  /** Says something; its id is what is said. */
  says(
    listener: Listener,
    text: string,
    { ref, at = 1 }: { ref?: number; at?: number } = {},
  ): void {
    this.does(listener, { type: "say", ref, id: text, text }, at);
  }

  /** Says something, or does something about what was said. */
  does({ member }: Listener, action: Action, at = 1): void {
    this.room.say({ member, command: { ...action, room: this.room.name }, at });
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.#tasks.ended();
  }

  /** Ends the room, and waits until it has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.room.close();
    this.journal.release();
    await this.settled();
  }
}
