/**
 * Where a link by a name leads, if its name looks like another address, or could be read as one.
 *
 * @module
 */

/** What looks like the name of a host, in any script, or like the address of a mailbox. */
const HOST = /(?:[\p{L}\p{M}\p{N}_+.-]+@)?[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+/gu;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** What turns letters around: "moc.knab" is read as a bank. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** Stops that look like those of a host's name. */
const STOPS = /[\u2024\u3002\uff0e\uff61]/g;

/**
 * What is to be shown beside a link so that nobody is deceived: its host, or the mailbox that it writes
 * to. `undefined` where its name names no other.
 *
 * @param href as a browser has it
 * @param name what people read of it
 */
export function hostBeside(href: string, name: string): string | undefined {
  const { protocol, hostname, pathname } = new URL(href);
  const host = protocol === "mailto:" ? decode(pathname) : hostname;
  // Its letters may be those of another script that look the same.
  if (TURNING.test(name) || /(?:^|\.)xn--/.test(host)) return host;
  const words = name.replaceAll(INVISIBLE, "").replaceAll(STOPS, ".").normalize("NFKC");
  const named = words.match(HOST) ?? [];
  return named.every((one) => bare(one) === bare(host)) ? undefined : host;
}

/** Without what makes no difference. */
function bare(host: string) {
  return host.toLowerCase().replace(/^www\./, "").replace(/\.+$/, "");
}

function decode(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // Someone wrote a stray "%".
  }
}
