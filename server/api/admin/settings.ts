/**
 * Routes for administrators: what of the server is set by no flag.
 *
 * @module
 */
import { Member } from "../../../hub/people/member.ts";
import type { ServerSettings } from "../../../hub/permissions/moderation/administration.ts";
import type { Inviters, Makers } from "../../../hub/permissions/policy.ts";
import { LOBBY, ProtocolError } from "../../../protocol.ts";
import { isSealed } from "../../../protocol/name.ts";
import { parseRoom } from "../../../protocol/name/parse_name.ts";
import { TextError } from "../../../protocol/text.ts";
import { answer, done } from "../../http/answer.ts";
import { type Fields, readFields } from "../../http/body.ts";
import { Refusal } from "../../http/refused_request.ts";
import { INTRODUCTION_FLAGS, readTitle, readWelcome } from "../../settings/introduction.ts";
import type { Api } from "../context.ts";
import { type AdminCall, noteBy } from "./guard.ts";

/** Rooms that everybody joins automatically: more would be read by nobody. */
const START_ROOMS_MAX = 10;
/** How each text is read. */
const TEXTS = { title: readTitle, welcome: readWelcome } as const;

/** Tells what is stored, and which flags say who may come in or win over it. */
export function readServerSettings(_: AdminCall, { hub, auth, info }: Api): Promise<Response> {
  const { makers = "everybody", inviters = "administrators", startRooms: keys = [], ...texts } =
    hub.moderation.administration.settings;
  const startRooms = keys.flatMap((key) => hub.directory.nameOf(key) ?? []);
  const { signUp, guests, admin, passphrase } = auth.rules;
  const flags = { signUp, guests, passphrase: passphrase !== undefined, admin, ...info.flags };
  return Promise.resolve(answer({ rooms: makers, inviters, startRooms, ...texts, flags }));
}

export async function changeServerSettings(call: AdminCall, api: Api): Promise<Response> {
  const { administration } = api.hub.moderation;
  const fields = await readFields(call.request);
  const wanted = {
    ...{ ...makersIn(fields), ...invitersIn(fields), ...textsIn(fields, api) },
    ...startRoomsIn(fields, call, api),
  };
  const changed = Object.keys(wanted);
  if (changed.length === 0) {
    throw malformed("it must have rooms, inviters, startRooms, title or welcome");
  }
  await administration.setSettings(wanted);
  const names = changed.map((name) => name === "makers" ? "rooms" : name);
  noteBy(call, api, { what: "settings-changed", about: names.join(", ") });
  return done();
}

function makersIn(fields: Fields): { makers?: Makers | undefined } {
  const text = fields.optionalText("rooms");
  if (text === undefined) return {};
  if (text === "everybody") return { makers: undefined };
  if (text === "accounts" || text === "administrators") return { makers: text };
  throw malformed('rooms must be "everybody", "accounts" or "administrators"');
}

function invitersIn(fields: Fields): { inviters?: Inviters | undefined } {
  const text = fields.optionalText("inviters");
  if (text === undefined) return {};
  if (text === "administrators") return { inviters: undefined };
  if (text === "accounts") return { inviters: text };
  throw malformed('inviters must be "accounts" or "administrators"');
}

/**
 * The rooms that everybody joins automatically, by their names; the lobby is always one.
 *
 * @throws {ProtocolError} If there is no such room, or it is not open to everybody.
 */
function startRoomsIn(
  fields: Fields,
  { admin: { person } }: AdminCall,
  { hub: { directory }, now }: Api,
): Pick<ServerSettings, "startRooms"> {
  const names = fields.value("startRooms");
  if (names === undefined) return {};
  if (!Array.isArray(names) || names.length > START_ROOMS_MAX) {
    throw malformed(`startRooms must be a list of at most ${START_ROOMS_MAX} names of rooms`);
  }
  const keys = names.map((given) => {
    const name = parseRoom(given);
    const { key } = directory.place(name, new Member(person), now());
    if (!directory.has(key)) {
      throw new ProtocolError("no-such-room", `Cannot change settings: no room ${name}`);
    }
    // Whoever comes to a private one without its link can read nothing there.
    if (directory.policy(key).access === "open" && !isSealed(name)) return key;
    const why = `${name} is not open to everybody`;
    throw new ProtocolError("forbidden", `Cannot change settings: ${why}`);
  });
  const startRooms = [...new Set(keys)].filter((key) => key !== LOBBY);
  return { startRooms: startRooms.length === 0 ? undefined : startRooms };
}

/** The texts that are to be stored; one that is empty is to be stored no more. */
function textsIn(fields: Fields, { info }: Api): Pick<ServerSettings, "title" | "welcome"> {
  const given = INTRODUCTION_FLAGS.flatMap((name) => {
    const text = fields.optionalText(name)?.trim();
    if (text === undefined) return [];
    if (info.flags[name] !== undefined) {
      // It would be stored, and not be seen.
      const why = `the server was started with --${name}, which wins`;
      throw new Refusal("forbidden", `Cannot change ${name}: ${why}`);
    }
    return [[name, text === "" ? undefined : read(name, text)]];
  });
  return Object.fromEntries(given);
}

function read(name: typeof INTRODUCTION_FLAGS[number], text: string): string {
  try {
    return TEXTS[name](text);
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    throw new Refusal("malformed", `Cannot change settings: ${name} must be ${error.message}`);
  }
}

function malformed(why: string): Refusal {
  return new Refusal("malformed", `Cannot change settings: ${why}`);
}
