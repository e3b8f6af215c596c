/**
 * Why something is missing that browsers have only on pages that came by https, or from the machine
 * itself.
 *
 * @module
 */
import { more } from "../../strings/more.ts";

/**
 * A sentence for whoever looks for it; `undefined` where it may be there.
 *
 * @param what is missing, as the page calls it: its sentence begins with that
 */
export function whyNotSecure(what: string): string | undefined {
  return globalThis.isSecureContext ? undefined : more.needsHttps(what);
}
