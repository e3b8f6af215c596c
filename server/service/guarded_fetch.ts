/**
 * Requests to addresses that people wrote, which lead nowhere but into the public internet.
 *
 * A name may lead to this machine or to a network behind it, and to another place the next time that it
 * is looked up. So it is looked up once, what it leads to is checked, and the connection is made to just
 * that. TLS still asks for the certificate of the name.
 *
 * @module
 */
import { lookup } from "node:dns/promises";
import { parseAddress } from "../auth/origins/address.ts";
import { type Answered, exchange } from "./guarded_fetch/exchange.ts";
import { isPublic } from "./guarded_fetch/public_addresses.ts";

/** Hosts that the operator has named, as `bot.lan` or, with a port, as `bot.lan:8080`. */
export type HookHosts = ReadonlySet<string>;

/** Whether the operator has named the host of an address. */
export function isNamed({ hostname, port, protocol }: URL, hosts: HookHosts): boolean {
  const plain = hostname.replace(/\.$/, "");
  const usual = protocol === "https:" ? "443" : "80";
  return hosts.has(plain) || hosts.has(`${plain}:${port || usual}`);
}

/** Why a request was not made, or had no answer. The message is for whoever wrote the address. */
export class FetchError extends Error {
  override readonly name = "FetchError";
}

/** The addresses that a name leads to. */
export type Resolve = (name: string) => Promise<readonly string[]>;

export type { Answered };

export interface GuardedFetchOptions {
  /** Hosts that need not be public. */
  readonly hosts: HookHosts;
  /** How long a request may take, in milliseconds, with its answer. */
  readonly timeoutMs: number;
  readonly resolve?: Resolve;
  /** Certificates that are trusted besides those that all trust, in PEM. */
  readonly caCerts?: readonly string[];
}

/** What is posted. */
export interface Posting {
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Posts something to an address that is public, or whose host is named. Redirects are not followed.
 *
 * @throws {FetchError} If it is neither, or there is no answer in time.
 */
export async function guardedPost(
  url: URL,
  { body, headers, signal }: Posting,
  options: GuardedFetchOptions,
): Promise<Answered> {
  const { timeoutMs } = options;
  const late = AbortSignal.timeout(timeoutMs);
  const either = signal ? AbortSignal.any([signal, late]) : late;
  const posted = post(url, { body, headers, signal: either }, options);
  try {
    return await unlessAborted(posted, either);
  } catch (error) {
    if (error instanceof FetchError) throw error;
    throw failed(url, late.aborted ? `no answer in ${timeoutMs} ms` : messageOf(error));
  }
}

async function post(
  url: URL,
  { body, headers, signal }: Posting & { readonly signal: AbortSignal },
  options: GuardedFetchOptions,
): Promise<Answered> {
  const hostname = await addressOf(url, options);
  signal.throwIfAborted();
  const isSecure = url.protocol === "https:";
  const tcp = await Deno.connect({ hostname, port: Number(url.port) || (isSecure ? 443 : 80) });
  let connection: Deno.TcpConn | Deno.TlsConn = tcp;
  let isClosed = false;
  const close = () => {
    if (!isClosed) connection.close();
    isClosed = true;
  };
  // Whatever is waited for ends then.
  signal.addEventListener("abort", close, { once: true });
  try {
    signal.throwIfAborted();
    if (isSecure) {
      const { caCerts = [] } = options;
      // It takes the connection over, and closes it when it fails.
      isClosed = true;
      const tls = await Deno.startTls(tcp, {
        hostname: url.hostname.replace(/\.$|[[\]]/g, ""),
        caCerts: [...caCerts],
        alpnProtocols: ["http/1.1"],
      });
      connection = tls;
      isClosed = false;
      signal.throwIfAborted();
      await tls.handshake();
    }
    return await exchange(connection, url, body, headers);
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}

/** The address that is connected to. */
async function addressOf(
  url: URL,
  { hosts, resolve = resolveName }: GuardedFetchOptions,
): Promise<string> {
  const literal = parseAddress(url.hostname);
  const found = literal ? [literal.text] : await resolved(url, resolve);
  const addresses = found.map((text) => parseAddress(text));
  const isAllowed = isNamed(url, hosts) ||
    addresses.every((address) => address !== undefined && isPublic(address));
  const [first] = addresses;
  if (isAllowed && first) return first.text;
  const why = first ? "it leads to an address that is not public" : "its host has no address";
  throw failed(url, why);
}

async function resolved(url: URL, resolve: Resolve): Promise<readonly string[]> {
  try {
    return await resolve(url.hostname);
  } catch (error) {
    throw failed(url, `its host can't be found: ${messageOf(error)}`);
  }
}

async function resolveName(name: string): Promise<string[]> {
  const found = await lookup(name, { all: true });
  return found.map(({ address }) => address);
}

/** What takes a while, unless it is aborted before. */
async function unlessAborted<T>(doing: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  // What fails afterwards fails because of that.
  doing.catch(() => {});
  try {
    return await Promise.race([doing, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function failed({ host }: URL, why: string): FetchError {
  return new FetchError(`Cannot reach ${host}: ${why}`);
}

/** What went wrong, without the address, which may have a secret in it. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : error.message;
  return cause.replaceAll(/https?:\/\/\S+/g, "it").slice(0, 200);
}
