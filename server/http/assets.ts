/**
 * The page's files: read once, compressed once, answered from memory.
 *
 * @module
 */

import { stripTypeScriptTypes } from "node:module";
import { eTag, ifNoneMatch } from "@std/http/etag";
import { acceptsEncodings } from "@std/http/negotiation";
import { inline, type InlinedPage } from "./inline.ts";
import { leanPage, leanScript, leanStyle } from "./lean.ts";
import { preloads } from "./preloads.ts";

/**
 * What every answer to a browser carries. Scripts and styles come from our own files only, nobody
 * may frame us, and the browser itself forbids HTML made from strings (`require-trusted-types-for`).
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": policy(),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** What an answer by https carries besides: for a year, no browser asks by plain http again. */
export const HTTPS_HEADERS: Readonly<Record<string, string>> = {
  "strict-transport-security": "max-age=31536000",
};

const PAGE_TYPE = "text/html; charset=utf-8";
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: PAGE_TYPE,
  js: "text/javascript; charset=utf-8",
  ts: "text/javascript; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml",
  webmanifest: "application/manifest+json",
};

/** What a page may load and run; besides our files, what in it has these hashes. */
function policy({ script, style }: InlinedPage["hashes"] = {}): string {
  const self = (hash?: string) => hash === undefined ? "'self'" : `'self' ${hash}`;
  return [
    "default-src 'none'",
    `script-src ${self(script)}`,
    `style-src ${self(style)}`,
    "img-src 'self'",
    "connect-src 'self'", // which covers a WebSocket to our own host
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

/** What a browser needs of a file, by what it is; of others, all. */
const LEAN: Readonly<Record<string, (source: string) => string>> = {
  css: leanStyle,
  html: leanPage,
  js: leanScript,
  ts: (source) => leanScript(stripTypeScriptTypes(source)),
};

/** A file in one encoding. Each has its own strong tag, because their bytes differ. */
interface Variant {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

interface Asset {
  readonly plain: Variant;
  /** Absent where compressing gains nothing. */
  readonly gzipped?: Variant;
}

/** Files by the path that asks for them. A path that is not a key has no file: nothing to traverse. */
export class Assets {
  readonly #assets: ReadonlyMap<string, Asset>;

  constructor(assets: ReadonlyMap<string, Asset>) {
    this.#assets = assets;
  }

  /** Answers a request for one of the files. `undefined` when it asks for something else. */
  respond(request: Request, path = new URL(request.url).pathname): Response | undefined {
    const asset = this.#assets.get(path);
    if (asset === undefined) return undefined;
    if (request.method !== "GET" && request.method !== "HEAD") return notAllowed();
    const { body, headers } = chooseVariant(asset, request);
    if (!ifNoneMatch(request.headers.get("if-none-match"), headers.etag)) {
      const { "content-length": _, ...kept } = headers;
      return new Response(null, { status: 304, headers: kept });
    }
    return new Response(request.method === "HEAD" ? null : body, { headers });
  }
}

/**
 * Reads the files of a folder, whose address ends in a slash, and of the folders inside it.
 * `index.html` answers for its folder; `base` is what stands before that outside. A file of a kind that we have no content type for is left out.
 */
export async function loadAssets(folder: URL, base = "/"): Promise<Assets> {
  const texts = new Map<string, string>();
  const assets = new Map<string, Asset>();
  for await (const file of filesOf(folder)) {
    const kind = file.pathname.slice(file.pathname.lastIndexOf(".") + 1);
    const path = "/" + file.href.slice(folder.href.length).replace(/(^|\/)index\.html$/, "$1");
    const [type, lean] = [CONTENT_TYPES[kind], LEAN[kind]];
    if (lean) texts.set(path, lean(await Deno.readTextFile(file)));
    else if (type) {
      assets.set(path, await prepareAsset(await Deno.readFile(file), { "content-type": type }));
    }
  }
  for (const [path, text] of texts) {
    const type = CONTENT_TYPES[/\.(\w+)$/.exec(path)?.[1] ?? "html"] ?? "";
    assets.set(
      path,
      type === PAGE_TYPE
        ? await preparePage(path, texts, base)
        : await prepareAsset(new TextEncoder().encode(text), { "content-type": type }),
    );
  }
  return new Assets(assets);
}

async function* filesOf(folder: URL): AsyncGenerator<URL> {
  for await (const entry of Deno.readDir(folder)) {
    const name = encodeURIComponent(entry.name);
    if (entry.isDirectory) yield* filesOf(new URL(name + "/", folder));
    else if (entry.isFile) yield new URL(name, folder);
  }
}

async function preparePage(
  path: string,
  texts: ReadonlyMap<string, string>,
  base: string,
): Promise<Asset> {
  const { text, hashes } = await inline(texts.get(path) ?? "", path, texts);
  const link = preloads(path, texts, base);
  return await prepareAsset(new TextEncoder().encode(text), {
    "content-type": PAGE_TYPE,
    "content-security-policy": policy(hashes),
    ...(link !== undefined && { link }),
  });
}

async function prepareAsset(
  bytes: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Promise<Asset> {
  const compressed = await gzip(bytes);
  const plain = await prepare(bytes, headers);
  if (compressed.length >= bytes.length) return { plain };
  const gzipped = await prepare(compressed, { ...headers, "content-encoding": "gzip" });
  return { plain, gzipped };
}

/** `no-cache` lets the browser keep a file and makes it ask each time: an update shows at once. */
async function prepare(
  body: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Promise<Variant> {
  return {
    body,
    headers: {
      ...SECURITY_HEADERS,
      ...headers,
      "cache-control": "no-cache",
      "content-length": String(body.length),
      "etag": await eTag(body),
      "vary": "accept-encoding",
    },
  };
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return await new Response(stream).bytes();
}

function chooseVariant(asset: Asset, request: Request): Variant {
  // `acceptsEncodings` reads an absent header as "anything"; a program that says nothing gets plain.
  const asked = request.headers.get("accept-encoding");
  const gzipped = asked && acceptsEncodings(request, "gzip", "identity") === "gzip";
  return gzipped && asset.gzipped || asset.plain;
}

function notAllowed(): Response {
  return new Response("Method not allowed\n", {
    status: 405,
    headers: { ...SECURITY_HEADERS, "allow": "GET, HEAD", "content-type": "text/plain" },
  });
}
