/**
 * Whether it is quiet now, by the hours that somebody chose for all their devices.
 *
 * @module
 */
import { PushDevices, type PushState } from "../../../client/connection/account/push.ts";
import type { Session } from "../../../client/connection/endpoint.ts";
import { isQuiet } from "../../../protocol/field/quiet_hours.ts";

/** How long what was chosen is not asked for again, in milliseconds: it is asked when something calls. */
const KEPT_MS = 60_000;

let asked: Promise<PushState["quiet"]> | undefined;
let askedAt = -Infinity;

export async function isQuietNow(session: Session): Promise<boolean> {
  const now = Date.now();
  if (now - askedAt > KEPT_MS) {
    askedAt = now;
    asked = new PushDevices(session).state().then(({ quiet }) => quiet);
  }
  try {
    const quiet = await asked;
    return quiet !== undefined && isQuiet(quiet, now);
  } catch {
    // It can't be asked for now: what calls is not missed for that.
    return false;
  }
}
