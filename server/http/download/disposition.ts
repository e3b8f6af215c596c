/**
 * What a browser does with a file that it is given: shows it, or saves it, and by which name.
 *
 * @module
 */

/**
 * Types that browsers show and never run. SVG and HTML have scripts, and a viewer of PDF does not work
 * in a sandbox, which all that people send is in.
 */
const SHOWN: ReadonlySet<string> = new Set([
  ...["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"],
  ...["video/mp4", "video/webm", "audio/mpeg", "audio/mp4", "audio/ogg", "video/ogg"],
  ...["audio/webm", "audio/wav", "audio/x-wav", "text/plain"],
]);
/** What RFC 8187 has written as it is; all else is percent-encoded. */
const ENCODED = /[^A-Za-z0-9!#$&+.^_`|~-]/g;

/** The `Content-Disposition` of a file. */
export function dispositionOf(type: string, name: string): string {
  const how = SHOWN.has(essenceOf(type)) ? "inline" : "attachment";
  // For programs that know no other: letters that it can't have are replaced.
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded(name)}`;
}

/** The `Content-Type` of a file. Text is told to be UTF-8, or a browser guesses. */
export function contentTypeOf(type: string): string {
  return essenceOf(type) === "text/plain" ? "text/plain; charset=utf-8" : type;
}

/**
 * The `Content-Security-Policy` of a file: nothing in what somebody sent may run, wherever it is opened.
 *
 * In a sandbox it has no origin. Browsers show a picture or a film that is opened by itself in a page of
 * their own, with styles; to play a film, that asks for it again, as its reader, so it has an origin, but
 * still no scripts.
 */
export function policyOf(type: string): string {
  const isPlayed = /^(audio|video)\//.test(type);
  const styles = isPlayed || type.startsWith("image/") ? ["style-src 'unsafe-inline'"] : [];
  return [
    isPlayed ? "sandbox allow-same-origin" : "sandbox",
    "default-src 'none'",
    ...(isPlayed ? ["media-src 'self'"] : []),
    ...styles,
  ].join("; ");
}

function essenceOf(type: string): string {
  return (type.split(";")[0] ?? "").trim().toLowerCase();
}

function encoded(name: string): string {
  const bytes = new TextEncoder().encode(name);
  return Array.from(bytes, (byte) => {
    const sign = String.fromCharCode(byte);
    ENCODED.lastIndex = 0;
    return ENCODED.test(sign) ? `%${byte.toString(16).toUpperCase().padStart(2, "0")}` : sign;
  }).join("");
}
