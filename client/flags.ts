/**
 * The client's command line.
 *
 * @module
 */

import { parseArgs } from "@std/cli/parse-args";
import { LIMITS, LOBBY } from "../protocol.ts";
import { LANGUAGES } from "./program/languages.ts";

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
    string: ["name", "room", "token", "file", "text", "lang"],
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
  for (const name of ["name", "room", "token", "lang"] as const) {
    if (flags[name] === "") return mistake(`--${name} needs a value`);
  }
  const { file: files, text = "", pictures, plain, lang } = flags;
  if (lang !== undefined && !LANGUAGES.includes(lang)) {
    return mistake(`There is no language ${lang} here: --lang takes ${LANGUAGES.join(", ")}`);
  }
  if (files.includes("")) return mistake("--file needs a value");
  if (files.length > LIMITS.files) {
    return mistake(`At most ${LIMITS.files} files can be sent at once, received ${files.length}`);
  }
  if (text !== "" && files.length === 0) return mistake("--text needs a --file that it goes with");
  const [address = variable("HUBBUB_URL") ?? "localhost:8000", ...others] = flags._.map(String);
  if (others.length > 0) {
    if (!/[.:/]/.test(address)) {
      return mistake(`There is no command ${address}: hubbub --help lists them`);
    }
    return mistake(`Only one address can be given, received ${flags._.join(" ")}`);
  }
  const url = readAddress(address);
  if (url === undefined) {
    return mistake(`Cannot read address: must be like https://chat.example, received ${address}`);
  }
  const [invite, reset] = [secretIn(url, "invite"), secretIn(url, "reset")];
  const secret = invite ?? reset;
  const linked = secret === undefined ? roomOf(url) : undefined;
  const room = flags.room ?? linked ?? variable("HUBBUB_ROOM") ?? LOBBY;
  // From here on it is a secret, and no part of the address.
  if (secret !== undefined) url.hash = "";
  const { name = variable("HUBBUB_NAME"), token } = flags;
  const where = { url: url.href, invite, reset, room: room.replace(/^#(?=.)/, "") };
  return { type: "chat", ...where, name, token, files, text, pictures, plain, lang };
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

function mistake(message: string): Flags {
  return { type: "mistake", message };
}
