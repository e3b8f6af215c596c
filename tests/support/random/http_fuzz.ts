/**
 * Requests that nobody should make, made by chance.
 *
 * @module
 */
import { below } from "./random.ts";

const METHODS = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "TRACE",
  "BREW",
  "get",
];
const PATHS = [
  ...[
    "/",
    "//",
    "/ws",
    "/ws/",
    "/healthz",
    "/metrics",
    "/page.ts",
    "/../main.ts",
    "/%2e%2e/%2e%2e/",
  ],
  ...["/%00", "/%", "/%zz", "/%ed%a0%80", "*", "?", "http://evil.example/ws", "http://[/", "/\\"],
  ...["/api/session", "/api/accounts", "/api/rooms", "/api/rooms/lobby/messages", "/api/audit"],
  ...["/api/rooms/__proto__/messages", "/api/rooms/%40ada%2Cbob/messages", "/api/files?name=x"],
  ...["/api/rooms/lobby/events", "/api/rooms/lobby/search?q=%", "/files/__proto__/constructor"],
  ...[
    "/api/sessions/__proto__",
    "/api/account/password",
    "/api/invites",
    "/api/invites/preview",
    "/api/invites/use",
    "/__proto__",
    "/toString",
  ],
];
const QUERIES = [
  ...["name=", "name=eve", "name=%ff", "name=__proto__", "name=constructor", "name=a&name=b"],
  ...[
    "token=x",
    "room=__proto__",
    "format=text",
    "before=-1",
    "after=1e99",
    "limit=NaN",
    "%",
    "&&=",
  ],
];
const HEADERS = [
  ...["upgrade: websocket\r\nconnection: upgrade", "upgrade: h2c", "sec-websocket-version: 13"],
  ...["sec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==", "sec-websocket-key: x", "connection: close"],
  ...["sec-websocket-protocol: chat.v1, bearer.", "sec-websocket-protocol: ,,,", "origin: null"],
  ...["authorization: Bearer", "authorization: Bearer x", "authorization: Basic x", "origin: x"],
  ...["cookie: hubbub-80=; hubbub-1=x", "cookie: hubbub-80; =", "x-forwarded-host: evil.example"],
  ...["cookie: session=", "cookie: session=x; session=y", "cookie: __proto__=x", "cookie: ;;=;"],
  ...["if-none-match: *", 'if-none-match: "', "accept-encoding: gzip;q=x", "range: bytes=9-1"],
  ...["content-type: application/json", "content-type: text/plain", "content-type: \xff"],
  ...["x-forwarded-for: 1.2.3.4, ::1, x", "x-forwarded-proto: https", "x-forwarded-host: ["],
  ...["last-event-id: __proto__:9", "expect: 100-continue", "transfer-encoding: gzip"],
];
const HOSTS = ["127.0.0.1", "localhost:1", "[", "a b", "x:99999", "", "\xff", "user@host"];
const BODIES = [
  ...[
    "",
    "{",
    "[]",
    "null",
    '{"name":"__proto__"}',
    '{"name":7,"password":{}}',
    '{"__proto__":{}}',
  ],
  ...[
    '{"name":"eve","password":"12345678","invite":[]}',
    '{"text":"\\ud800","id":"1"}',
    "\x00\xff",
  ],
];

/** Makes requests, byte for byte. The same chance makes the same requests. */
export class HttpFuzz {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** A whole request, of whose body there may be more than it says: none keeps a server waiting. */
  request(): Uint8Array<ArrayBuffer> {
    const query = this.#below(2) ? `?${this.#pick(QUERIES)}` : "";
    const path = this.#below(20) ? this.#pick(PATHS) : `/${this.#noise(this.#below(3000))}`;
    const body = this.#pick(BODIES) + (this.#below(9) ? "" : "[".repeat(this.#below(50_000)));
    const lines = [
      `${this.#pick(METHODS)} ${path}${query} HTTP/1.${this.#below(10) ? 1 : 0}`,
      `host: ${this.#below(3) ? HOSTS[0] : this.#pick(HOSTS)}`,
      ...Array.from({ length: this.#below(6) }, () => this.#pick(HEADERS)),
      ...(this.#below(10) ? [] : [`${this.#noise(20)}: ${this.#noise(20)}`]),
      ...(body === "" ? [] : [`content-length: ${body.length - this.#below(2)}`]),
    ];
    const text = `${lines.join("\r\n")}\r\n\r\n${body}`;
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  }

  #noise(length: number): string {
    return String.fromCharCode(...Array.from({ length }, () => this.#below(256)));
  }

  #pick(texts: readonly string[]): string {
    return texts[this.#below(texts.length)] ?? "";
  }

  #below(end: number): number {
    return below(end, this.#random);
  }
}
