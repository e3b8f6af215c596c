/**
 * A file of the page as it is served: compressed when somebody first asks for it so, and kept.
 *
 * @module
 */
import { eTag } from "@std/http/etag";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/**
 * At 5, brotli takes no longer than gzip, and saves a twentieth; at 11, a tenth, in forty times as long:
 * somebody waits for it.
 */
const BROTLI = {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 5,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  },
};
const COMPRESSIONS = {
  gzip: (bytes: Uint8Array) => promisify(gzip)(bytes, { level: 9 }),
  br: (bytes: Uint8Array) => promisify(brotliCompress)(bytes, BROTLI),
} as const;

/**
 * How many files are compressed at once. A compressor has up to a megabyte until it ends: hundreds at once
 * left the process 400 MB larger for good, and took no less time.
 */
const AT_ONCE = 4;

/** How a file may be sent: as it is, or compressed. */
export type Encoding = "plain" | keyof typeof COMPRESSIONS;

/** A file in one encoding. Each has its own strong tag, because their bytes differ. */
export interface Variant {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Headers;
}

type Headers = Readonly<Record<string, string>>;

/**
 * Most of what there is nobody asks a server for before it is stopped, and a server that starts while
 * somebody waits has no time for that.
 */
export class Asset {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #headers: Headers;
  readonly #hash: string | undefined;
  readonly #variants = new Map<Encoding, Promise<Variant>>();

  /**
   * @param headers what comes with it in each encoding
   * @param hash of what is in it, where its address has that: it needs no other tag, of which a page asks
   * for so many that they count
   */
  constructor(content: string | Uint8Array<ArrayBuffer>, headers: Headers, hash?: string) {
    this.#bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    this.#headers = headers;
    this.#hash = hash;
  }

  /** The file in an encoding; as it is, where compressing gains nothing. */
  in(encoding: Encoding): Promise<Variant> {
    let variant = this.#variants.get(encoding);
    if (variant === undefined) {
      variant = encoding === "plain" ? this.#plain() : this.#compressed(encoding);
      this.#variants.set(encoding, variant);
      // Whoever asks next has it tried again.
      variant.catch(() => this.#variants.delete(encoding));
    }
    return variant;
  }

  async #plain(): Promise<Variant> {
    return await this.#variant(this.#bytes, this.#headers, "");
  }

  async #compressed(encoding: keyof typeof COMPRESSIONS): Promise<Variant> {
    const body = await compress(() => COMPRESSIONS[encoding](this.#bytes));
    if (body.length >= this.#bytes.length) return await this.in("plain");
    const headers = { ...this.#headers, "content-encoding": encoding };
    return await this.#variant(new Uint8Array(body), headers, `.${encoding}`);
  }

  async #variant(
    body: Uint8Array<ArrayBuffer>,
    headers: Headers,
    suffix: string,
  ): Promise<Variant> {
    const etag = this.#hash ? `"${this.#hash}${suffix}"` : await eTag(body);
    const length = { "content-length": String(body.length) };
    return { body, headers: { ...headers, ...length, etag, "vary": "accept-encoding" } };
  }
}

let free = AT_ONCE;
/** At most one for each file and encoding. */
const waiting: (() => void)[] = [];

/** Compresses when it is its turn. */
async function compress<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free--;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}
