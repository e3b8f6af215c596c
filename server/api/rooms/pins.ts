/**
 * Over HTTP: what is pinned in a room.
 *
 * @module
 */
import type { Api } from "../context.ts";
import { answer, done } from "../../http/answer.ts";
import type { Call } from "../../http/routes.ts";
import { expectAnswer, numberOf } from "../rooms.ts";
import { Visit } from "../context/visit.ts";

export async function listPins(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const found = await visit.execute({ type: "pins", room: call.params.room });
  return answer({ entries: expectAnswer(found, "pins").entries });
}

export async function addPin(call: Call, api: Api): Promise<Response> {
  return await pin(call, api, true);
}

export async function removePin(call: Call, api: Api): Promise<Response> {
  return await pin(call, api, false);
}

async function pin(call: Call, api: Api, on: boolean): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const { room, seq = "" } = call.params;
  await visit.execute({ type: "pin", room, of: numberOf(seq), on });
  return done();
}
