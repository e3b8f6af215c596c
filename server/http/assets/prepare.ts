/**
 * Prepares a file for being served: compressed, and with its tag.
 *
 * @module
 */
import { eTag } from "@std/http/etag";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Asset, Variant } from "../assets.ts";

/**
 * At 5, brotli takes no longer than gzip, and saves a twentieth; at 11, a tenth, in forty times as long: a
 * server starts while somebody waits.
 */
const BROTLI = {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 5,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  },
};
const COMPRESSIONS = [
  ["gzip", (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 9 })],
  ["br", (bytes: Uint8Array) => promisify(brotliCompress)(bytes, BROTLI)],
] as const;

/** How many files are compressed at once: as many as a machine of some cores has hands for. */
const AT_ONCE = 4;

type Headers = Readonly<Record<string, string>>;

/** Makes of a file what is served at a path. */
export type Preparation = () => Promise<[path: string, asset: Asset]>;

/**
 * Prepares files, a few at once. A compressor has up to a megabyte until it ends: hundreds at once left the
 * process 400 MB larger for good, and took no less time.
 */
export async function fewAtOnce(
  preparations: readonly Preparation[],
): Promise<[string, Asset][]> {
  const prepared: [string, Asset][] = [];
  const waiting = preparations.entries();
  const work = async () => {
    for (const [i, prepare] of waiting) prepared[i] = await prepare();
  };
  await allEnded(Array.from({ length: AT_ONCE }, work));
  return prepared;
}

/** As `Promise.all`, but whoever is told that one of them failed finds none still under way. */
export async function allEnded<const T extends readonly Promise<unknown>[]>(
  promises: T,
): Promise<{ -readonly [Place in keyof T]: Awaited<T[Place]> }> {
  await Promise.allSettled(promises);
  return await Promise.all(promises);
}

/** What is served at a path, with these headers and those of its encodings. */
export async function prepare(
  path: string,
  content: string | Uint8Array<ArrayBuffer>,
  headers: Headers,
): Promise<[string, Asset]> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  // What has its hash in its address needs no other: a page asks for so many that their headers count.
  const [, hash] = path.split("?");
  const tag = async (body: Uint8Array<ArrayBuffer>, encoding = "") =>
    hash ? `"${hash}${encoding}"` : await eTag(body);
  const asset: Asset = { plain: variant(bytes, headers, await tag(bytes)) };
  const made = await Promise.all(COMPRESSIONS.map(async ([encoding, compress]) => {
    const body = new Uint8Array(await compress(bytes));
    const encoded = { ...headers, "content-encoding": encoding };
    return [encoding, variant(body, encoded, await tag(body, `.${encoding}`))] as const;
  }));
  const shorter = made.filter(([, { body }]) => body.length < bytes.length);
  return [path, { ...asset, ...Object.fromEntries(shorter) }];
}

function variant(body: Uint8Array<ArrayBuffer>, headers: Headers, etag: string): Variant {
  const length = { "content-length": String(body.length) };
  return { body, headers: { ...headers, ...length, etag, "vary": "accept-encoding" } };
}
