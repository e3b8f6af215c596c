/**
 * The first event on a connection.
 *
 * @module
 */
import { LIMITS, type RoomSummary, type Signal } from "../../protocol.ts";
import type { HubOptions } from "../options.ts";
import type { Person } from "./member.ts";

/** The `welcome` of a person who connects: who they are, which server this is, and their rooms. */
export function welcomeOf(
  { name: you, guest, token }: Person,
  { server, fileMax = LIMITS.file }: Pick<HubOptions, "server" | "fileMax">,
  rooms: RoomSummary[],
): Signal {
  const secret = token !== undefined && { token };
  const limits = { ...LIMITS, file: fileMax };
  return { type: "welcome", v: 1, you, guest, ...secret, server, limits, rooms };
}
