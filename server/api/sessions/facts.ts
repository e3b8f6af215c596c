/**
 * Route: what the server says about itself to anybody.
 *
 * @module
 */
import { answer } from "../../http/answer.ts";
import type { Call } from "../../http/routes.ts";
import type { Api } from "../context.ts";

/** Tells what somebody needs to know before they come in. */
export function describeServer(_call: Call, { info }: Api): Promise<Response> {
  return Promise.resolve(answer(info.facts));
}
