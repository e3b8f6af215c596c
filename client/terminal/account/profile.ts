/**
 * What somebody at a terminal tells of themselves, and asks about others.
 *
 * @module
 */
import type { PersonProfile, Status } from "../../../protocol.ts";
import { isName } from "../../../protocol/name.ts";
import type { People } from "../../connection/account/people.ts";
import { millisecondsIn } from "../../connection/slash.ts";
import { plainLine } from "../../plain_text.ts";
import { type Path, readPath } from "../files/arguments.ts";
import { dayFormat, timeFormat } from "../view/dates.ts";
import { say } from "../../program/languages.ts";

/** What they want. */
export type ProfileInput =
  | { type: "whois"; name: string; room?: string }
  | { type: "people"; words: string }
  /** `null` takes it away; without `display` it is asked for. */
  | { type: "display"; display?: string | null }
  | { type: "zone"; zone?: string | null }
  | { type: "picture"; path: Path | null }
  | { type: "status"; status?: Omit<Status, "until"> | null; ms?: number };

/** What takes something away. */
const OFF = /^(off|none|here)$/i;
/** How long a status lasts, at the end of it. */
const FOR = /(?:^|\s)for\s+(\S+)$/;

/** Reads a command about profiles; `undefined` when it is none, and a text when something is wrong. */
export function readProfileInput(
  command: string,
  text: string,
  here: string | undefined,
): ProfileInput | string | undefined {
  const words = text.trim();
  switch (command) {
    case "/whois": {
      const name = words.replace(/^@/, "");
      if (!isName(name)) return say`Write /whois NAME`;
      const isRoom = here !== undefined && !here.startsWith("@");
      return { type: "whois", name, ...(isRoom && { room: here }) };
    }
    case "/people":
      return words === "" ? say`Write /people WORDS` : { type: "people", words };
    case "/display":
      if (words === "") return { type: "display" };
      return { type: "display", display: OFF.test(words) ? null : words };
    case "/picture":
      return readPicture(words);
    case "/zone":
      if (words === "") return { type: "zone" };
      return { type: "zone", zone: OFF.test(words) ? null : words };
    case "/status":
      return readStatus(words);
    default:
      return undefined;
  }
}

function readPicture(words: string): ProfileInput | string {
  if (OFF.test(words)) return { type: "picture", path: null };
  const { path, end } = readPath(words);
  if (path !== undefined && words.slice(end).trim() === "") return { type: "picture", path };
  return say`Write /picture PATH, or /picture off. A path with spaces stands in quotes`;
}

function readStatus(words: string): ProfileInput | string {
  if (words === "") return { type: "status" };
  if (OFF.test(words)) return { type: "status", status: null };
  const duration = FOR.exec(words)?.[1];
  const ms = millisecondsIn(duration);
  // "Waiting for Bob" is what they say.
  const said = ms === undefined ? words : words.replace(FOR, "").trim();
  const [, first = "", rest = ""] = /^(\S*)\s*([^]*)$/.exec(said) ?? [];
  const state = first === "away" || first === "dnd" ? first : undefined;
  const line = state === undefined ? said : rest;
  if (state === undefined && line === "") {
    return say`Write /status away, /status dnd, or /status TEXT`;
  }
  const status: Omit<Status, "until"> = {
    ...(state && { state }),
    ...(line !== "" && { text: line }),
  };
  return { type: "status", status, ...(ms !== undefined && { ms }) };
}

/**
 * Does what somebody wants, and gives the lines that tell it.
 *
 * @param you the name of who asks
 * @param upload uploads a file, or tells why it can't be
 * @param now in milliseconds since the epoch
 */
export async function doWithProfiles(
  input: ProfileInput,
  people: People,
  { you, now = Date.now(), upload }: {
    you: string;
    now?: number;
    upload?: ((path: Path) => Promise<{ id: string } | undefined>) | undefined;
  },
): Promise<string[]> {
  switch (input.type) {
    case "whois":
      return describe(await people.one(input.name, input.room), now);
    case "people":
      return list(await people.find(input.words));
    case "display": {
      if (input.display === undefined) return describe(await people.one(you), now);
      const { display } = await people.change({ display: input.display });
      if (display === undefined) return [say`You are shown by your name again`];
      return [say`You are shown as ${plainLine(display)}. /display off ends that`];
    }
    case "picture": {
      const picture = input.path && await upload?.(input.path);
      if (picture === undefined) return [];
      await people.change({ picture: picture && picture.id });
      return [picture ? say`Others at the page see your picture now` : say`Your picture is gone`];
    }
    case "zone": {
      if (input.zone === undefined) return describe(await people.one(you), now);
      const { zone } = await people.change({ zone: input.zone });
      if (zone === undefined) return [say`Nobody is told your time any more`];
      const time = timeIn(zone, now) ?? say`your time`;
      return [say`Others see that it is ${time} where you are (${plainLine(zone)})`];
    }
    case "status": {
      const { status, ms } = input;
      if (status === undefined) return describe(await people.one(you), now);
      const ending = ms === undefined ? {} : { until: now + ms };
      const changed = await people.change({ status: status && { ...status, ...ending } });
      if (!changed.status) return [say`Your status is gone`];
      return [say`Your status: ${inWords(changed.status, now)}. /status off ends that`];
    }
    default:
      return input satisfies never;
  }
}

/** Who was found, a line each. */
function list(found: readonly PersonProfile[]): string[] {
  if (found.length === 0) return [say`Nobody whom you may know is called so`];
  return found.map(({ name, display, here, guest }) => {
    const shown = display === undefined ? "" : say`, shown as ${plainLine(display)}`;
    return `@${plainLine(name)}${shown}${here || guest ? say`, here` : ""}`;
  });
}

/** Who somebody is, a line for each thing that they tell. */
function describe(person: PersonProfile, now: number): string[] {
  const { name, display, zone, status, role } = person;
  const marks = [
    ...(person.bot ? [say`a bot`] : []),
    ...(person.guest ? [say`a guest`] : []),
    ...(role ? [roleText(role)] : []),
    ...(person.blocked ? [say`blocked by you`] : []),
  ];
  const shown = display === undefined ? [] : [say`is shown as ${plainLine(display)}`];
  const what = [...shown, ...marks].join(", ");
  const time = zone === undefined ? undefined : timeIn(zone, now);
  return [
    what === "" ? say`@${plainLine(name)} has told nothing else` : `@${plainLine(name)}: ${what}`,
    ...(status ? [`  ${inWords(status, now)}`] : []),
    ...(time === undefined ? [] : [`  ${say`${time} where they are (${plainLine(zone ?? "")})`}`]),
  ];
}

function roleText(role: NonNullable<PersonProfile["role"]>): string {
  if (role === "moderator") return say`moderator here`;
  return role === "owner" ? say`owner here` : say`administrator here`;
}

function inWords({ state, text, until }: Status, now: number): string {
  const words = [
    ...(state === undefined ? [] : [state === "away" ? say`away` : say`do not disturb`]),
    ...(text === undefined ? [] : [plainLine(text)]),
  ].join(": ");
  if (until === undefined) return words;
  const [day, today] = [until, now].map((at) => dayFormat().format(at));
  const time = timeFormat().format(until);
  const end = day === today ? time : `${day} ${time}`;
  return say`${words}, until ${end}`;
}

/** `undefined` if this runtime does not know the zone. */
function timeIn(timeZone: string, now: number): string | undefined {
  try {
    return timeFormat({ timeZone }).format(now);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
