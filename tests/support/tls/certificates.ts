/**
 * Certificates for this machine's own names, of two authorities that nobody else trusts. Their keys are
 * no secrets.
 *
 * @module
 */

/** A certificate of one of the authorities, good until 2046. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  /** What trusts it. */
  readonly authority: string;
}

export const FIRST: TestCertificate = readCertificate("first");
export const SECOND: TestCertificate = readCertificate("second");

/** Where a file of a certificate is. */
export function pathOf(name: string): string {
  return new URL(name, import.meta.url).pathname;
}

function readCertificate(name: string): TestCertificate {
  const read = (part: string) => Deno.readTextFileSync(pathOf(`${name}.${part}.pem`));
  return { cert: read("cert"), key: read("key"), authority: read("ca") };
}
