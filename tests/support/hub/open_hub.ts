/**
 * A hub that runs, without a server around it.
 *
 * @module
 */
import { Hub, type HubEvent } from "../../../hub.ts";
import type { Blocks } from "../../../hub/people/person_blocks.ts";
import { MemoryBlocks } from "../memory/memory_blocks.ts";
import type { Policies } from "../../../hub/permissions/policies.ts";
import type { Uploads } from "../../../hub/files.ts";
import type { Journal } from "../../../hub/log/journal.ts";
import type { RoomLimits } from "../../../hub/rooms/room_quota.ts";
import type { ReadPositions } from "../../../hub/people/read_positions.ts";
import { MemoryPolicies } from "../memory/memory_policies.ts";
import { MemoryReadPositions } from "../memory/memory_read_positions.ts";
import type { Moderated } from "../../../hub/permissions/moderation/moderated.ts";
import type { Event, Reason } from "../../../protocol.ts";
import { nameKey } from "../../../protocol/name.ts";
import { Arrivals } from "../arrivals.ts";
import { HeldPolicies } from "../memory/held_policies.ts";
import { HeldJournal } from "../memory/held_journal.ts";
import { type Coming, type EventOf, Listener } from "./listener.ts";

/** What somebody may ask of a hub. */
export type Command = (HubEvent & { type: "commanded" })["command"];

/** What a hub stands on. */
export interface Ground {
  readonly journal: Journal;
  readonly positions: ReadPositions;
  readonly policies?: Policies;
  readonly blocks?: Blocks;
  readonly limits?: RoomLimits | undefined;
  readonly uploads?: Uploads;
  /** Ids of the people who were ever here, by name key; the last one of a name counts. */
  readonly known: Map<string, string>;
}

/** A hub of which a test sees everything. What it says went wrong fails the test. */
export class OpenHub<G extends Ground = Ground> implements AsyncDisposable {
  readonly #running: Promise<void>;
  #asked = 1_000_000;

  readonly hub: Hub;
  readonly ground: G;
  readonly errors: unknown[];
  /** The same errors, for a test that waits for one. */
  readonly reports: Arrivals<unknown>;
  /** What moderators decided. */
  readonly applied: readonly Moderated[];

  private constructor(
    hub: Hub,
    ground: G,
    errors: unknown[],
    reports: Arrivals<unknown>,
    applied: readonly Moderated[],
  ) {
    this.hub = hub;
    this.ground = ground;
    this.errors = errors;
    this.reports = reports;
    this.applied = applied;

    this.#running = hub.run();
  }

  /** The hub of a server on which there are these rooms beside the lobby. */
  static with(...rooms: string[]): Promise<HeldHub> {
    return OpenHub.limited(undefined, ...rooms);
  }

  /** The same of a server that has so many rooms at most. */
  static async limited(limits: RoomLimits | undefined, ...rooms: string[]): Promise<HeldHub> {
    const journal = new HeldJournal();
    for (const room of rooms) await journal.createRoom(nameKey(room), room);
    const positions = new MemoryReadPositions(journal.memory);
    return OpenHub.over({
      journal,
      positions,
      policies: new HeldPolicies(),
      known: new Map(),
      limits,
    });
  }

  /** The hub of a server that has others beside it, or was there before. */
  static async over<G extends Ground>(ground: G): Promise<OpenHub<G>> {
    const errors: unknown[] = [];
    const reports = new Arrivals<unknown>("an error of the hub");
    const applied: Moderated[] = [];
    const {
      journal,
      positions,
      policies = new MemoryPolicies(),
      blocks = new MemoryBlocks(),
      known,
    } = ground;
    const hub = await Hub.open({
      journal,
      positions,
      policies,
      blocks,
      people: { find: (key) => Promise.resolve(known.get(key)) },
      rooms: ground.limits,
      uploads: ground.uploads,
      server: "test/1",
      onError: (error) => {
        errors.push(error);
        reports.push(error);
      },
      onModerated: (one) => applied.push(one),
    });
    return new OpenHub(hub, ground, errors, reports, applied);
  }

  get journal(): G["journal"] {
    return this.ground.journal;
  }

  /** Somebody connects. Who has another id is somebody else, whatever their name. */
  async arrives(
    name: string,
    id?: string,
    coming?: Coming,
  ): Promise<[Listener, EventOf<"welcome">]> {
    const listener = new Listener(name, id, coming);
    const { member } = listener;
    const blocks = await this.hub.blocking.of(member.person);
    const positions = await this.hub.reading.of(member, this.hub.blocking.listed(blocks));
    this.ground.known.set(member.person.key, member.person.id);
    this.hub.handle({ type: "connected", member, positions, blocks });
    return [listener, await listener.hears("welcome")];
  }

  /** Somebody connects, and has been welcomed. */
  async connects(name: string, id?: string, coming?: Coming): Promise<Listener> {
    return (await this.arrives(name, id, coming))[0];
  }

  /** Somebody connects and joins a room. */
  async enters(
    name: string,
    room: string,
    coming?: Coming,
  ): Promise<[Listener, EventOf<"joined">]> {
    const listener = await this.connects(name, undefined, coming);
    this.asks(listener, { type: "join", room });
    return [listener, await listener.hears("joined")];
  }

  /** Somebody asks for something, `at` that time. */
  asks({ member }: Listener, command: Command, at = 1): void {
    this.hub.handle({ type: "commanded", member, command, at });
  }

  /** Somebody asks for something, and is answered; what comes before that is passed over. */
  async answers(who: Listener, command: Command, at = 1): Promise<Event> {
    const ref = this.#asked++;
    this.asks(who, { ...command, ref }, at);
    while (true) {
      const event = await who.next();
      if ("ref" in event && event.ref === ref) return event;
    }
  }

  /** Somebody asks for something, and that is done. */
  async does(who: Listener, command: Command, at = 1): Promise<void> {
    const answer = await this.answers(who, command, at);
    if (answer.type !== "done") throw new Error(`Expected done, got ${JSON.stringify(answer)}`);
  }

  /** Somebody asks for something, and is refused, for this reason. */
  async refuses(who: Listener, command: Command, at = 1): Promise<Reason> {
    const answer = await this.answers(who, command, at);
    if (answer.type === "refused") return answer.reason;
    throw new Error(`Expected a refusal, got ${JSON.stringify(answer)}`);
  }

  /** Somebody's connection ends, `at` that time. */
  disconnects({ member }: Listener, at = 1): void {
    this.hub.handle({ type: "disconnected", member, at });
    member.close();
  }

  /** It is `at` that time. */
  ticks(at = 1): void {
    this.hub.handle({ type: "ticked", at });
  }

  /** Ends the hub, and waits until it has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.hub.events.close();
    if (this.journal instanceof HeldJournal) this.journal.release();
    await this.#running;
    if (this.errors.length > 0) throw new AggregateError(this.errors, "The hub had errors");
  }
}

/** A hub over a journal that the test holds. */
export type HeldHub = OpenHub<
  Ground & { readonly journal: HeldJournal; readonly policies: HeldPolicies }
>;
