/**
 * Routes: whom somebody has blocked.
 *
 * @module
 */
import { readName } from "../auth.ts";
import { answer, done } from "../http/answer.ts";
import { readFields } from "../http/body.ts";
import type { Call } from "../http/routes.ts";
import type { Api } from "./context.ts";

export async function listBlocks(call: Call, { authenticator, hub }: Api): Promise<Response> {
  const { person } = await authenticator.expect(call);
  const blocks = await hub.blocking.of(person);
  return answer({ blocks: blocks.map(({ name, at }) => ({ name, at })) });
}

export async function block(call: Call, { authenticator, hub, now }: Api): Promise<Response> {
  const { person } = await authenticator.expect(call);
  const fields = await readFields(call.request);
  await hub.blocking.block(person, readName(fields.text("name")), now());
  return done();
}

export async function unblock(call: Call, { authenticator, hub }: Api): Promise<Response> {
  const { person } = await authenticator.expect(call);
  await hub.blocking.unblock(person, readName(call.params.name ?? ""));
  return done();
}
