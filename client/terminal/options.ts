/**
 * How the terminal client is started.
 *
 * @module
 */
import type { RoomKeys } from "../sign_in/room_keys.ts";

/** Where somebody is, and what their terminal is to show. */
export interface TerminalOptions {
  /** The server's address. */
  readonly url: string;
  /** The room to go to. */
  readonly room: string;
  /** The private rooms whose links are kept; absent where none are. */
  readonly keys?: RoomKeys | undefined;
  readonly pictures?: boolean;
  /** Whether lines are printed only. */
  readonly plain?: boolean;
}
