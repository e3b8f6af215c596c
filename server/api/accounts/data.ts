/**
 * Route: what somebody said and uploaded, to take away.
 *
 * @module
 */
import { Member } from "../../../hub/people/member.ts";
import { LOBBY } from "../../../protocol.ts";
import { AuthError } from "../../auth/auth_error.ts";
import { WatchedBody } from "../../http/download/watched_body.ts";
import { SECURITY_HEADERS } from "../../http/headers.ts";
import type { Call } from "../../http/routes.ts";
import { actorOf } from "../../limits/pace.ts";
import { lookedWeight, WEIGHT } from "../../limits/weight.ts";
import type { Archived } from "../../service/archive.ts";
import type { Api } from "../context.ts";
import { Visit } from "../context/visit.ts";

/** How long somebody may read nothing of it, in milliseconds. */
const STALLED_MS = 60_000;

/** Sends an archive of what is one's own, for as long as one may be here. */
export async function takeData(call: Call, api: Api): Promise<Response> {
  const { auth, archives, hub, now } = api;
  using ending = new DisposableStack();
  const visit = ending.use(await Visit.begin(call, api));
  const { person } = visit;
  if (person.bot) throw AuthError.forbidden("send your data", "this is for people, not for bots");
  auth.limits.ask(actorOf(visit), now(), WEIGHT.archive, "send your data");
  archives.enter(ending, person.id);
  const archived = await archivedOf(visit, call, api);
  const lasting = ending.move();
  const body = new WatchedBody(archives.bytesOf(archived), {
    may: () => hub.permissions.mayConnect(visit, now()),
    stalledMs: STALLED_MS,
    onEnd: () => lasting.dispose(),
  });
  visit.onEnd(() => body.cut());
  const day = new Date(archived.at).toISOString().slice(0, 10);
  const name = `hubbub ${person.name} ${day}.zip`;
  return new Response(body.stream, {
    headers: {
      ...SECURITY_HEADERS,
      "cache-control": "no-store",
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${day}.zip"; ` +
        `filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });
}

/** What is known of somebody beside what they said and uploaded. */
async function archivedOf(visit: Visit, call: Call, api: Api): Promise<Archived> {
  const { auth, hub, profiles, now } = api;
  const { person } = visit;
  const { id, name, guest, admin = false } = person;
  const member = new Member(person, visit.address);
  const rooms = await hub.reading.of(member);
  auth.limits.judge(actorOf(visit), lookedWeight(member.looked), now());
  const account = guest ? undefined : await auth.accounts.find(name);
  const [sessions, bots, blocks, profile] = await Promise.all([
    ...[auth.sessions.of(id), auth.bots.of(person), hub.blocking.of(person)] as const,
    profiles.of([id]),
  ]);
  const about = {
    ...{ name, guest, admin, made: account?.made, profile: profile.get(id) },
    passkeys: account?.passkeys?.map(({ name, made, used }) => ({ name, made, used })) ?? [],
    sessions: sessions.map(({ made, seen, expires, program, address }) => {
      return { made, seen, expires, program, address };
    }),
    bots: bots.map(({ name, made, callback }) => ({ name, made, url: callback?.url })),
    blocks,
    rooms: rooms.map(({ room, read, left, notify }) => ({ room, read, left, notify })),
  };
  const url = auth.edge.ownUrl(call.request, call.peer);
  return { person: id, name, at: now(), url, about, rooms: await withLobby(rooms, api) };
}

/** Everybody has been in the lobby, whatever is noted of how far they read there. */
async function withLobby(rooms: Archived["rooms"], { state }: Api): Promise<Archived["rooms"]> {
  if (rooms.some(({ key }) => key === LOBBY)) return rooms;
  const head = await state.journal.head(LOBBY);
  return head ? [{ key: LOBBY, room: head.name, head: head.seq }, ...rooms] : rooms;
}
