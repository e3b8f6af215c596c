/**
 * Over HTTP: uploading files, reading them, and what files a room has.
 *
 * @module
 */
import { Member } from "../../hub/people/member.ts";
import type { RoomRef } from "../../hub/permissions/permissions.ts";
import { ProtocolError } from "../../protocol.ts";
import { limitOf, optional, positionOf, questionOf } from "../../protocol/field.ts";
import { isFileId } from "../../protocol/field/files.ts";
import { fileName } from "../../protocol/file_name.ts";
import { parseRoom } from "../../protocol/name/parse_name.ts";
import { AuthError } from "../auth/auth_error.ts";
import type { OpenedFile } from "../files.ts";
import { FileError } from "../files/file_error.ts";
import { answer } from "../http/answer.ts";
import { refuseCompressed } from "../http/body.ts";
import { downloadAnswer } from "../http/download.ts";
import { WatchedBody } from "../http/download/watched_body.ts";
import { Refusal } from "../http/refused_request.ts";
import type { Call } from "../http/routes.ts";
import { noteEnding, wholeBody } from "../http/unread_body.ts";
import { WEIGHT } from "../limits/weight.ts";
import type { Api } from "./context.ts";
import { Visit } from "./context/visit.ts";
import { expectAnswer, numbersOf } from "./rooms.ts";

/** How many files are listed by default. */
const LISTED_DEFAULT = 50;
/** How long somebody may read nothing of a file that they asked for, in milliseconds. */
const STALLED_MS = 60_000;

/** Takes a file as it comes. */
export async function uploadFile(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const { request, url } = call;
  refuseForms(call, visit);
  refuseCompressed(request);
  const { address, person: { id: by, guest } } = visit;
  let hasEnded = false;
  visit.onEnd(() => hasEnded = true);
  const declared = request.headers.get("content-length");
  try {
    const uploaded = await api.files.receive({
      ...{ by, guest, address },
      name: fileName(url.searchParams.get("name") ?? ""),
      body: wholeBody(request),
      ...(declared !== null && { declared: Number(declared) }),
      check: () => {
        if (hasEnded) throw AuthError.noSession("upload file", "your session has ended");
        if (api.hub.permissions.mayConnect(visit, api.now())) return;
        throw AuthError.forbidden("upload file", "you are banned");
      },
    });
    return answer(uploaded, 201);
  } catch (error) {
    // Whoever is refused before they have sent it is to read why: a browser first sends it all.
    if (error instanceof FileError) noteEnding(request);
    throw error;
  }
}

/** What a form can call what it sends; to anything else, a browser asks us first. */
const OF_FORMS = /^(|text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)$/;

/**
 * Files have any type, so that of the body keeps out no form of another site. With a cookie, which a
 * browser adds by itself, a request has to come from a page of ours, and say so; or be one that no form
 * can make.
 */
function refuseForms({ request: { headers } }: Call, { isByCookie }: Visit): void {
  const type = (headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
  if (type === "multipart/form-data") {
    const how = "send the file itself as the body, as curl does with --data-binary @FILE";
    throw new Refusal("malformed", `Cannot read body: it is a form; ${how}`);
  }
  // Where it came from was checked, as for all that changes something.
  if (!isByCookie || headers.has("origin")) return;
  const site = headers.get("sec-fetch-site");
  if (site === "same-origin" || site === null && !OF_FORMS.test(type)) return;
  throw AuthError.foreignPage(
    "with a cookie only a page of this server may upload a file, and says so in Origin",
  );
}

/**
 * Sends a file to whoever may read the room that it was said in, or to who has uploaded it, until it is
 * said. To all others it is as if it had never been, whoever they are and however they ask.
 */
export async function readFile(call: Call, api: Api): Promise<Response> {
  const visit = await visitOf(call, api);
  if (!visit) throw noFile(api.authenticator.carriesToken(call) ? WEIGHT.forged : 0);
  using ending = new DisposableStack();
  ending.use(visit);
  const { id = "", file: name = "" } = call.params;
  const file = isFileId(id) ? await api.files.open(id) : undefined;
  if (file?.room !== undefined) await meetRoom(file.room, visit, api);
  const may = () => file !== undefined && mayRead(file, visit, api);
  if (!file || !may()) throw noFile();
  return downloadAnswer(call.request, {
    ...{ name: fileName(name), type: file.info.type, size: file.info.size, etag: file.etag },
    isFixed: file.isPicture,
    read: ({ start, end }) => {
      api.auth.limits.addDownload(ending, visit.person.id, visit.address);
      const lasting = ending.move();
      const body = new WatchedBody(file.read(start, end), {
        ...{ may, stalledMs: STALLED_MS, onEnd: () => lasting.dispose() },
      });
      visit.onEnd(() => body.cut());
      return body.stream;
    },
  });
}

/** Who asks; `undefined` if that is nobody who may be here. */
async function visitOf(call: Call, api: Api): Promise<Visit | undefined> {
  try {
    return await Visit.begin(call, api);
  } catch (error) {
    if (error instanceof AuthError) return undefined;
    throw error;
  }
}

function mayRead(file: OpenedFile, visit: Visit, { hub, now }: Api): boolean {
  const at = now();
  if (!hub.permissions.mayConnect(visit, at)) return false;
  if (file.isPicture) return true;
  if (file.room === undefined) return file.by === visit.person.id;
  const room = roomOf(file.room, hub.directory.nameOf(file.room));
  return room !== undefined && hub.permissions.mayRead(visit, room, at);
}

/** Lets the hub look for a room that another server may have made just now: nobody told it yet. */
async function meetRoom(key: string, visit: Visit, { hub }: Api): Promise<void> {
  const [name = ""] = key.split(" ");
  if (name.startsWith("@") || hub.directory.has(key)) return;
  try {
    await visit.execute({ type: "history", room: name, limit: 1 });
  } catch (error) {
    // It is gone, or not for who asks: as is its file.
    if (!(error instanceof ProtocolError)) throw error;
  }
}

/** The room of a key; `undefined` if it is gone. Behind the name of a direct one are its people. */
function roomOf(key: string, listed: string | undefined): RoomRef | undefined {
  if (!key.startsWith("@")) return listed === undefined ? undefined : { key, name: listed };
  const [name = "", ...people] = key.split(" ");
  return { key, name, people };
}

/** The same for every file that somebody can't have, and for those that never were. */
function noFile(weight = 0): Refusal {
  return new Refusal("not-found", "Cannot find file: there is none here, or not for you", {
    weight,
  });
}

/** Lists the files of a room, newest first, for whoever may read it. */
export async function listFiles(call: Call, api: Api): Promise<Response> {
  using visit = await Visit.begin(call, api);
  const asked = numbersOf(call.url, ["before", "limit"]);
  const before = optional(asked.before, positionOf);
  const limit = optional(asked.limit, limitOf) ?? LISTED_DEFAULT;
  const q = optional(call.url.searchParams.get("q") || undefined, questionOf);
  const room = parseRoom(call.params.room);
  // Who may read it is answered, and all others as whoever reads what was said.
  const read = await visit.execute({ type: "history", room, limit: 1 });
  expectAnswer(read, "history");
  const key = await keyOf(room, visit, api);
  if (key === undefined) return answer({ files: [], more: false });
  const page = await api.files.list(key, { limit, before, q });
  const blocks = api.hub.blocking.listed(await api.hub.blocking.of(visit.person));
  return answer({ ...page, files: page.files.filter(({ from }) => !blocks?.has(from)) });
}

/** The key of a room that somebody may read, by the name that they use. */
async function keyOf(
  room: string,
  { person, address }: Visit,
  { hub, now }: Api,
): Promise<string | undefined> {
  if (person.bot?.room !== undefined) return person.bot.room;
  if (!room.startsWith("@")) {
    return hub.directory.place(room, new Member(person, address), now()).key;
  }
  return (hub.directs.place(room, person) ?? await hub.directs.find(room, person))?.key;
}
