/**
 * Listens for requests: by http, or with a certificate by https.
 *
 * @module
 */
import { Repeating, type Service } from "../service.ts";
import { rest } from "./rest.ts";
import type { CertificateFiles } from "../settings/https.ts";
import {
  CertificateError,
  checkPair,
  isSamePair,
  type KeyPair,
  readPair,
} from "./listener/certificate.ts";

/** How often it is looked whether the certificate has changed, in milliseconds. */
const LOOK_MS = 10_000;
/** How long the system may take to free the port, and how often that is tried, in milliseconds. */
const FREE_MS = 5_000;
const TRY_MS = 5;

/** Why nothing listens: one line for the operator. */
export class ListenError extends Error {
  override name = "ListenError";
}

export interface ListenerOptions {
  /** On all of this machine's addresses, of IPv6 and IPv4, unless given. */
  readonly host: string | undefined;
  /** 0 for any that is free. */
  readonly port: number;
  readonly handler: Deno.ServeHandler;
  /** What chooses another port. */
  readonly flag?: string;
  /** Answers for what the handler throws; by default as Deno does. */
  readonly onError?: (error: unknown) => Response;
  readonly certificate?: CertificateFiles | undefined;
  readonly lookEveryMs?: number;
  /** Whether others of this process listen on the same port, and whether it is the first of them. */
  readonly sharing?: "first" | "joined";
  /** Tells the operator of a certificate. */
  readonly say?: (line: string) => void;
}

/**
 * A changed certificate is taken up within some 20 seconds: once two looks in a row find the same in
 * its files, as they are not written at once. A bad one changes nothing, and is told of once.
 *
 * Deno 2.9 gives a certificate to whoever listens, for as long as they do. So we listen anew: requests
 * that are under way are answered; sockets are closed, and whoever is connected comes back and reads
 * on, as after any cut.
 */
export class Listener implements Service {
  readonly #options: ListenerOptions;
  readonly #looking: Repeating | undefined;
  #pair: KeyPair | undefined;
  #server: Deno.HttpServer<Deno.NetAddr>;
  /** What the last look found, if it is not what is served. */
  #found: KeyPair | undefined;
  /** What the operator was told last of it. */
  #told: string | undefined;

  /**
   * @throws {ListenError} If the address can't be listened on.
   * @throws {CertificateError} If the certificate is no good.
   */
  constructor(options: ListenerOptions) {
    const { host, port, certificate, lookEveryMs: everyMs = LOOK_MS } = options;
    this.#options = options;
    if (certificate) {
      this.#pair = readPair(certificate);
      checkPair(this.#pair, certificate);
      const onError = (error: unknown) => this.#tell(error);
      this.#looking = new Repeating({ everyMs, act: () => this.#look(certificate), onError });
    }
    this.#server = this.#listen(host, port);
  }

  get addr(): Deno.NetAddr {
    return this.#server.addr;
  }

  /** Runs until it is stopped, or can't listen anew. */
  async run(): Promise<void> {
    if (this.#looking) await this.#looking.run();
    else await this.#server.finished;
  }

  stop(): void {
    this.#looking?.stop();
    // Its promise is that of `finished`.
    this.#server.shutdown().catch(this.#tell);
  }

  async #look(certificate: CertificateFiles): Promise<void> {
    const found = readPair(certificate);
    const isSteady = isSamePair(found, this.#found);
    this.#found = found;
    if (isSamePair(found, this.#pair)) this.#told = undefined;
    else if (isSteady) {
      checkPair(found, certificate);
      this.#pair = found;
      await this.#renew();
      this.#say("The certificate has changed: https is served by the new one");
    }
  }

  /** Listens on the same port with what is the certificate now. */
  async #renew(): Promise<void> {
    const { hostname, port } = this.#server.addr;
    // Resolves when the last request that is under way was answered, which may be a stream.
    this.#server.shutdown().catch(this.#tell);
    for (let waited = 0;; waited += TRY_MS) {
      try {
        this.#server = this.#serve(hostname, port);
        return;
      } catch (error) {
        if (!(error instanceof Deno.errors.AddrInUse) || waited >= FREE_MS) {
          // Nobody can come any more: whoever started us has to know.
          this.#looking?.stop();
          throw error;
        }
        await rest(TRY_MS, new AbortController().signal);
      }
    }
  }

  #listen(host: string | undefined, port: number): Deno.HttpServer<Deno.NetAddr> {
    try {
      if (host !== undefined) return this.#begin(host, port);
      // An IPv6 socket accepts IPv4 connections, too, except on Windows.
      if (Deno.build.os === "windows") return this.#begin("0.0.0.0", port);
      try {
        return this.#begin("::", port);
      } catch (error) {
        if (error instanceof Deno.errors.AddrInUse) throw error;
        // This machine has no IPv6.
        return this.#begin("0.0.0.0", port);
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const taken = error instanceof Deno.errors.AddrInUse;
      const { flag = "--port" } = this.#options;
      const why = taken ? `the port is in use, choose another with ${flag}` : error.message;
      const where = host === undefined ? `port ${port}` : `${bracketed(host)}:${port}`;
      throw new ListenError(`Cannot listen on ${where}: ${why}`);
    }
  }

  #begin(hostname: string, port: number): Deno.HttpServer<Deno.NetAddr> {
    // Another process that shares its port would share this one, too, and get some of our requests.
    if (this.#options.sharing === "first") Deno.listen({ hostname, port }).close();
    return this.#serve(hostname, port);
  }

  #serve(hostname: string, port: number): Deno.HttpServer<Deno.NetAddr> {
    const { handler, onError, sharing } = this.#options;
    const options = { hostname, port, onListen() {}, ...(onError && { onError }), ...this.#pair };
    return Deno.serve({ ...options, ...(sharing && { reusePort: true }) }, handler);
  }

  /** Tells the operator once why the certificate stays as it is. */
  readonly #tell = (error: unknown): void => {
    const why = error instanceof Error ? error.message : String(error);
    if (why === this.#told) return;
    this.#told = why;
    const isKept = error instanceof CertificateError;
    this.#say(isKept ? `${why}; the former certificate is still served` : why);
  };

  #say(line: string): void {
    (this.#options.say ?? console.error)(line);
  }
}

/** A host as it stands in a URL. */
export function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
