/**
 * Programs that talk as people do, bots and hooks, and what they do in rooms.
 *
 * @module
 */
import type { Said } from "../../protocol.ts";

/** What is known of a program that talks as a person does, and is none. */
export interface Program {
  /** Whose it is: what they are muted in or banned from, it is, too. */
  readonly owner?: { readonly id: string; readonly key: string };
  /** The key of the only room that it may say something in. */
  readonly room?: string;
  /** Whether what it says there may call people, and everybody. */
  readonly calls?: true;
}

/** A room in which something was said; with the ids of its people, if it is a direct one. */
export interface SpokenIn {
  readonly key: string;
  readonly name: string;
  readonly people?: readonly string[] | undefined;
}

/**
 * The hooks of rooms: a room with one is kept, though nothing was said there, and they end with it. What
 * is said may be told to programs elsewhere.
 */
export interface RoomHooks {
  has(room: string): Promise<boolean>;
  deleteAll(room: string): Promise<void>;
  /** Called with messages that were said here, once they are stored. */
  onSaid(room: SpokenIn, said: readonly Said[]): void;
}
