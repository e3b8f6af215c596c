/**
 * The first that somebody is told.
 *
 * @module
 */
import { LIMITS, type RoomSummary, type Signal } from "../../protocol.ts";
import type { Person } from "./member.ts";

/** What is told to a person who connects: who they are, to which server, and which rooms they have. */
export function welcomeOf(
  { name: you, guest, token }: Person,
  server: string,
  rooms: RoomSummary[],
): Signal {
  const secret = token !== undefined && { token };
  return { type: "welcome", v: 1, you, guest, ...secret, server, limits: LIMITS, rooms };
}
