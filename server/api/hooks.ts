/**
 * Over HTTP: the incoming hooks of a room, and what tools send to them.
 *
 * @module
 */
import { hash } from "node:crypto";
import { Member } from "../../hub/people/member.ts";
import { moderatedRoom } from "../../hub/permissions/moderated_room.ts";
import type { Api } from "./context.ts";
import { readName } from "../auth.ts";
import type { Hook } from "../auth/bots/hook.ts";
import { clientInfoOf } from "../auth/client_info.ts";
import { personOf } from "../auth/hooks.ts";
import { randomText } from "../auth/tokens.ts";
import { answer, done, plain } from "../http/answer.ts";
import { readFields, readText } from "../http/body.ts";
import { Refusal } from "../http/refused_request.ts";
import type { Call } from "../http/routes.ts";
import { readSent, UnreadableError } from "./incoming.ts";
import { fit } from "../commands/fit.ts";
import { Visit } from "./context/visit.ts";

/** Bytes that a tool may send, and pieces that they may come in: GitHub lists all that changed. */
const BODY = { lengthMax: 1024 * 1024, piecesMax: 1024 } as const;
/** UTF-16 code units that weigh as much as a message. */
const LENGTH_OF_ONE = 1000;
/** Headers in which tools say which delivery it is, so that it is said once however often it is sent. */
const DELIVERIES = ["x-github-delivery", "x-gitlab-event-uuid", "idempotency-key"] as const;

export async function listHooks(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const room = moderated(visit, call, api);
  const hooks = await api.auth.hooks.of(room);
  return answer({ hooks: hooks.map(told) });
}

/** Makes a hook. Its address is told this once. */
export async function makeHook(call: Call, api: Api): Promise<Response> {
  const { auth, now } = api;
  using visit = await Visit.begin(call, api);
  const fields = await readFields(call.request);
  const room = moderated(visit, call, api);
  const name = readName(fields.text("name"));
  const calls = fields.value("calls") ?? false;
  if (typeof calls !== "boolean") {
    throw new Refusal("malformed", "Cannot make hook: calls must be true or false");
  }
  auth.limits.claim(visit.address, now());
  const { hook, secret } = await auth.hooks.make(visit.person, { name, room, calls });
  const page = auth.edge.ownUrl(call.request, call.peer);
  const network = api.networkUrl(page);
  const linkTo = (base: URL) => new URL(`hooks/${secret}`, base).href;
  note("hook-made", hook, call, visit, api);
  return answer({
    ...{ ...told(hook), url: linkTo(page) },
    ...(network && { network: linkTo(network) }),
  }, 201);
}

export async function deleteHook(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const room = moderated(visit, call, api);
  const hook = await api.auth.hooks.delete(room, call.params.id ?? "");
  if (!hook) throw new Refusal("not-found", "Cannot delete hook: the room has none of this id");
  note("hook-deleted", hook, call, visit, api);
  return done();
}

/** Says what a tool sends. */
export async function postToHook(call: Call, api: Api): Promise<Response> {
  return await sayFor(call, api, undefined);
}

/** Says what happened on GitHub. */
export async function postGithubEvent(call: Call, api: Api): Promise<Response> {
  const event = call.request.headers.get("x-github-event");
  if (event) return await sayFor(call, api, event);
  throw new Refusal("malformed", "Cannot read what was sent: there is no X-GitHub-Event");
}

async function sayFor(call: Call, api: Api, event: string | undefined): Promise<Response> {
  const { auth, commands, hub, now } = api;
  const { request, peer } = call;
  const address = auth.edge.addressOf(request, peer);
  const hook = await auth.hooks.find(call.params.secret ?? "");
  if (!hook) throw noHook();
  const actor = { kind: "hook", person: hook.id, address } as const;
  auth.limits.ask(actor, now(), 1, "say");
  const body = await readText(request, BODY);
  auth.limits.ask(actor, now(), Math.min(body.length / LENGTH_OF_ONE, 4), "say");
  const type = request.headers.get("content-type") ?? "";
  const text = fit(readOrRefuse({ body, type, event }), hook);
  if (text === "") {
    throw new Refusal("malformed", "Cannot read what was sent: there is no text in it");
  }
  const room = hub.directory.nameOf(hook.room);
  if (room === undefined) {
    await auth.hooks.deleteAll(hook.room);
    throw noHook();
  }
  const id = messageId(hook, request.headers);
  await commands.execute({ person: personOf(hook), address }, { type: "say", room, id, text });
  // Whatever else is answered, Alertmanager and Grafana take for a failure.
  return plain("ok");
}

function readOrRefuse(sent: Parameters<typeof readSent>[0]): string {
  try {
    return readSent(sent);
  } catch (error) {
    if (error instanceof UnreadableError) throw new Refusal("malformed", error.message);
    throw error;
  }
}

/** The id of a message: that of its delivery, if the tool tells one. */
function messageId({ id }: Hook, headers: Headers): string {
  const delivery = DELIVERIES.map((name) => headers.get(name)).find(Boolean);
  if (!delivery) return `hook-${randomText(16)}`;
  return `hook-${hash("sha256", `${id} ${delivery}`, "base64url")}`;
}

/** The key of the room that somebody moderates. */
function moderated(
  { person, address }: Visit,
  { params: { room = "" } }: Call,
  { hub, now }: Api,
): string {
  return moderatedRoom(room, new Member(person, address), {
    ...{ directory: hub.directory, permissions: hub.permissions, at: now() },
  });
}

function told({ id, name, by, made, calls }: Hook): Record<string, unknown> {
  return { id, name, by, made, calls };
}

function note(
  what: string,
  hook: Hook,
  { request, peer }: Call,
  { person }: Visit,
  api: Api,
): void {
  const { address } = clientInfoOf(request, api.auth.edge, peer);
  const room = api.hub.directory.nameOf(hook.room);
  api.auth.note({ what, by: person.name, about: hook.name, room, address });
}

function noHook(): Refusal {
  return new Refusal("not-found", "Cannot find hook: it was deleted, or there never was one");
}
