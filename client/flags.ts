/**
 * The client's command line.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import type { LIMITS, LOBBY } from "../protocol.ts";
import { LANGUAGES } from "./program/languages.ts";

/** As the protocol has them, which the compiler sees to: so that need not be loaded for a question. */
const FILES_MAX: typeof LIMITS.files = 10;
const THE_LOBBY: typeof LOBBY = "lobby";
/** As `sealed/link.ts` has it, which need not be loaded for a question, either. */
const LINK_MARK = /#(?:!|%21)/i;
const THIS_MACHINE = /^(localhost|127\.[\d.]+|\[::1\])$/;

/** What the command line asks for. */
export type Flags =
  | { type: "help" | "version" }
  | { type: "mistake"; message: string }
  | {
    type: "chat";
    url: string;
    /** The secret of an invitation, if the address is such a link. */
    invite: string | undefined;
    /** That of a link which sets a new password. */
    reset: string | undefined;
    room: string;
    /** The link of a private room, if the address or the room is one; or the file that has it. */
    link: string | undefined;
    keyFile: string | undefined;
    name: string | undefined;
    token: string | undefined;
    /** What to send, instead of talking. */
    files: string[];
    text: string;
    pictures: boolean;
    /** The tag of the language to speak, if it was said. */
    lang: string | undefined;
    /** Whether lines are printed only. */
    plain: boolean;
  };

/** Reads the command line. */
export function readFlags(
  args: string[],
  variable: (name: string) => string | undefined = () => undefined,
): Flags {
  let unknown: string | undefined;
  const flags = parseArgs(args, {
    string: ["name", "room", "room-key-file", "token", "file", "text", "lang"],
    boolean: ["help", "version", "pictures", "plain"],
    collect: ["file"],
    alias: { name: "n", room: "r" },
    negatable: ["pictures"],
    default: { pictures: true },
    unknown(argument, key) {
      if (key !== undefined) unknown ??= argument;
    },
  });
  if (unknown !== undefined) {
    return mistake(`Unknown option ${unknown}: --help lists the options`);
  }
  if (flags.help) return { type: "help" };
  if (flags.version) return { type: "version" };
  for (const name of ["name", "room", "room-key-file", "token", "lang"] as const) {
    if (flags[name] === "") return mistake(`--${name} needs a value`);
  }
  const { file: files, text = "", pictures, plain, lang } = flags;
  if (lang !== undefined && !LANGUAGES.includes(lang)) {
    return mistake(`There is no language ${lang} here: --lang takes ${LANGUAGES.join(", ")}`);
  }
  if (files.includes("")) return mistake("--file needs a value");
  if (files.length > FILES_MAX) {
    return mistake(`At most ${FILES_MAX} files can be sent at once, received ${files.length}`);
  }
  if (text !== "" && files.length === 0) return mistake("--text needs a --file that it goes with");
  const { name = variable("HUBBUB_NAME"), token, "room-key-file": keyFile } = flags;
  const where = placeOf(flags._.map(String), flags.room, variable);
  if ("message" in where) return where;
  return { type: "chat", ...where, keyFile, name, token, files, text, pictures, plain, lang };
}

/** The server, and what is behind its address: a room, a link's secret, or nothing. */
type Where = Pick<Flags & { type: "chat" }, "url" | "invite" | "reset" | "room" | "link">;

function placeOf(
  [given, ...others]: readonly string[],
  asked: string | undefined,
  variable: (name: string) => string | undefined,
): Where | Flags & { type: "mistake" } {
  const usual = variable("HUBBUB_URL") ?? "localhost:8000";
  const address = given ?? usual;
  if (others.length > 0) {
    if (!/[.:/]/.test(address)) {
      return mistake(`There is no command ${shown(address)}: hubbub --help lists them`);
    }
    const all = [address, ...others].map(shown).join(" ");
    return mistake(`Only one address can be given, received ${all}`);
  }
  const link = [address, asked].find((text) => text !== undefined && LINK_MARK.test(text));
  const leadsTo = link === undefined ? address : link.slice(0, link.indexOf("#"));
  const url = readAddress(leadsTo || (link === address ? usual : address));
  if (url === undefined) {
    return mistake(
      `Cannot read address: must be like https://chat.example, received ${shown(address)}`,
    );
  }
  // From here on it is a secret, and no part of the address.
  if (link !== undefined) {
    return { url: url.href, invite: undefined, reset: undefined, room: THE_LOBBY, link };
  }
  const [invite, reset] = [secretIn(url, "invite"), secretIn(url, "reset")];
  const isSecret = (invite ?? reset) !== undefined;
  const linked = isSecret ? undefined : roomOf(url);
  const room = asked ?? linked ?? variable("HUBBUB_ROOM") ?? THE_LOBBY;
  if (isSecret) url.hash = "";
  const named = room.replace(/^#(?=.)/, "");
  return { url: url.href, invite, reset, room: named, link };
}

/** An address as it may be told, in a log too: what stands behind # may be a secret. */
export function shown(address: string): string {
  return address.replace(/#(?:!|%21|\w+=).*/si, "#…");
}

/** An address without a scheme is secure, unless it is this machine's. */
export function readAddress(address: string): URL | undefined {
  if (/^(https?|wss?):\/\//i.test(address)) return URL.parse(address) ?? undefined;
  const url = URL.parse(`https://${address}`) ?? undefined;
  if (url && THIS_MACHINE.test(url.hostname)) return new URL(`http://${address}`);
  return url;
}

/** The secret of an invitation, or of what sets a new password: it stands in the link's fragment. */
function secretIn(url: URL, kind: "invite" | "reset"): string | undefined {
  const [, found, secret] = /^#(invite|reset)=([\w-]{43})$/.exec(url.hash) ?? [];
  return found === kind ? secret : undefined;
}

/** The page's addresses name a room behind the #. */
function roomOf(url: URL): string | undefined {
  try {
    return decodeURIComponent(url.hash.slice(1)) || undefined;
  } catch {
    return undefined;
  }
}

function mistake(message: string): Flags & { type: "mistake" } {
  return { type: "mistake", message };
}
