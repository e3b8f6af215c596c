/**
 * Routes for administrators: a person's sessions.
 *
 * @module
 */
import { nameKey } from "../../../../protocol/name.ts";
import { readName } from "../../../auth.ts";
import { answer, done } from "../../../http/answer.ts";
import { Refusal } from "../../../http/refused_request.ts";
import type { Api } from "../../context.ts";
import { type AdminCall, noteBy } from "../guard.ts";

export async function listSessionsOf(call: AdminCall, { auth }: Api): Promise<Response> {
  const { id } = await personNamed(call, auth, "list sessions");
  const sessions = await auth.sessions.of(id);
  return answer({
    sessions: sessions.map(({ id, made, seen, expires, program, address }) => ({
      ...{ id, made, seen, expires, program, address },
      current: id === call.admin.session.id,
    })),
  });
}

/** Ends one session of a person. */
export async function endSessionOf(call: AdminCall, api: Api): Promise<Response> {
  const { id, name } = await personNamed(call, api.auth, "end session");
  if (!await api.auth.endSession(id, call.params.id ?? "")) {
    throw new Refusal("not-found", `Cannot end session: ${name} has none of this id`);
  }
  noteBy(call, api, { what: "session-ended", about: name });
  return done();
}

/** Ends all sessions of a person, but the one that asks. */
export async function endSessionsOf(call: AdminCall, api: Api): Promise<Response> {
  const { id, name } = await personNamed(call, api.auth, "end sessions");
  await api.auth.endSessions(id, call.admin.session.id);
  noteBy(call, api, { what: "sessions-ended", about: name });
  return done();
}

/**
 * Who has the name that a path says, or had it last.
 *
 * @throws {Refusal} If nobody has.
 */
export async function personNamed(
  { params }: AdminCall,
  auth: Api["auth"],
  action: string,
): Promise<{ id: string; name: string }> {
  const asked = readName(params.name ?? "");
  const id = await auth.find(nameKey(asked));
  if (id === undefined) {
    throw new Refusal("not-found", `Cannot ${action}: nobody is called ${asked}`);
  }
  const account = await auth.accounts.find(asked);
  return { id, name: account?.id === id ? account.name : asked };
}
