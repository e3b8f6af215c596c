/**
 * The certificate by which we serve https, as it is in its files now.
 *
 * @module
 */
import type { CertificateFiles } from "../../settings/https.ts";

/** A certificate and its private key, as PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** Why a certificate can't be used: one sentence for the operator. */
export class CertificateError extends Error {
  override name = "CertificateError";
}

/**
 * Reads both files, without looking what is in them.
 *
 * @throws {CertificateError} If one can't be read.
 */
export function readPair({ cert, key }: CertificateFiles): KeyPair {
  return { cert: readFile(cert), key: readFile(key) };
}

/**
 * Whether https can be served by a pair, as the runtime sees it.
 *
 * @throws {CertificateError} If not.
 */
export function checkPair(pair: KeyPair, { cert, key }: CertificateFiles): void {
  try {
    // What it would refuse to listen with, it refuses here, on a port that nobody knows.
    Deno.listenTls({ hostname: "127.0.0.1", port: 0, ...pair }).close();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (/KeyMismatch/.test(why)) {
      throw new CertificateError(`Cannot serve https: ${key} is not the key of ${cert}`);
    }
    throw new CertificateError(
      `Cannot serve https: ${cert} and ${key} must be a certificate and its key as PEM (${why})`,
    );
  }
}

export function isSamePair(one: KeyPair, other: KeyPair | undefined): boolean {
  return one.cert === other?.cert && one.key === other.key;
}

function readFile(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CertificateError(`Cannot serve https: cannot read ${path} (${why})`);
  }
}
