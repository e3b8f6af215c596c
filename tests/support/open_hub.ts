/**
 * A hub that runs, without a server around it.
 *
 * @module
 */
import { Hub, type HubEvent } from "../../hub.ts";
import { HeldJournal } from "./held_journal.ts";
import { type EventOf, Listener } from "./listener.ts";

/** What somebody may ask of a hub. */
type Command = (HubEvent & { type: "commanded" })["command"];

/** A hub over a journal that the test holds. */
export class OpenHub implements AsyncDisposable {
  readonly #running: Promise<void>;

  private constructor(readonly hub: Hub, readonly journal: HeldJournal) {
    this.#running = hub.run();
  }

  /** The hub of a server on which there are these rooms beside the lobby. */
  static async with(...rooms: string[]): Promise<OpenHub> {
    const journal = new HeldJournal();
    for (const room of rooms) await journal.found(room);
    const onError = (error: unknown) => {
      throw error;
    };
    return new OpenHub(await Hub.open(journal, { server: "test/1", onError }), journal);
  }

  /** Somebody connects, and has been welcomed. */
  async connects(name: string): Promise<Listener> {
    const listener = new Listener(name);
    this.hub.handle({ type: "connected", member: listener.member });
    await listener.hears("welcome");
    return listener;
  }

  /** Somebody connects and joins a room. */
  async enters(name: string, room: string): Promise<[Listener, EventOf<"joined">]> {
    const listener = await this.connects(name);
    this.asks(listener, { type: "join", room });
    return [listener, await listener.hears("joined")];
  }

  /** Somebody asks for something, `at` that time. */
  asks({ member }: Listener, command: Command, at = 1): void {
    this.hub.handle({ type: "commanded", member, command, at });
  }

  /** Somebody's connection ends. */
  disconnects({ member }: Listener): void {
    this.hub.handle({ type: "disconnected", member });
    member.close();
  }

  /** Ends the hub, and waits until it has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.hub.events.close();
    this.journal.release();
    await this.#running;
  }
}
