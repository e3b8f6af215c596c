/**
 * A room that runs, without the hub around it.
 *
 * @module
 */
import { nameKey } from "../../protocol/name.ts";
import { Room } from "../../hub/room.ts";
import { HeldJournal } from "./held_journal.ts";
import { type EventOf, Listener } from "./listener.ts";

/** Where somebody wants to start. */
type Join = Parameters<Room["join"]>[1];

/** One `T` for each name, so that the types know how many there are. */
export type Each<Names extends string[], T> = { [Index in keyof Names]: T };

/** A room over a journal that the test holds. */
export class OpenRoom implements AsyncDisposable {
  readonly #running: Promise<void>;

  private constructor(readonly room: Room, readonly journal: HeldJournal) {
    this.#running = room.run();
  }

  /** The room in which `texts` were said before it was opened. */
  static async with(texts: readonly string[] = [], name = "Lobby"): Promise<OpenRoom> {
    const journal = new HeldJournal();
    await journal.found(name);
    const drafts = texts.map((text) => draft(name, text));
    await journal.append(nameKey(name), drafts);
    await journal.batches.next();
    return new OpenRoom(new Room(await journal.found(name), journal), journal);
  }

  /** Lets somebody in, and gives them and what they are told. */
  async enters(name: string, join: Join = {}): Promise<[Listener, EventOf<"joined">]> {
    const listener = new Listener(name);
    this.room.join(listener.member, join);
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
    { member }: Listener,
    text: string,
    { ref, at = 1 }: { ref?: number; at?: number } = {},
  ): void {
    this.room.say(member, { ref, id: text, text }, at);
  }

  /** Ends the room, and waits until it has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.room.close();
    this.journal.release();
    await this.#running;
  }
}

function draft(room: string, text: string) {
  return { type: "said", room, id: text, from: "someone", at: 1, text } as const;
}
