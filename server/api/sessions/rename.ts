/**
 * Route: gives a guest another name.
 *
 * @module
 */
import { nameKey } from "../../../protocol/name.ts";
import { readName } from "../../auth.ts";
import { AuthError } from "../../auth/auth_error.ts";
import { answer } from "../../http/answer.ts";
import { readFields } from "../../http/body.ts";
import type { Call } from "../../http/routes.ts";
import type { Api } from "../context.ts";
import { Visit } from "../context/visit.ts";

/**
 * They stay who they are: what is theirs stays theirs, what is held against them, too. Their sockets end,
 * and come back under the other name.
 */
export async function renameGuest(call: Call, api: Api): Promise<Response> {
  const { auth, authenticator, now } = api;
  using visit = await Visit.begin(call, api);
  const { person, address } = visit;
  if (person.bot || !person.guest) {
    const why = "only guests may; an account keeps its name, and may be shown by another";
    throw AuthError.forbidden("rename", why);
  }
  const name = readName((await readFields(call.request)).text("name"));
  if (name === person.name) return answer({ name, guest: true });
  auth.limits.claim(address, now(), "rename");
  await authenticator.freeName(name, person.id, "rename");
  // An account of theirs that waits for approval would stay behind.
  const account = await auth.accounts.find(person.name);
  if (account?.id === person.id) {
    throw AuthError.forbidden("rename", "your account waits for approval under this name");
  }
  // Nobody else comes in by it while it is stored that it is theirs.
  using reserved = auth.names.take({ ...person, name, key: nameKey(name) }, visit.session);
  if (!reserved || !await auth.names.hold(reserved)) {
    throw AuthError.nameTaken("rename", `${name} is in use`);
  }
  await auth.sessions.stored(visit.session);
  await auth.guestNames.rename(person, name);
  return answer({ name, guest: true });
}
