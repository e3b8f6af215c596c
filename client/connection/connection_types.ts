/**
 * Who connects, and what reading a connection gives: types alone.
 *
 * @module
 */

import type { Event } from "../../protocol.ts";

/** How the connection is. `reason` is a word for programs, `message` a sentence for people. */
export type StatusEvent =
  | { type: "status"; state: "connecting" }
  | { type: "status"; state: "open" }
  /** It reconnects by itself after so many milliseconds. */
  | { type: "status"; state: "waiting"; retryMs: number; reason: string; message: string }
  /** It reconnects when its reader has read what waits. */
  | { type: "status"; state: "paused"; reason: string; message: string }
  /** It has ended for good. */
  | { type: "status"; state: "closed"; reason: string; message: string };

/** The phases of a connection. */
export type State = StatusEvent["state"];

/** What iterating a connection gives. */
export type ConnectionEvent = Event | StatusEvent;

/** Who connects, and what tests replace. All times are in milliseconds. */
export interface Options {
  /** A guest's name. */
  name?: string | undefined;
  /** A session's token. */
  token?: string | undefined;
  /** Whether the browser's cookie says who we are. */
  byCookie?: boolean | undefined;
  /** The WebSocket to connect with; the runtime's own unless given. */
  WebSocket?: typeof globalThis.WebSocket;
  /** The fetch to ask with why a socket was refused. */
  fetch?: typeof globalThis.fetch;
  /** From 0 to 1. */
  random?: () => number;
  /** The most to wait, by how often in a row it failed. */
  backoffMs?: readonly number[];
  /** Silence after which we ask whether the server is there. */
  heartbeatMs?: number;
  /** How long the server may take to answer that, or why it refuses us. */
  answerMs?: number;
}
