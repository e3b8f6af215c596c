/**
 * Someone connected to a hub without a socket.
 *
 * @module
 */
import { Member } from "../../../hub/people/member.ts";
import type { Event } from "../../../protocol.ts";
import { nameKey } from "../../../protocol/name.ts";
import { framesOf } from "./frames.ts";

/** How somebody comes. */
export interface Coming {
  /** What they are on the server, which may change. */
  readonly standing?: { admin: boolean };
  readonly address?: string;
}

/** Any event of a type. */
export type EventOf<T extends Event["type"]> = Event & { type: T };

/**
 * A member, and who reads what it is sent: one event after the other, or frame by frame. There is
 * no clock here: waiting for what never comes ends the test, because nothing else is left to do.
 */
export class Listener {
  readonly member: Member;
  readonly #frames: AsyncIterator<string, undefined>;
  /** Events of the last frame that were not looked at yet. */
  #events: Event[] = [];

  /** Who has another id is somebody else, whatever their name. */
  constructor(name: string, id = `guest:${nameKey(name)}`, { standing, address }: Coming = {}) {
    const person = {
      id,
      name,
      key: nameKey(name),
      guest: true,
      get admin(): boolean {
        return standing?.admin ?? false;
      },
    };
    this.member = new Member(person, address);
    this.#frames = framesOf(this.member);
  }

  /** The events of the next frame. */
  async frame(): Promise<Event[]> {
    const { value = "" } = await this.#frames.next();
    return value.split("\n").map((line) => JSON.parse(line));
  }

  /** The next event, whatever it is. */
  async next(): Promise<Event> {
    while (true) {
      const event = this.#events.shift();
      if (event) return event;
      this.#events = await this.frame();
    }
  }

  /** The next event, which has to be of this type. */
  async hears<T extends Event["type"]>(type: T): Promise<EventOf<T>> {
    const event = await this.next();
    if (event.type === type) return event as EventOf<T>;
    throw new Error(`${this.member.person.name} expects ${type}, hears ${JSON.stringify(event)}`);
  }

  /** The next event of a type; those before it are passed over. */
  async sees<T extends Event["type"]>(type: T): Promise<EventOf<T>> {
    while (true) {
      const event = await this.next();
      if (event.type === type) return event as EventOf<T>;
    }
  }

  /** The texts of the next messages. */
  async texts(count: number): Promise<string[]> {
    const texts: string[] = [];
    while (texts.length < count) texts.push((await this.hears("said")).text);
    return texts;
  }

  /** Makes sure that nothing was sent that was not looked at. */
  async hearsNothing(): Promise<void> {
    this.member.answer({ type: "pong", at: 0 });
    await this.hears("pong");
  }
}
