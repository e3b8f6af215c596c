/**
 * What a crowd is asked to do, and what it answers: JSON between two processes.
 *
 * @module
 */

export interface Plan {
  /** Where the server listens on this machine. */
  readonly port: number;
  /** Of the socket, with `NAME` and `ROOM` where a member's name and room go. */
  readonly path: string;
  /** What members are called, with a number behind. */
  readonly name: string;
  readonly members: number;
  /** Members beside them who never read what they are sent. */
  readonly stuck: number;
  /** Said by each member at first, if anything, with `ROOM` where their room goes. */
  readonly hello: string | null;
  /** Rooms where nobody talks, of which each member joins their share instead. */
  readonly rooms: number;
  /** Messages a second; when null, as many as keep `window` under way. */
  readonly rate: number | null;
  readonly window: number;
  /** Whose window it is: all members' together, or of each member their own. */
  readonly windowOf: "all" | "each";
  /** Of the latter: rooms in which they talk, as many members in each; the lobby when it is one. */
  readonly talkRooms: number;
  /** Likewise how messages are called: ids that grow with time, or UUIDs of version 4. */
  readonly ids: "time" | "random";
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** What a crowd found in the time that was measured. */
export interface Findings {
  readonly deliveries: number;
  readonly frames: number;
  readonly said: number;
  readonly ms: number;
  /** From saying to hearing one's own message, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** The part of a core that the crowd took itself: where that is all of it, it measured itself. */
  readonly crowdShare: number;
}
