/**
 * Over HTTP: what happens in a room, or in all rooms of a person, as an event stream.
 *
 * @module
 */
import type { Call } from "../http/routes.ts";
import type { Api } from "./context.ts";

export function streamRoom(call: Call, { streams }: Api): Promise<Response> {
  return streams.ofRoom(call);
}

export function streamAll(call: Call, { streams }: Api): Promise<Response> {
  return streams.ofAll(call);
}
