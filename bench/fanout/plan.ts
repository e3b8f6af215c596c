/**
 * What a crowd is asked to do, and what it answers: JSON between two processes.
 *
 * @module
 */

export interface Plan {
  /** Where the server listens on this machine. */
  readonly port: number;
  /** Of the socket, with `NAME` where a member's name goes. */
  readonly path: string;
  /** What members are called, with a number behind. */
  readonly name: string;
  readonly members: number;
  /** Members beside them who never read what they are sent. */
  readonly stuck: number;
  /** Said by each member at first, if anything. */
  readonly hello: string | null;
  /** Rooms where nobody talks, of which each member joins their share instead. */
  readonly rooms: number;
  /** Messages a second; when null, as many as keep `window` under way. */
  readonly rate: number | null;
  readonly window: number;
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
}
