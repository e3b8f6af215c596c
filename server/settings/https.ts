/**
 * Settings of https.
 *
 * @module
 */
import { SettingError } from "./values.ts";

export const HTTPS_FLAGS = ["cert", "key"] as const;

/** Where a certificate, with those that it is signed by behind it, and its private key are: PEM files. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** @throws {SettingError} If there is only one of the two. */
export function certificateOf(
  text: (name: typeof HTTPS_FLAGS[number]) => string | undefined,
): CertificateFiles | undefined {
  const [cert, key] = [text("cert"), text("key")];
  if (cert && key) return { cert, key };
  if (!cert && !key) return undefined;
  throw new SettingError(
    `Cannot serve https: --${cert ? "cert" : "key"} needs --${cert ? "key" : "cert"} beside it`,
  );
}
