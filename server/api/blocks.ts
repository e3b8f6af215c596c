/**
 * Over HTTP: whom somebody has blocked.
 *
 * @module
 */
import type { Hub } from "../../hub.ts";
import { ProtocolError } from "../../protocol.ts";
import { type Authenticator, readName } from "../auth.ts";
import { answer, done } from "../http/answer.ts";
import { readFields } from "../http/body.ts";
import { Refusal } from "../http/refusal.ts";
import type { Call, Routes } from "../http/routes.ts";

export function blockRoutes(authenticator: Authenticator, hub: Hub, now: () => number): Routes {
  async function list(call: Call): Promise<Response> {
    const { person } = await authenticator.expect(call);
    const blocks = await hub.blocking.of(person);
    return answer({ blocks: blocks.map(({ name, at }) => ({ name, at })) });
  }

  async function block(call: Call): Promise<Response> {
    const { person } = await authenticator.expect(call);
    const fields = await readFields(call.request);
    const name = readName(fields.text("name"));
    await refused(hub.blocking.block(person, name, now()));
    return done();
  }

  async function unblock(call: Call): Promise<Response> {
    const { person } = await authenticator.expect(call);
    await refused(hub.blocking.unblock(person, readName(call.params.name ?? "")));
    return done();
  }

  return {
    "/api/blocks": { GET: list, POST: block },
    "/api/blocks/:name": { DELETE: unblock },
  };
}

/** @throws {Refusal} If the hub refuses it. */
async function refused(deed: Promise<void>): Promise<void> {
  try {
    await deed;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { reason, message } = error;
    throw new Refusal(reason === "no-such-person" ? "not-found" : "forbidden", message);
  }
}
