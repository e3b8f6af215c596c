/**
 * A removal of what somebody said, and the seam to what stores it until it is done.
 *
 * @module
 */

/** Times are in milliseconds since the epoch. */
export interface Removal {
  readonly id: string;
  /** The name that the messages are from. */
  readonly name: string;
  /** Other names that they are from, where it is of several people. */
  readonly also?: readonly string[];
  /** What was said before is left. */
  readonly since: number;
  /** The key of the room in which a moderator asked for it; absent if it is of all rooms. */
  readonly room?: string;
  /**
   * Who asked for it. Of all rooms, an administrator: it goes on though they are one no longer. Of one
   * room, it ends when they moderate that no longer.
   */
  readonly by: {
    readonly id: string;
    readonly name: string;
    readonly key: string;
    readonly guest: boolean;
    readonly admin?: boolean;
  };
  readonly at: number;
  /** How many messages were deleted so far. */
  readonly deleted: number;
}

/** Stores removals until they are done. Every method may reject when the storage fails. */
export interface RemovalStore {
  write(removal: Removal): Promise<void>;
  delete(id: string): Promise<void>;
  /** All that are not done. */
  all(): Promise<Removal[]>;
}
