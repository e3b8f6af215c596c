/**
 * Headers of answers, by purpose.
 *
 * @module
 */

/** What a page may load and run besides our files: what is in it and has these hashes. */
export interface InlineHashes {
  readonly script?: string;
  readonly style?: string;
}

/** The content security policy of a page. */
export function policy({ script, style }: InlineHashes = {}): string {
  const self = (hash?: string) => hash === undefined ? "'self'" : `'self' ${hash}`;
  return [
    "default-src 'none'",
    `script-src ${self(script)}`,
    `style-src ${self(style)}`,
    // What somebody is about to send is shown to them before it is sent.
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'", // which covers a WebSocket to our own host
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

/**
 * What a file that a page loads needs: a browser takes it for what it is, and no other site has it.
 * A page's policy covers its scripts, so that they do not each carry it.
 */
export const FILE_HEADERS: Readonly<Record<string, string>> = {
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

/**
 * What every answer carries that a browser may show or run by itself. Scripts and styles come from
 * our own files only, nobody may frame us, and the browser itself forbids HTML made from strings
 * (`require-trusted-types-for`).
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  ...FILE_HEADERS,
  "content-security-policy": policy(),
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(self), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
};

/** What an answer by https carries besides: for a year, no browser asks by plain http again. */
export const HTTPS_HEADERS: Readonly<Record<string, string>> = {
  "strict-transport-security": "max-age=31536000",
};
