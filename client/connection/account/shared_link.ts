/**
 * Links that are to be given to others.
 *
 * @module
 */
import { type Session, SignInError } from "../endpoint.ts";

/** Names that every machine has for itself. */
const OWN_NAME = /^(localhost|.*\.localhost|127\.[\d.]+|\[::1\])$/;

/** Whether a link leads everybody to the machine that they are at. */
export function isForOneMachine(link: string): boolean {
  return OWN_NAME.test(new URL(link).hostname);
}

/**
 * A link as others can open it: the name that only this machine has is replaced by its address in the
 * network, if the server knows that.
 */
export async function linkForOthers(link: URL, session: Pick<Session, "whoAmI">): Promise<string> {
  if (!OWN_NAME.test(link.hostname)) return link.href;
  try {
    const { network } = await session.whoAmI() ?? {};
    if (network === undefined) return link.href;
    const shared = new URL(link);
    shared.host = new URL(network).host;
    return shared.href;
  } catch (error) {
    // Without a connection there is no better one.
    if (error instanceof SignInError) return link.href;
    throw error;
  }
}
